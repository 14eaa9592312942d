import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Standing } from '#contract/assigning.ts'
import { type Words, staleVersion } from '#contract/common.ts'
import type { RoutingGiven } from '#contract/routing-pack.ts'
import * as contract from '#contract/way.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { decide } from '#kernel/decision-table.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type Decided, type Way, decidedAnew, handleAt, isUsual, offerWay, wayOf } from '#modules/complaint/commands/decide.ts'
import { type LockedComplaint, endSight, giveTo, grantSight, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { factsOfCases } from '#modules/complaint/queries/facts.ts'
import { nearestHolders, whoLeads, withDeputies } from '#modules/clock/commands/ring.ts'
import { surePlaceIn } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { chooseAmong, keepChoices } from '../choosing/choose.ts'
import { type Hands, openHands } from '../choosing/hands.ts'
import type { Chosen } from '../choosing/rules.ts'
import { offer, withdrawPending } from '../commands.ts'
import { NobodyFits, OwnerChosen, Routed, WayKept } from '../events.ts'
import { tellHandler } from '../tell-handler.ts'
import { moveWaiting } from '../triage/commands.ts'
import { wantedFor } from '../triage/wanted.ts'

type Units = Awaited<ReturnType<typeof unitRows>>
/** A way, by which rule it is, and for what reason. */
interface Ruled { readonly way: Way; readonly rule: string; readonly why: Words }

const ruleOf = async (tx: Tx, id: string) => {
  const table = await (await currentPack(readerOf(tx.db), tx.actor.organizationId)).policy('routing')
  return { table, why: (table.rules.find((rule) => rule.id === id)?.gives as RoutingGiven | undefined)?.why }
}

/** Sight of what is confidential is given to people, not to units. */
const letIn = async (tx: Tx, c: LockedComplaint, unitId: string | null) => {
  if (c.handling_unit_id && c.handling_unit_id !== unitId) await endSight(tx, c, c.handling_unit_id, 'handles')
  if (unitId && !c.confidential) await grantSight(tx, c, unitId, 'handles')
}

/** It is theirs at once; the customer hears who it is, but not where the case is brought from elsewhere: nor is anybody rung then for each row of a table. */
const give = async (tx: Tx, c: LockedComplaint, unitId: string, chosen: Chosen & { readonly id: string }, story: string, straight: boolean) => {
  await giveTo(tx, c, chosen.id, story)
  await keepChoices(tx, [{ complaintId: c.id, unitId, chosen, way: 'automatic' }])
  await tx.record(OwnerChosen, { subject: subjectOf(c), payload: { complaintId: c.id, ownerId: chosen.id, chosenWay: 'automatic' } })
  if (straight) return
  await tellHandler(tx, c, chosen.id, 'message')
  await tell(tx, { to: [chosen.id], name: 'assigned', subject: subjectOf(c), payload: { number: c.number } })
}

/** Why nobody of a post could have it, in numbers. */
const unfit = (holding: readonly string[], { considered }: Chosen) => {
  const because = (why: Standing) => considered.filter((one) => one.why === why).length
  const [away, full] = [because('away'), because('full')]
  return { held: holding.length, away, full, other: holding.length - away - full }
}

interface InHand { readonly c: LockedComplaint; readonly hands: Hands }

const offerOrGive = async (tx: Tx, { c, hands }: InHand, unitId: string, chosen: Chosen & { readonly id: string }, story: string, straight: boolean) => {
  if (c.owner_id && !straight && chosen.id !== tx.actor.id) {
    await offer(tx, c, c.owner_id, chosen.id, story)
    await tell(tx, { to: [chosen.id], name: 'handoverOffered', subject: subjectOf(c), payload: { number: c.number } })
    return
  }
  await give(tx, c, unitId, chosen, story, straight)
  // What was over before it came burdens nobody.
  if (c.state === 'open') hands.gave(chosen.id, c.urgency)
}

/**
 * Who looks after the case from now on, or is asked to: whoever received it has it until then (E1). Of those who hold the post a rule names, whoever is
 * chosen as everywhere: present, independent, able to carry it. Null: it stays with whom it is, or in the queue of the unit.
 */
const bring = async (tx: Tx, { c, hands }: InHand, unitId: string, { way: { owner }, rule, why }: Ruled, straight: boolean): Promise<string | null> => {
  const holding = owner ? [...new Set(await nearestHolders(tx, unitId, owner, c))] : []
  if (!owner || (c.owner_id && holding.includes(c.owner_id))) return null
  const { wanted } = await wantedFor(tx, c)
  const chosen = await chooseAmong(tx, hands, wanted, holding, owner)
  if (!chosen.id) {
    if (c.state === 'open') await tx.record(NobodyFits, { subject: subjectOf(c), payload: { complaintId: c.id, rule, ...unfit(holding, chosen) } })
    return null
  }
  await offerOrGive(tx, { c, hands }, unitId, { ...chosen, id: chosen.id }, words(tx.actor.locale, ['routing', 'wayStory'], { why: why[tx.actor.locale] }) ?? '', straight)
  return chosen.id
}

/** Those whom the rule names; and where another unit is to handle it and nobody was named, who leads there. */
const tellPosts = async (tx: Tx, c: LockedComplaint, unitId: string, posts: readonly string[], lacksOwner: boolean) => {
  const people = lacksOwner ? await whoLeads(tx, unitId, c) : []
  for (const post of posts) people.push(...await nearestHolders(tx, unitId, post, c))
  if (people.length) await tell(tx, { to: await withDeputies(tx, unitId, people), name: 'routedHere', subject: subjectOf(c), payload: { number: c.number } })
}

interface Sent { readonly unitId: string; readonly toId: string | null }
/** What sending needs to know of the firm: read once, whatever the number of cases. */
interface Firm { readonly units: Units; readonly hands: Hands }
const firmOf = async (tx: Tx): Promise<Firm> => ({ units: await unitRows(readerOf(tx.db), tx.actor.organizationId), hands: openHands(tx) })

/** Sends a case its way. `straight`: nobody received it in person, so that nobody has to be asked. @returns the unit, and who has it or is asked. */
const send = async (tx: Tx, c: LockedComplaint, ruled: Ruled, { units, hands }: Firm, straight: boolean): Promise<Sent> => {
  const { way } = ruled
  const unitId = surePlaceIn(units, c.unit_id, way.place)
  const elsewhere = unitId === c.unit_id ? null : unitId
  await letIn(tx, c, elsewhere)
  if (elsewhere !== c.handling_unit_id) {
    await handleAt(tx, c, elsewhere)
    await moveWaiting(tx, c.id, unitId)
  }
  await tx.record(Routed, { subject: subjectOf(c), payload: { complaintId: c.id, rule: ruled.rule, unitId, unit: units.find((u) => u.id === unitId)?.name ?? '' } })
  const toId = await bring(tx, { c: { ...c, handling_unit_id: elsewhere }, hands }, unitId, ruled, straight)
  // Where nobody of the post can have it and nobody has it, who leads there gives it to somebody.
  if (!straight) await tellPosts(tx, c, unitId, way.tell, !toId && (elsewhere !== null || (way.owner !== null && c.owner_id === null)))
  return { unitId, toId }
}

interface Coming { readonly complaintId: string; readonly way: Way & { readonly rule: string }; /** Brought from elsewhere, or by nobody in person. */ readonly straight: boolean }

/** Cases that were just registered and go another way than the usual one. @returns of each the unit that handles it, and who has it by that, or is asked to take it. */
export const sendOnWay = async (tx: Tx, cases: readonly Coming[]): Promise<ReadonlyMap<string, Sent>> => {
  const went = new Map<string, Sent>()
  if (!cases.length) return went
  const firm = await firmOf(tx)
  for (const { complaintId, way: { rule, ...way }, straight } of cases) {
    const { why } = await ruleOf(tx, rule)
    if (why) went.set(complaintId, await send(tx, await lockComplaint(tx, complaintId), { way, rule, why }, firm, straight))
  }
  return went
}

/** Where a case goes by the table in force and as it is seen now. */
const wayNow = async (tx: Tx, c: LockedComplaint) => {
  const read = readerOf(tx.db)
  const table = await (await currentPack(read, tx.actor.organizationId)).policy('routing')
  const facts = (await factsOfCases(read, tx.actor.organizationId, [c]))(c)
  const fired = decide(table, facts)
  return { facts, version: table.version, rule: fired.ruleId, way: wayOf(fired), why: (fired.gives as unknown as RoutingGiven).why }
}

const USUAL = { place: { kind: 'own' as const }, owner: null }
const wentBy = (c: LockedComplaint) => (c.decided as Decided | null)?.routing?.way ?? USUAL

/** The case is seen otherwise than before: where it would go now is offered, never done by itself. */
export const reconsider = async (tx: Tx, complaintId: string): Promise<void> => {
  const c = await lockComplaint(tx, complaintId)
  if (c.state !== 'open') return
  const { version, rule, way, why } = await wayNow(tx, c)
  const went = wentBy(c)
  const same = isDeepStrictEqual([way.place, way.owner], [went.place, went.owner])
  if (same && !c.way_offered) return
  const units = same ? [] : await unitRows(readerOf(tx.db), tx.actor.organizationId)
  const unitId = surePlaceIn(units, c.unit_id, way.place)
  await offerWay(tx, c, same ? null : { version, rule, owner: way.owner, why, unit: { id: unitId, name: units.find((u) => u.id === unitId)?.name ?? '' } })
}

const lockOffered = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const c = await lockOpen(tx, id)
  if (!c.way_offered) throw new Problem(contract.noWayOffered)
  return c
}

