import { isDeepStrictEqual } from 'node:util'
import type { RegisterComplaint } from '#contract/complaint.ts'
import type { Urgency } from '#contract/packs.ts'
import type { RoutingGiven } from '#contract/routing-pack.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { WayOffered } from '#contract/way.ts'
import { type DecisionTable, type Fired, decide } from '#kernel/decision-table.ts'
import type { Tx } from '#kernel/tx.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { matterOf } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { asObject, productWords } from '../searched.ts'

/** Where a rule of the table `routing` sends a case. */
export type Way = Pick<RoutingGiven, 'place' | 'owner' | 'tell'>
/** Which rule of which version said so. `facts`: what it was asked, and `at`: when, where that was later than the registration. */
export interface Ruling { readonly version: string; readonly rule: string; readonly facts?: Facts; readonly at?: string }
/** By which rules of which version a case was closed, and what they were asked. */
interface Closed { readonly version: string; readonly rules: readonly string[]; readonly facts: Facts; readonly at: string }
/** What was decided of a case by tables of rules as it was registered, and from what. The words of its first points, as many as `points`, stand with it. */
export interface Decided { readonly facts: Facts; readonly points: number; readonly urgency: Ruling; readonly routing: Ruling & { readonly way?: Way; /** Somebody decided that it stays where it is. */ readonly kept?: true }; /** What had to be done before it was closed, each time. */ readonly closings?: readonly Closed[] }

interface Known { readonly customerClass: string | null; readonly repeat: boolean; readonly sameMatter: boolean; readonly units: readonly string[] }

/** What tables may ask of a complaint that comes in, but for what it says and how urgent it is. */
const factsOf = (input: RegisterComplaint, body: PackBody, { customerClass, repeat, sameMatter, units }: Known): Facts => ({
  channel: input.channel, nature: input.nature ?? 'redress', presence: input.presence ?? '', customerClass: customerClass ?? '', amountFen: input.claimFen ?? 0, repeat, sameMatter, unit: [...units],
  product: productWords(asObject(input.product, 'name')), ...matterOf(body, input.points.map((p) => p.categoryCode ?? null)),
})

/** What a rule of the table `routing` gives; it was checked when it was published, and what is not said there is nothing. */
export const wayOf = ({ gives }: Pick<Fired, 'gives'>): Way => {
  const { place, owner = null, tell = [] } = gives as unknown as RoutingGiven
  return { place, owner, tell: [...tell] }
}

const USUAL: Way = { place: { kind: 'own' }, owner: null, tell: [] }
export const isUsual = (way: Way): boolean => isDeepStrictEqual(way, USUAL)

interface Tables { readonly urgency: DecisionTable; readonly routing: DecisionTable }

/** How urgent a complaint is and where it goes, by the organisation's tables. A person may set the urgency otherwise, with a reason. */
export const decideOn = (input: RegisterComplaint, body: PackBody, known: Known, tables: Tables) => {
  const facts = factsOf(input, body, known)
  const text = [...input.points.map((p) => p.text), input.soFar ?? ''].join('\n')
  const judged = decide(tables.urgency, { ...facts, text, wants: input.points.map((p) => p.wants ?? '').join('\n') })
  const proposed = String(judged.gives.urgency) as Urgency
  const urgency = input.urgency ?? proposed
  const asked = { ...facts, urgency }
  const sent = decide(tables.routing, asked)
  const way = wayOf(sent)
  const decided: Decided = {
    facts: asked, points: input.points.length, urgency: { version: tables.urgency.version, rule: judged.ruleId }, routing: { version: tables.routing.version, rule: sent.ruleId, ...(!isUsual(way) && { way }) },
  }
  return { judged: { urgency, rule: judged.ruleId, why: input.urgency && input.urgency !== proposed ? null : judged.gives.why }, decided }
}

/** Whether a rule asks for the unit: only then all units above it have to be known. */
export const asksForUnit = ({ rules }: DecisionTable): boolean => rules.some(({ when }) => 'unit' in when)

type Later = { readonly urgency: Ruling; readonly routing: Decided['routing'] }

/** What is kept with a case of a decision that was made again. Its words are kept with its points and nowhere else. */
export const decidedAnew = <N extends keyof Later>({ decided }: { readonly decided: unknown }, name: N, { facts, ...ruling }: Later[N] & { readonly facts: Facts; readonly at: string }) => {
  const { text: _said, wants: _wanted, ...asked } = facts
  return { decided: JSON.stringify({ ...(decided as Decided | null ?? { facts: {}, points: 0 }), [name]: { ...ruling, facts: asked } }) }
}

/** What is kept with a case of what stood before its closing. */
export const closedBy = ({ decided }: { readonly decided: unknown }, { version, rules, facts }: Omit<Closed, 'at'>, now: Instant) => {
  const before = decided as Decided | null ?? { facts: {}, points: 0, closings: [] }
  return { decided: JSON.stringify({ ...before, closings: [...before.closings ?? [], { version, rules, facts, at: iso(now) }] }) }
}

/** Which unit handles a case that another received; null: its own. */
export const handleAt = async (tx: Tx, { id }: { readonly id: string }, unitId: string | null): Promise<void> => {
  await tx.db.updateTable('complaint.complaint').set({ handling_unit_id: unitId }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

/** Another way for a case, for a person to follow or to refuse; null: none. */
export const offerWay = async (tx: Tx, { id }: { readonly id: string }, offered: WayOffered | null): Promise<void> => {
  await tx.db.updateTable('complaint.complaint').set({ way_offered: offered && JSON.stringify(offered) }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}
