import type { Skill, Standing } from '#contract/assigning.ts'
import { groupBy } from '#kernel/group.ts'
import { LEADS } from '#modules/identity/rules.ts'

/** Somebody who could look after a case of a unit, and what they carry of all cases. `givenAt`: when they were last given one, in milliseconds. */
export interface Candidate {
  readonly id: string; readonly roles: readonly string[]; readonly positions: readonly string[]; readonly rank: number; readonly trusted: boolean; readonly away: boolean
  /** `named`: where a rule names their post. */ readonly most: number | null; readonly named: number | null; readonly categories: readonly string[]; readonly languages: readonly string[]; readonly classes: readonly string[]
  readonly general: number; readonly urgent: number; readonly critical: number; readonly ticking: number; readonly givenAt: number
}

/** What matters of a case. `categories`: with those above them; `role`: of the post it goes to, or the post itself, where a rule says so. */
export interface CaseOf { readonly urgency: string; readonly categories: readonly string[]; readonly language: string | null; readonly classCode: string | null; readonly confidential: boolean; readonly role?: string | undefined; /** Only people whose post a rule names are asked. */ readonly byPost?: boolean; /** Whoever it goes away from. */ readonly except?: string | undefined }

/** Somebody considered. */
export interface Weighed { readonly id: string; readonly why: Standing; readonly open: number; readonly most: number | null; readonly load: number; readonly skills: readonly Skill[] }
export interface Chosen { readonly id: string | null; readonly considered: readonly Weighed[] }

/** An urgent case weighs as two, a critical one as three; a deadline of ours that runs as one more. */
const URGENT = 2
const CRITICAL = 3

export const openOf = ({ general, urgent, critical }: Candidate): number => general + urgent + critical
export const loadOf = (one: Candidate): number => one.general + URGENT * one.urgent + CRITICAL * one.critical + one.ticking

/** What a person may carry: their own measure, else that of the unit; who leads it is given nothing unless they have a measure of their own. */
export const mostOf = (own: number | null, unit: number | null, rank: number): number | null => own ?? (rank >= LEADS ? 0 : unit)

/** A rule that names a post names whoever leads, too, where that is the post: they carry it like others. */
export const mostNamed = (own: number | null, unit: number | null, rank: number): number | null => own ?? (rank >= LEADS ? null : unit)
const mostFor = (one: Candidate, { byPost }: CaseOf): number | null => (byPost ? one.named : one.most)

const hasPost = ({ roles, positions }: Candidate, role: string | undefined) => !role || roles.includes(role) || positions.includes(role)

/** Each once, whatever posts they hold: measured by the one that is named, or else by one of its role. Trusted by any of them is trusted. */
export const eachOnce = (found: readonly Candidate[], post: string): Candidate[] => [...groupBy(found, (one) => one.id).values()].flatMap((posts) => {
  const best = posts.find((one) => one.positions.includes(post)) ?? posts.find((one) => one.roles.includes(post)) ?? posts[0]
  return best ? [{ ...best, trusted: posts.some((one) => one.trusted) }] : []
})

/** What forbids giving the case to somebody; null: nothing. */
const whyNotGive = (one: Candidate, it: CaseOf, apart: ReadonlySet<string>): Standing | null => {
  if (apart.has(one.id)) return 'apart'
  if (it.confidential && !one.trusted) return 'untrusted'
  if (!hasPost(one, it.role)) return 'otherPost'
  if (one.away) return 'away'
  const most = mostFor(one, it)
  if (most === 0) return 'none'
  return most !== null && openOf(one) >= most ? 'full' : null
}

const HAS = 2
const ANYTHING = 1
/** Whoever is marked for it comes first, then who does anything, last who is marked for something else. */
const level = (tags: readonly string[], wanted: readonly string[]): number => {
  if (wanted.length === 0 || tags.length === 0) return ANYTHING
  return tags.some((tag) => wanted.includes(tag)) ? HAS : 0
}

const levels = (one: Candidate, it: CaseOf): readonly (readonly [Skill, number])[] => [
  ['language', level(one.languages, it.language ? [it.language] : [])], ['category', level(one.categories, it.categories)], ['class', level(one.classes, it.classCode ? [it.classCode] : [])],
]
const BASE = 3
/** To be understood comes before knowing the matter, and that before knowing the kind of customer. */
const fitOf = (one: Candidate, it: CaseOf): number => levels(one, it).reduce((sum, [, n]) => sum * BASE + n, 0)

type Ranked = readonly [fit: number, load: number, givenAt: number]
const rankOf = (one: Candidate, it: CaseOf): Ranked => [-fitOf(one, it), loadOf(one), one.givenAt]
const LAGS: readonly Standing[] = ['lessSkilled', 'carriesMore', 'givenLater']
/** Where somebody first falls behind the chosen one; of equals the order of ids decides. */
const lagOf = (ranked: Ranked, best: Ranked): Standing => LAGS[ranked.findIndex((n, i) => n > (best[i] ?? 0))] ?? 'givenLater'

const compare = (a: Ranked, b: Ranked): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
const byId = (a: Candidate, b: Candidate) => (a.id < b.id ? -1 : 1)

/** Of those who may have it the most skilled; of these who carries least; of these who was given one longest ago. */
export const choose = (people: readonly Candidate[], it: CaseOf, apart: ReadonlySet<string>): Chosen => {
  const candidates = people.filter((one) => one.id !== it.except)
  const able = candidates.filter((one) => !whyNotGive(one, it, apart)).toSorted((a, b) => compare(rankOf(a, it), rankOf(b, it)) || byId(a, b))
  const [best] = able
  const weigh = (one: Candidate, why: Standing): Weighed => ({ id: one.id, why, open: openOf(one), most: mostFor(one, it), load: loadOf(one), skills: levels(one, it).flatMap(([skill, n]) => (n === HAS ? [skill] : [])) })
  const others = candidates.filter((one) => !able.includes(one)).map((one) => weigh(one, whyNotGive(one, it, apart) ?? 'none'))
  return { id: best?.id ?? null, considered: [...able.map((one) => weigh(one, one === best ? 'chosen' : lagOf(rankOf(one, it), rankOf(best as Candidate, it)))), ...others] }
}

/** Who has just been given a case carries it, and its deadlines. */
export const withOneMore = (one: Candidate, urgency: string, at: number): Candidate => ({
  ...one, ticking: one.ticking + 1, givenAt: at,
  ...(urgency === 'critical' ? { critical: one.critical + 1 } : urgency === 'urgent' ? { urgent: one.urgent + 1 } : { general: one.general + 1 }),
})

/** One after the other, so that what the first is given counts for the second, whichever unit it is of. `people`: by unit. */
export const chooseEach = <C extends CaseOf & { readonly unitId: string }>(people: ReadonlyMap<string, readonly Candidate[]>, cases: readonly C[], apartOf: (it: C) => ReadonlySet<string>, at: number): Chosen[] => {
  const hands = new Map(people)
  return cases.map((it, i) => {
    const chosen = choose(hands.get(it.unitId) ?? [], it, apartOf(it))
    if (chosen.id) for (const [unitId, here] of hands) hands.set(unitId, here.map((one) => (one.id === chosen.id ? withOneMore(one, it.urgency, at + i) : one)))
    return chosen
  })
}
