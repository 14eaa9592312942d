import type { Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { RemedyKind } from '#contract/packs.ts'
import { aboveLimit, ownProposal } from '#contract/remedy.ts'
import { localDay } from '#kernel/calendar.ts'
import { type DecisionTable, decide } from '#kernel/decision-table.ts'
import type { Instant } from '#kernel/time.ts'
import { ancestors, answering } from '#modules/identity/rules.ts'

export interface AuthorityFacts { readonly kind: string[]; readonly totalFen: number; readonly urgency: string; readonly customerClass: string; readonly cumulativeFen: number }
export interface Needed { readonly rank: number; readonly positionCode: string; readonly rule: string; readonly version: string; readonly why: Words | null }

/** The least rank that may commit this, and the rule that says so. */
export const needed = (table: DecisionTable, facts: AuthorityFacts): Needed => {
  const { ruleId, gives } = decide(table, { ...facts })
  return { rank: Number(gives.rank), positionCode: String(gives.position), rule: ruleId, version: table.version, why: (gives.why as Words | undefined) ?? null }
}

/** Every amount at which the table may change its mind. */
const boundaries = (table: DecisionTable): number[] => [...new Set(table.rules.flatMap(({ when }) => {
  const cell = when.totalFen
  return typeof cell === 'object' && !Array.isArray(cell) ? Object.values(cell).filter((v) => typeof v === 'number').flatMap((v) => [v - 1, v, v + 1]) : []
}))].filter((v) => v >= 0).sort((a, b) => a - b)

/** The most a rank may commit alone with these kinds of remedy, in fen; 0 when nothing. Without kinds: as far as no rule about a kind says otherwise. */
export const limitOf = (table: DecisionTable, rank: number, kinds: readonly RemedyKind[] = []): number => {
  const may = (totalFen: number) => needed(table, { kind: [...kinds], totalFen, urgency: 'general', customerClass: '', cumulativeFen: totalFen }).rank <= rank
  const marks = boundaries(table)
  const highest = marks.at(-1) ?? 0
  if (may(highest + 1)) return Number.MAX_SAFE_INTEGER
  return marks.filter(may).at(-1) ?? 0
}

export interface Post { readonly personId: string; readonly unitId: string; readonly rank: number; readonly seesAll: boolean }
/** What the standing of one person is judged by, for any unit: who holds which post, how the units hang together, for whom the person stands in. */
export interface Posts {
  readonly personId: string | null; readonly holders: readonly Post[]; readonly units: readonly { readonly id: string; readonly parent_id: string | null; readonly time_zone: string }[]
  readonly standsIn: readonly { readonly personId: string; readonly from: string; readonly until: string }[]
}
/** `own`: by one's own posts. `rank`: with what one has for somebody else, who is named when that is more. */
export interface Standing { readonly own: number; readonly rank: number; readonly deputyOf: string | null }

/** A position counts for a unit when it sits there or above, or sees the whole organisation. */
export const countsFor = (post: Post, near: readonly string[]): boolean => near.includes(post.unitId) || post.seesAll

const best = (all: readonly Post[], personId: string, near: readonly string[]): number => Math.max(0, ...all.filter((h) => h.personId === personId && countsFor(h, near)).map((h) => h.rank))

/** How much authority a person has over a unit today. Standing in for the proposer would be approving one's own proposal by a detour, and so for whom the case is about. */
export const standing = ({ personId, holders, units, standsIn }: Posts, unitId: string, now: Instant, except: readonly string[] = []): Standing => {
  if (!personId) return { own: 0, rank: 0, deputyOf: null }
  const near = [unitId, ...ancestors(units, unitId)]
  const own = best(holders, personId, near)
  const today = localDay(units.find((u) => u.id === unitId)?.time_zone ?? 'UTC', now)
  return standsIn.filter((s) => !except.includes(s.personId) && s.from <= today && today <= s.until).map((s) => ({ own, rank: best(holders, s.personId, near), deputyOf: s.personId }))
    .reduce<Standing>((most, s) => (s.rank > most.rank ? s : most), { own, rank: own, deputyOf: null })
}

export interface Decidable { readonly unitId: string; readonly neededRank: number; readonly proposedBy: string; /** Whom the case is about. */ readonly about: readonly string[] }

/** Whose rank lends nothing to who stands in for them: who proposed it, whom the case is about and who answers to those. */
export const lendsNothing = ({ holders, units }: Posts, { proposedBy, about }: Decidable): readonly string[] => [proposedBy, ...answering(holders, units, about)]

/** Who decides is not who proposed, and has the rank. */
export const whyNotEntitled = (posts: Posts, what: Decidable, now: Instant): Refusal | null => {
  if (!posts.personId || posts.personId === what.proposedBy) return ownProposal
  return standing(posts, what.unitId, now, lendsNothing(posts, what)).rank < what.neededRank ? aboveLimit : null
}