/** Whoever looks after the case now keeps it until the other takes it on. */
export const followWay = command('routing.follow', async (tx, { complaintId, version }: z.output<typeof contract.followWay.input>) => {
  const c = await lockOffered(tx, complaintId)
  if (c.version !== version) throw new Problem(staleVersion)
  const { facts, version: table, rule, way, why } = await wayNow(tx, c)
  await withdrawPending(tx, c.id)
  await touch(tx, c, { way_offered: null, ...decidedAnew(c, 'routing', { version: table, rule, ...(!isUsual(way) && { way }), facts, at: iso(tx.now) }) })
  return send(tx, c, { way, rule, why }, await firmOf(tx), false)
})

/** It is handled where it is, whatever the table says of cases like it. */
export const keepWay = command('routing.keepWay', async (tx, { complaintId, reason }: z.output<typeof contract.keepWay.input>) => {
  const c = await lockOffered(tx, complaintId)
  const { facts, version, rule, way } = await wayNow(tx, c)
  // What was refused once is not offered again until something else changes.
  await touch(tx, c, { way_offered: null, ...decidedAnew(c, 'routing', { version, rule, ...(!isUsual(way) && { way }), kept: true, facts, at: iso(tx.now) }) })
  await tx.record(WayKept, { subject: subjectOf(c), payload: { complaintId: c.id, rule }, reason })
  return { done: true as const }
})
