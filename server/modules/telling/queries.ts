import type { z } from 'zod'
import { notAllowed, notFound, type Locale, type Words } from '#contract/common.ts'
import { isAnonymous } from '#contract/kept.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import { TellBy } from '#contract/tell-by.ts'
import type { Change } from '#contract/telling-pack.ts'
import type * as contract from '#contract/telling.ts'
import type { Actor } from '#kernel/actor.ts'
import { shiftDay, startOfDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { formatEnd } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { type Instant, MINUTE, iso, isoOrNull, plusMs } from '#kernel/time.ts'
import { BODY_ENDS } from '#modules/clock/commands/run.ts'
import { leadersNear } from '#modules/clock/queries/whom.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { complainantOf, nameFor } from '#modules/complaint/queries/complainant.ts'
import { type Ways, waysOf } from '#modules/complaint/queries/ways.ts'
import { whyNotTellBy } from '#modules/complaint/rules/ways.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { lineWords } from './letter.ts'
import { linesOf, stepOf } from './rules.ts'

const rowsOf = (read: Reader, organizationId: string, complaintId: string) => read.selectFrom('telling.pending').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(100).execute()
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

const shown = async (read: Reader, { organizationId, locale }: Actor, rows: readonly Row[]): Promise<contract.Gathered[]> => {
  const { body: { telling } } = await currentPack(read, organizationId)
  return rows.map((r) => ({ id: r.id, change: r.change as Change, text: lineWords(telling, { change: r.change as Change, detail: r.detail }, locale), at: iso(r.at), state: r.state as contract.Gathered['state'], goesAt: r.state === 'waiting' ? iso(r.goes_at) : null, doneAt: isoOrNull(r.done_at) }))
}

export const caseTellings = query('telling.read', async (read, actor, { complaintId }: { complaintId: string }) => {
  if (!await findComplaint(read, actor.organizationId, complaintId)) throw new Problem(notFound)
  return { items: await shown(read, actor, await rowsOf(read, actor.organizationId, complaintId)), next: null }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

/** By when they hear from us: the day that was named to them, else the nearest of our own times that is no body's. */
const nextOf = async (read: Reader, organizationId: string, c: { readonly id: string; readonly next_on: string | null; readonly state: string }, timeZone: string): Promise<Instant | null> => {
  if (c.state !== 'open') return null
  if (c.next_on) return plusMs(startOfDay(timeZone, shiftDay(c.next_on, 1)), -MINUTE)
  const clock = await read.selectFrom('clock.deadline').select('due_at').where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('bound', '=', 'ours').where('ends', 'not in', [...BODY_ENDS]).where('state', 'in', ['running', 'late']).orderBy('due_at').limit(1).executeTakeFirst()
  return clock?.due_at ?? null
}

const placeOf = (read: Reader, organizationId: string, unitId: string) => read.selectFrom('identity.unit as n').innerJoin('identity.organization as o', 'o.organization_id', 'n.organization_id').select(['n.name', 'n.phone', 'n.time_zone', 'o.locale as house']).where('n.organization_id', '=', organizationId).where('n.id', '=', unitId).executeTakeFirstOrThrow()

const ownerOf = async (read: Reader, organizationId: string, ownerId: string | null, unitPhone: string | null) => {
  const row = ownerId ? await read.selectFrom('identity.person').select(['name', 'phone']).where('organization_id', '=', organizationId).where('id', '=', ownerId).executeTakeFirst() : undefined
  return row ? { name: row.name, phone: row.phone ?? unitPhone } : null
}

const outsideOf = async (read: Reader, { organizationId, locale }: Actor, complaintId: string): Promise<string[]> =>
  (await read.selectFrom('proceeding.proceeding').select(['label', 'reference', 'stage_label', 'result']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute())
    .map((p) => [(p.label as Words)[locale], p.reference, p.result ? words(locale, ['terms', 'proceedingResult', p.result]) ?? p.result : (p.stage_label as Words)[locale]].filter(Boolean).join(' · '))

const mayOf = (actor: Actor, c: { readonly state: string; readonly identity: string }): Record<string, string | null> => {
  const merged = c.state === 'merged' ? mergedElsewhere : null
  const say = (name: string, refusal: typeof merged) => { const why = actor.may(`telling.${name}`) ? refusal : notAllowed; return [name, why && refusalWords(why, actor.locale)] as const }
  return Object.fromEntries([say('tellByPhone', merged ?? (c.identity === 'anonymous' ? isAnonymous : null)), say('wish', merged)])
}

/** How much they want to hear. */
const wishOf = async (read: Reader, organizationId: string, complaintId: string): Promise<contract.Wish> =>
  ((await read.selectFrom('telling.wish').select('wish').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).executeTakeFirst())?.wish ?? 'all') as contract.Wish

/** How much they want to hear, and how. */
export const readWishes = async (read: Reader, organizationId: string, complaintId: string): Promise<{ readonly wish: contract.Wish; readonly ways: Ways }> => {
  const [wish, ways] = await Promise.all([wishOf(read, organizationId, complaintId), waysOf(read, organizationId, complaintId)])
  return { wish, ways }
}

/** Where it stands, in words that may be said to the customer, in their language. */
const wordsFor = (locale: Locale, { step, next, handler, timeZone, closed }: { readonly step: number; readonly next: Instant | null; readonly handler: { readonly name: string; readonly phone: string | null } | null; readonly timeZone: string; readonly closed: boolean }): string => {
  const say = (key: string, params = {}) => words(locale, ['telling', 'say', key], params) ?? ''
  if (closed) return say('closed')
  return [say('step', { step: words(locale, ['portal', 'steps', String(step)]) ?? String(step) }), ...(next ? [say('next', { when: formatEnd(iso(next), locale, timeZone) })] : []), ...(handler ? [say(handler.phone ? 'handler' : 'handlerOnly', { name: handler.name, phone: handler.phone ?? '' })] : [])].join('')
}

/** What an inquiry is answered with, on one page: nothing that is meant for the house alone. */
export const maySay = query('telling.read', async (read, actor, { complaintId }: { complaintId: string }): Promise<z.input<typeof contract.maySay.output>> => {
  const { organizationId, locale } = actor
  const c = await findComplaint(read, organizationId, complaintId)
  if (!c) throw new Problem(notFound)
  const place = await placeOf(read, organizationId, c.unit_id)
  const [rows, next, handler, outside, { wish, ways: { asked, goes, reach } }, last, offer, customer, known] = await Promise.all([
    rowsOf(read, organizationId, complaintId), nextOf(read, organizationId, c, place.time_zone), ownerOf(read, organizationId, c.owner_id, place.phone), outsideOf(read, actor, complaintId),
    readWishes(read, organizationId, complaintId),
    read.selectFrom('communication.message').select(['at', 'body']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where((eb) => eb.or([eb('kind', '=', 'reply'), eb.and([eb('kind', '=', 'call'), eb('reached', '=', sql.lit(true))])])).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('remedy.proposal').select('id').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'offered').limit(1).executeTakeFirst(),
    read.selectFrom('customer.customer').select('name').where('organization_id', '=', organizationId).where('id', '=', c.customer_id).executeTakeFirst(),
    complainantOf(read, organizationId, complaintId),
  ])
  const step = stepOf(c.stage)
  const language = (c.locale ?? place.house) as Locale
  return {
    complaintId, number: c.number, name: c.identity === 'open' ? c.complainant_name ?? customer?.name ?? '' : known?.name ?? nameFor(c.identity as 'protected', locale), step, stepName: words(locale, ['portal', 'steps', String(step)]) ?? String(step), closed: c.state === 'closed', nextBy: isoOrNull(next), handler,
    offer: offer ? words(locale, ['telling', 'offerWaits']) : null, outside, lastTold: last ? { at: iso(last.at), text: last.body } : null, untold: await shown(read, actor, linesOf(rows.filter(({ state }) => state === 'waiting' || state === 'call').reverse().map((row) => ({ ...row, change: row.change as Change })))), wish, tellBy: asked, goes, ways: TellBy.options.map((way) => { const why = whyNotTellBy(way, reach); return { way, whyNot: why && refusalWords(why, locale) } }),
    language, words: wordsFor(language, { step, next, handler, timeZone: place.time_zone, closed: c.state === 'closed' }), may: mayOf(actor, c),
  }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

const callRows = async (read: Reader, actor: Actor) => read.selectFrom('telling.pending as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .select(['c.id as complaint_id', 'c.number', 'c.unit_id', 'c.owner_id', 'c.confidential', 'c.accused', 'n.name as unit_name', 'n.time_zone', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), sql<Instant>`min(p.at)`.as('since'), sql<number>`count(*)`.as('changes')])
  .where('p.organization_id', '=', actor.organizationId).where('p.state', '=', sql.lit('call')).where((eb) => eb.or([eb('c.owner_id', '=', actor.id), eb('c.owner_id', 'is', null)])).where('c.state', '!=', 'merged').groupBy(['c.id', 'c.organization_id', 'c.unit_id', 'c.owner_id', 'c.confidential', 'c.accused', 'c.number', 'n.name', 'n.time_zone', 'c.urgency', 'c.complainant_name', 'u.name']).orderBy('since').limit(50).execute()

/** Of the cases one looks after, or leads where nobody does, open or not: who is to be rung up, as nobody can write to them. */
export const callsToTell = async (read: Reader, actor: Actor) => {
  const { id, organizationId } = actor
  if (!id) return []
  const rows = await callRows(read, actor)
  const mine = await Promise.all(rows.map(async (c) => c.owner_id !== null || (await leadersNear(read, { organizationId, unitId: c.unit_id }, c)).leads.includes(id)))
  return rows.filter((_, i) => mine[i])
}
