import type { z } from 'zod'
import * as absences from '#contract/absence.ts'
import { invalidInput, notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/identity.ts'
import { localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { AbsenceBegan, AbsenceCancelled, AbsenceEnded, AbsenceRecorded, AwayRuleSet, WorkPassed } from '../events.ts'
import { awayRuleOf, zonesOf } from '../queries/absence.ts'
import { isSuperior, rankOf } from '../queries/reach.ts'
import { lockPerson, subjectOfPerson } from './people.ts'

/** Whose absence it is, somebody above them, or an administrator. */
const refuseStranger = async (tx: Tx, personId: string) => {
  if (personId !== tx.actor.id && !tx.actor.may('*') && !await isSuperior(tx, personId)) throw new Problem(contract.absenceNotYours)
}

/** A deputy decides with the authority of who is away: so only they, somebody above them or an administrator name one, and nobody themselves for somebody above. */
const refuseFalseDeputy = async (tx: Tx, personId: string, deputyId: string) => {
  if (deputyId === personId) throw new Problem(contract.deputyIsSelf, {}, 'deputyId')
  await lockPerson(tx, deputyId)
  if (deputyId === tx.actor.id && await rankOf(tx, personId) > await rankOf(tx, tx.actor.id)) throw new Problem(contract.aboveYourself, {}, 'deputyId')
}

export const recordAbsence = command('identity.recordAbsence', async (tx, { id, from, until, deputyId = null, comesBack = false }: z.output<typeof contract.recordAbsence.input>) => {
  await lockPerson(tx, id)
  if (!inOurTimes(from)) throw new Problem(invalidInput, {}, 'from')
  if (!inOurTimes(until) || until < from) throw new Problem(invalidInput, {}, 'until')
  await refuseStranger(tx, id)
  if (deputyId) await refuseFalseDeputy(tx, id, deputyId)
  await tx.db.insertInto('identity.absence').values({ organization_id: tx.actor.organizationId, id: newId(), person_id: id, deputy_id: deputyId, from_on: from, until_on: until, comes_back: comesBack, cancelled_at: null }).execute()
  await tx.record(AbsenceRecorded, { subject: subjectOfPerson(id), payload: { personId: id, deputyId, from, until } })
  return { id }
})

const lockAbsences = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('identity.absence').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('cancelled_at', 'is', null).orderBy('id').forUpdate()
type Absence = Awaited<ReturnType<ReturnType<typeof lockAbsences>['execute']>>[number]

/** Another absence of the same person that day, however it overlaps. */
const otherOn = async (tx: Tx, one: Absence, today: string): Promise<string | null> =>
  (await tx.db.selectFrom('identity.absence').select('id').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', one.person_id).where('id', '<>', one.id).where('cancelled_at', 'is', null).where('ended_at', 'is', null)
    .where('from_on', '<=', today).where('until_on', '>=', today).orderBy('until_on', 'desc').limit(1).executeTakeFirst())?.id ?? null

const end = async (tx: Tx, one: Absence, today: string) => {
  await tx.db.updateTable('identity.absence').set({ ended_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', one.id).execute()
  await tx.record(AbsenceEnded, { subject: subjectOfPerson(one.person_id), payload: { personId: one.person_id, absenceId: one.id, comesBack: one.comes_back, stillAway: await otherOn(tx, one, today) } })
}

/** Ends the deputy's authority from now on; what was decided in the meantime stands. */
export const cancelAbsence = command('identity.cancelAbsence', async (tx, { id, absenceId }: z.output<typeof contract.cancelAbsence.input>) => {
  await lockPerson(tx, id)
  const absence = await lockAbsences(tx, [absenceId]).where('person_id', '=', id).executeTakeFirst()
  if (!absence) throw new Problem(notFound, {}, 'absenceId')
  await refuseStranger(tx, id)
  await tx.db.updateTable('identity.absence').set({ cancelled_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', absence.id).execute()
  await tx.record(AbsenceCancelled, { subject: subjectOfPerson(id), payload: { personId: id, deputyId: absence.deputy_id, from: absence.from_on, until: absence.until_on } })
  if (absence.begun_at && !absence.ended_at) await end(tx, absence, localDay((await zonesOf(readerOf(tx.db), tx.actor.organizationId, [id]))(id), tx.now))
  return { id }
})

/** Who stands in is there that day. */
const presentDeputy = async (tx: Tx, { deputy_id: deputy }: Pick<Absence, 'deputy_id'>, today: string): Promise<string | null> => {
  if (!deputy) return null
  const there = await tx.db.selectFrom('identity.person as p').select('p.id').where('p.organization_id', '=', tx.actor.organizationId).where('p.id', '=', deputy).where('p.retired_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('identity.absence as a').select('a.id').whereRef('a.organization_id', '=', 'p.organization_id').whereRef('a.person_id', '=', 'p.id').where('a.cancelled_at', 'is', null).where('a.from_on', '<=', today).where('a.until_on', '>=', today))))
    .executeTakeFirst()
  return there?.id ?? null
}

const begin = async (tx: Tx, one: Absence, zone: string, way: absences.AwayWay) => {
  await tx.db.updateTable('identity.absence').set({ begun_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', one.id).execute()
  const subject = subjectOfPerson(one.person_id)
  const deputy = await presentDeputy(tx, one, localDay(zone, tx.now))
  const before = deputy ? iso(startOfDay(zone, shiftDay(one.until_on, 1))) : null
  await tx.record(AbsenceBegan, { subject, payload: { personId: one.person_id, absenceId: one.id, deputyId: one.deputy_id, from: one.from_on, until: one.until_on, before, way } })
  if (way !== 'tell') await tx.record(WorkPassed, { subject, payload: { fromId: one.person_id, toId: way === 'deputy' ? deputy : null, before, absenceId: one.id, passedWhy: 'away' } })
}

/** Somebody who is not there: what becomes of their work, as it would have when they went. `before`: only what falls due before then is passed on; null: all. */
export type Missing = { readonly why: 'left' } | { readonly why: 'away'; readonly absenceId: string; readonly until: string; readonly before: string | null; readonly way: absences.AwayWay; readonly deputyId: string | null }

/** Whether somebody to whom work comes back has left or is away; null: they are there. */
export const missingNow = async (tx: Tx, personId: string): Promise<Missing | null> => {
  const person = await tx.db.selectFrom('identity.person').select('retired_at').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).executeTakeFirst()
  if (!person || person.retired_at) return { why: 'left' }
  const one = await tx.db.selectFrom('identity.absence').selectAll().where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('cancelled_at', 'is', null).where('begun_at', 'is not', null).where('ended_at', 'is', null).orderBy('until_on', 'desc').limit(1).executeTakeFirst()
  if (!one) return null
  const read = readerOf(tx.db)
  const [zoneOf, { way }] = [await zonesOf(read, tx.actor.organizationId, [personId]), await awayRuleOf(read, tx.actor.organizationId)]
  const deputyId = await presentDeputy(tx, one, localDay(zoneOf(personId), tx.now))
  return { why: 'away', absenceId: one.id, until: one.until_on, before: deputyId ? iso(startOfDay(zoneOf(personId), shiftDay(one.until_on, 1))) : null, way, deputyId }
}

/** From today on they are away, or back again: days begin where people work. Rows another node is at are skipped: each absence begins and ends once. */
export const turnAbsences = command('identity.turnAbsences', async (tx, { ids }: { ids: readonly string[] }) => {
  const found = await lockAbsences(tx, ids).where('ended_at', 'is', null).skipLocked().execute()
  if (!found.length) return { turned: 0 }
  const read = readerOf(tx.db)
  const [zoneOf, { way }] = [await zonesOf(read, tx.actor.organizationId, found.map((one) => one.person_id)), await awayRuleOf(read, tx.actor.organizationId)]
  let turned = 0
  for (const one of found) {
    const zone = zoneOf(one.person_id)
    const today = localDay(zone, tx.now)
    const begins = !one.begun_at && one.from_on <= today
    if (begins && one.until_on >= today) await begin(tx, one, zone, way)
    const ends = one.until_on < today
    if (ends) await end(tx, one, today)
    if (begins || ends) turned++
  }
  return { turned }
})

/** What becomes of work while people are away. */
export const setAwayRule = command('identity.setAwayRule', async (tx, { way, version }: z.output<typeof absences.setAwayRule.input>) => {
  const now = await awayRuleOf(readerOf(tx.db), tx.actor.organizationId)
  if (now.version !== version) throw new Problem(staleVersion)
  await tx.db.insertInto('identity.away_rule').values({ organization_id: tx.actor.organizationId, way, version: 1 }).onConflict((c) => c.column('organization_id').doUpdateSet({ way, version: sql<number>`away_rule.version + 1` })).execute()
  await tx.record(AwayRuleSet, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { way } })
  return {}
})

/** Somebody leaves, and leaves nothing behind. */
export const passOn = command('identity.passOn', async (tx, { id, toId }: z.output<typeof absences.passOn.input>) => {
  await lockPerson(tx, id)
  await refuseStranger(tx, id)
  if (toId === id) throw new Problem(absences.passOnToSelf, {}, 'toId')
  if (toId) await lockPerson(tx, toId)
  await tx.record(WorkPassed, { subject: subjectOfPerson(id), payload: { fromId: id, toId, before: null, absenceId: null, passedWhy: 'left' } })
  return { done: true as const }
})
