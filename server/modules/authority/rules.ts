import type { Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { RemedyKind } from '#contract/packs.ts'
import { aboveLimit, ownProposal } from '#contract/remedy.ts'
import type { Facts } from '#contract/table-shape.ts'
import { alreadyDecided } from '#contract/authority.ts'
import { localDay } from '#kernel/calendar.ts'
import { type DecisionTable, decide } from '#kernel/decision-table.ts'
import type { Instant } from '#kernel/time.ts'
import { ancestors, answering } from '#modules/identity/rules.ts'

/** One yes that is wanted: of whoever holds one of these posts, or has a higher rank than they; `byRank`: whoever has the rank. */
export interface Wanted { readonly no: number; readonly place: number; readonly positions: readonly string[]; readonly rank: number; readonly byRank: boolean; /** Working hours until somebody above is asked. */ readonly hours: number }
export interface Ranked { readonly code: string; readonly rank: number }

export interface AuthorityFacts extends Facts { readonly kind: string[]; readonly totalFen: number; readonly urgency: string }
export interface Needed { readonly rank: number; readonly positionCode: string; readonly steps: readonly Wanted[]; readonly rule: string; readonly version: string; readonly why: Words | null }

/** Working hours for a step of which the table says nothing: two working days, one, or a quarter of one. */
const HOURS: Readonly<Record<string, number>> = { general: 16, urgent: 8, critical: 2 }
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Those together come first, then each of `after`: a table without them asks for one rank, as ever. */
const stepsOf = (gives: Readonly<Record<string, unknown>>, urgency: string, posts: readonly Ranked[]): Wanted[] => {
  const hours = typeof gives.hours === 'number' ? gives.hours : HOURS[urgency] ?? 16
  const rankOf = (code: string) => posts.find((p) => p.code === code)?.rank ?? Number(gives.rank)
  // In the place of a named post decides only who is above it, and above whoever decides the amount.
  const post = (no: number, place: number, code: string): Wanted => ({ no, place, positions: [code], rank: Math.max(rankOf(code), Number(gives.rank)), byRank: false, hours })
  return [
    { no: 1, place: 1, positions: [String(gives.position), ...list(gives.instead)], rank: Number(gives.rank), byRank: true, hours },
    ...list(gives.beside).map((code, i) => post(1, i + 2, code)), ...list(gives.after).map((code, i) => post(i + 2, 1, code)),
  ]
}

/** Who must say yes to this, in which order, and the rule that says so. */
export const needed = (table: DecisionTable, facts: AuthorityFacts, posts: readonly Ranked[] = []): Needed => {
  const { ruleId, gives } = decide(table, { ...facts })
  return { rank: Number(gives.rank), positionCode: String(gives.position), steps: stepsOf(gives, facts.urgency, posts), rule: ruleId, version: table.version, why: (gives.why as Words | undefined) ?? null }
}

/** The same asked of the next post above: for what no rule foresaw. Nobody is above the highest. */
export const oneAbove = (asked: Needed, proposerRank: number, posts: readonly Ranked[]): Needed => {
  const ranks = [...new Set(posts.map((p) => p.rank).filter((rank) => rank > 0))].sort((a, b) => a - b)
  const top = ranks.at(-1) ?? asked.rank
  const least = Math.max(asked.rank, Math.min(proposerRank, top))
  const rank = ranks.find((one) => one > least) ?? top
  const positionCode = posts.find((p) => p.rank === rank)?.code ?? asked.positionCode
  const [first, ...others] = asked.steps
  return { ...asked, rank, positionCode, steps: first ? [{ ...first, rank, positions: [positionCode] }, ...others] : [] }
}

/** The rank at which nobody else is asked; named posts are covered by whoever is above them. */
export const alone = ({ steps }: Needed): number => Math.max(...steps.map((s) => (s.byRank ? s.rank : s.rank + 1)))

/** The highest rank of all that are asked. */
export const highest = ({ steps }: Needed): number => Math.max(...steps.map((s) => s.rank))

/** Every amount at which the table may change its mind. */
const boundaries = (table: DecisionTable): number[] => [...new Set(table.rules.flatMap(({ when }) => ['totalFen', 'cumulativeFen', 'caseFen'].flatMap((fact) => {
  const cell = when[fact]
  return typeof cell === 'object' && !Array.isArray(cell) ? Object.values(cell).filter((v) => typeof v === 'number').flatMap((v) => [v - 1, v, v + 1]) : []
})))].filter((v) => v >= 0).sort((a, b) => a - b)

export interface Limited { readonly rank: number; readonly kinds?: readonly RemedyKind[]; /** What is known beside the amount; sums that were given before count in. */ readonly known?: Facts; readonly posts?: readonly Ranked[] }

/** The most a rank may commit alone with these kinds of remedy, in fen; 0 when nothing. Without kinds: as far as no rule about a kind says otherwise. */
export const limitOf = (table: DecisionTable, { rank, kinds = [], known = {}, posts = [] }: Limited): number => {
  const [before, inCase] = [Number(known.cumulativeFen ?? 0), Number(known.caseFen ?? 0)]
  const may = (totalFen: number) => alone(needed(table, { urgency: 'general', customerClass: '', ...known, kind: [...kinds], totalFen, cumulativeFen: before + totalFen, caseFen: inCase + totalFen }, posts)) <= rank
  const marks = [...new Set(boundaries(table).flatMap((v) => [v, v - before, v - inCase]))].filter((v) => v >= 0).sort((a, b) => a - b)
  const most = marks.at(-1) ?? 0
  if (may(most + 1)) return Number.MAX_SAFE_INTEGER
  return marks.filter(may).at(-1) ?? 0
}

export interface Post { readonly personId: string; readonly name: string; readonly unitId: string; readonly positionCode: string; readonly rank: number; readonly seesAll: boolean }
/** For whom somebody decides on which days; `mostFen`: of a delegation, up to how much. */
export interface StandsIn { readonly personId: string; readonly from: string; readonly until: string; readonly mostFen: number | null }
/** What the standing of one person is judged by, for any unit: who holds which post, how the units hang together, for whom the person stands in. */
export interface Posts {
  readonly personId: string | null; readonly holders: readonly Post[]; readonly units: readonly { readonly id: string; readonly parent_id: string | null; readonly time_zone: string }[]
  readonly standsIn: readonly StandsIn[]
}
/** `own`: by one's own posts. `rank`: with what one has for somebody else, who is named when that is more. */
export interface Standing { readonly own: number; readonly rank: number; readonly deputyOf: string | null }

/** A position counts for a unit when it sits there or above, or sees the whole organisation. */
export const countsFor = (post: Pick<Post, 'unitId' | 'seesAll'>, near: readonly string[]): boolean => near.includes(post.unitId) || post.seesAll

const best = (all: readonly Post[], personId: string, near: readonly string[]): number => Math.max(0, ...all.filter((h) => h.personId === personId && countsFor(h, near)).map((h) => h.rank))

const nearTo = ({ units }: Posts, unitId: string) => [unitId, ...ancestors(units, unitId)]
const lentNow = ({ standsIn, units }: Posts, unitId: string, now: Instant, except: readonly string[], totalFen: number | null) => {
  const today = localDay(units.find((u) => u.id === unitId)?.time_zone ?? 'UTC', now)
  return standsIn.filter((s) => !except.includes(s.personId) && s.from <= today && today <= s.until && (s.mostFen === null || (totalFen !== null && totalFen <= s.mostFen)))
}

/** How much authority a person has over a unit today. Standing in for the proposer would be approving one's own proposal by a detour, and so for whom the case is about. */
export const standing = (posts: Posts, unitId: string, now: Instant, except: readonly string[] = []): Standing => {
  if (!posts.personId) return { own: 0, rank: 0, deputyOf: null }
  const near = nearTo(posts, unitId)
  const own = best(posts.holders, posts.personId, near)
  return lentNow(posts, unitId, now, except, null).map((s) => ({ own, rank: best(posts.holders, s.personId, near), deputyOf: s.personId }))
    .reduce<Standing>((most, s) => (s.rank > most.rank ? s : most), { own, rank: own, deputyOf: null })
}

type Slot = Pick<Wanted, 'positions' | 'rank' | 'byRank'>
/** Whether these posts are enough for a yes that is wanted. */
export const suffices = (held: readonly Pick<Post, 'positionCode' | 'rank'>[], { positions, rank, byRank }: Slot): boolean =>
  held.some((h) => positions.includes(h.positionCode) || (byRank ? h.rank >= rank : h.rank > rank))

export interface Decidable { readonly unitId: string; readonly totalFen: number; readonly proposedBy: string; /** Whom the case is about. */ readonly about: readonly string[]; readonly steps: readonly Kept[] }
/** A yes that is wanted, and what became of it. */
export interface Kept extends Wanted { readonly id: string; readonly state: string; readonly doneBy: string | null }

/** Whose rank lends nothing to who stands in for them: who proposed it, whom the case is about and who answers to those. */
export const lendsNothing = ({ holders, units }: Posts, { proposedBy, about }: Pick<Decidable, 'proposedBy' | 'about'>): readonly string[] => [proposedBy, ...answering(holders, units, about)]

/** The posts that count for a yes: those over the unit; of one that is named and nobody there holds (finance, quality), wherever it is. */
const countingFor = <P extends Post>(all: readonly P[], near: readonly string[], { positions }: Slot): P[] => {
  const isThere = all.some((h) => positions.includes(h.positionCode) && countsFor(h, near))
  return all.filter((h) => countsFor(h, near) || (!isThere && positions.includes(h.positionCode)))
}

const answers = (posts: Posts, personId: string, near: readonly string[], slot: Slot): boolean => suffices(countingFor(posts.holders, near, slot).filter((h) => h.personId === personId), slot)

/** By one's own posts alone: what is wanted of oneself. */
export const ownAmong = <S extends Slot>(posts: Posts, unitId: string, wanted: readonly S[]): S[] => {
  const { personId } = posts
  return personId ? wanted.filter((slot) => answers(posts, personId, nearTo(posts, unitId), slot)) : []
}

/** What stands behind something that wants a yes, or is asked for. */
export interface Behind { readonly unitId: string; readonly steps: readonly Kept[]; /** The highest rank among them. */ readonly backed: number; /** Who said yes, with who proposed it. */ readonly by: readonly (string | null)[] }

/** Only the first of a table's steps is anybody's who has the rank: another one that is was so because nobody held the post. */
const wasVacant = ({ no, place, byRank }: Wanted) => byRank && (no > 1 || place > 1)
/** A yes that was asked for as much as this one, of nobody else than this one asks. */
const isAsMuch = (kept: Kept, slot: Wanted) => kept.rank >= slot.rank && kept.positions.every((one) => slot.positions.includes(one)) && (slot.byRank || !kept.byRank || wasVacant(kept))

/** Of what is wanted by now, that for which none of the yeses is enough: neither as it was given, nor by whose it is today. */
export const lackingIn = <S extends Wanted>(posts: Posts, wanted: readonly S[], { unitId, steps, backed, by }: Behind): S[] => wanted.filter((slot) =>
  !(slot.byRank ? backed >= slot.rank : backed > slot.rank) && !steps.some((one) => isAsMuch(one, slot)) && !by.some((personId) => personId !== null && answers(posts, personId, nearTo(posts, unitId), slot)))

/** Put after everybody who was asked so far, in their order. */
export const putAfter = <S extends Wanted>(steps: readonly Pick<Wanted, 'no'>[], more: readonly S[]): S[] => {
  const [last, places] = [Math.max(0, ...steps.map(({ no }) => no)), [...new Set(more.map(({ no }) => no))].sort((a, b) => a - b)]
  return more.map((slot) => ({ ...slot, no: last + 1 + places.indexOf(slot.no) }))
}

/** Which of those that are open somebody may answer: `deputyOf` where only for somebody else, `delegated` where that one is there. */
export interface Entitled { readonly slots: readonly Kept[]; readonly deputyOf: string | null; readonly delegated: boolean }

const NOTHING: Entitled = { slots: [], deputyOf: null, delegated: false }

export const entitled = (posts: Posts, what: Decidable, now: Instant): Entitled => {
  const open = what.steps.filter((s) => s.state === 'open')
  const own = ownAmong(posts, what.unitId, open)
  if (own.length) return { slots: own, deputyOf: null, delegated: false }
  const near = nearTo(posts, what.unitId)
  const lent = lentNow(posts, what.unitId, now, lendsNothing(posts, what), what.totalFen).map((s): Entitled => ({ slots: open.filter((slot) => answers(posts, s.personId, near, slot)), deputyOf: s.personId, delegated: s.mostFen !== null }))
  return lent.find((one) => one.slots.length > 0) ?? NOTHING
}

/** Nobody decides what they proposed. */
export const whyNotOthers = (personId: string | null, { proposedBy }: Pick<Decidable, 'proposedBy'>): Refusal | null => (!personId || personId === proposedBy ? ownProposal : null)

/** Who decides may; each yes of a chain comes from somebody else. */
export const whyNotEntitled = (posts: Posts, what: Decidable, now: Instant): Refusal | null => {
  if (what.steps.some((s) => s.state === 'done' && s.doneBy === posts.personId)) return alreadyDecided
  return entitled(posts, what, now).slots.length ? null : aboveLimit
}

/** What one person of a rank decides. */
export interface ByRank extends Pick<Decidable, 'unitId' | 'proposedBy' | 'about'> { readonly neededRank: number }

export const whyNotByRank = (posts: Posts, what: ByRank, now: Instant): Refusal | null =>
  whyNotOthers(posts.personId, what) ?? (standing(posts, what.unitId, now, lendsNothing(posts, what)).rank < what.neededRank ? aboveLimit : null)

/** The number of the step that is asked now; null when every yes is there. */
export const stepNow = (steps: readonly Pick<Kept, 'no' | 'state'>[]): number | null => {
  const left = steps.filter((s) => s.state === 'later' || s.state === 'open').map((s) => s.no)
  return left.length ? Math.min(...left) : null
}

const lowest = <P extends Post>(all: readonly P[]): P[] => all.filter((h) => h.rank === Math.min(...all.map((one) => one.rank)))
const once = <P extends Post>(all: readonly P[]): P[] => all.filter((h, i) => all.findIndex((one) => one.personId === h.personId) === i)

/** Everybody whose own posts are enough for a yes, the lowest rank first. */
export const whoMay = <P extends Post>(holders: readonly P[], near: readonly string[], slot: Slot, except: ReadonlySet<string>): P[] =>
  once(countingFor(holders, near, slot).filter((h) => !except.has(h.personId) && suffices([h], slot)).sort((a, b) => a.rank - b.rank))

/** A named post that nobody else holds keeps nothing waiting: whoever may decide the amount stands for it. */
export const unlessVacant = <S extends Slot>(holders: readonly Post[], near: readonly string[], slot: S, except: ReadonlySet<string>): S => (whoMay(holders, near, slot, except).length ? slot : { ...slot, byRank: true })

/** Who is asked for it: who holds the post; by rank, the lowest that is enough. Where nobody does, whoever is next above. */
export const whoIsAsked = <P extends Post>(may: readonly P[], { positions, byRank, rank }: Slot): P[] => {
  const named = may.filter((h) => positions.includes(h.positionCode))
  const ranked = byRank ? lowest(may.filter((h) => h.rank >= rank)) : []
  return once(named.length + ranked.length ? [...ranked, ...named] : lowest(may))
}

/** Who is asked when those before kept it too long: the next rank above them. Nobody is above the highest. */
export const whoIsNext = <P extends Post>(may: readonly P[], slot: Slot, climbedTo: number | null): P[] => {
  const before = climbedTo ?? Math.max(slot.rank, ...whoIsAsked(may, slot).map((h) => h.rank))
  return lowest(may.filter((h) => h.rank > before))
}
