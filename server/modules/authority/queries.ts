import type { Step } from '#contract/authority.ts'
import type { PersonRef } from '#contract/common.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { type Instant, isoOrNull } from '#kernel/time.ts'
import { deputiesOn, holders, standsInFor, unitRows } from '#modules/identity/queries/units.ts'
import { LEADS, ancestors, answering } from '#modules/identity/rules.ts'
import { type Kept, type Post, type Posts, type Standing, type StandsIn, type Wanted, countsFor, lackingIn, standing, unlessVacant, whoIsAsked, whoMay } from './rules.ts'

const delegatedTo = async (read: Reader, organizationId: string, personId: string): Promise<StandsIn[]> =>
  (await read.selectFrom('authority.delegation').select(['from_id', 'from_on', 'until_on', 'most_fen']).where('organization_id', '=', organizationId).where('to_id', '=', personId).where('ended_at', 'is', null).execute())
    .map((d) => ({ personId: d.from_id, from: d.from_on, until: d.until_on, mostFen: d.most_fen }))

/** What the standing of a person is judged by: loaded once, asked for many cases. */
export const postsOf = async (read: Reader, organizationId: string, personId: string | null): Promise<Posts> => {
  const [all, units, standsIn, delegated] = await Promise.all([holders(read, organizationId), unitRows(read, organizationId), personId ? standsInFor(read, organizationId, personId) : [], personId ? delegatedTo(read, organizationId, personId) : []])
  return { personId, holders: all, units, standsIn: [...standsIn.map((s) => ({ ...s, mostFen: null })), ...delegated] }
}

/** How much authority a person has over a unit today: their own, and with that of someone they stand in for. */
export const standingOf = async (read: Reader, organizationId: string, personId: string | null, unitId: string, now: Instant): Promise<Standing> =>
  standing(await postsOf(read, organizationId, personId), unitId, now)

/** The highest rank of somebody's own posts over a unit. */
export const roleRank = ({ holders: all, units }: Posts, unitId: string, personId: string | null): number => {
  const near = [unitId, ...ancestors(units, unitId)]
  return Math.max(0, ...all.filter((h) => h.personId === personId && countsFor(h, near)).map((h) => h.rank))
}

interface About { readonly unitId: string; readonly proposedBy: string; readonly about: readonly string[] }
/** For one yes: everybody who may give it, and who of them is asked. */
export interface Asked { readonly step: Kept; readonly may: readonly Post[]; readonly asked: readonly Post[] }

/** Who may give each yes, and who is asked for it: nobody the case is about, nor who answers to them, nor who proposed it. */
const askedIn = ({ holders: all, units }: Posts, { unitId, proposedBy, about }: About, steps: readonly Kept[]): Asked[] => {
  const near = [unitId, ...ancestors(units, unitId)]
  const except = new Set([...answering(all, units, about), proposedBy])
  return steps.map((step) => { const may = whoMay(all, near, step, except); return { step, may, asked: whoIsAsked(may, step) } })
}

/** Everybody who may decide at a rank over a unit, the lowest sufficient rank first; nobody the case is `about`, nor who answers to them. */
export const whoHasRank = async (read: Reader, organizationId: string, { unitId, neededRank, about }: { readonly unitId: string; readonly neededRank: number; readonly about: readonly string[] }): Promise<readonly Post[]> => {
  const { holders: all, units } = await postsOf(read, organizationId, null)
  return whoMay(all, [unitId, ...ancestors(units, unitId)], { positions: [], rank: neededRank, byRank: true }, new Set(answering(all, units, about)))
}

/** What is wanted, with somebody for each vacant post. Who proposed it counts among the holders: their own post is theirs to use. */
export const filled = ({ holders: all, units }: Posts, { unitId, about }: Pick<About, 'unitId' | 'about'>, wanted: readonly Wanted[]): Wanted[] =>
  wanted.map((slot) => unlessVacant(all, [unitId, ...ancestors(units, unitId)], slot, answering(all, units, about)))

interface Given extends About { readonly id: string; /** The highest rank behind it. */ readonly backed: number }
/** Of what is wanted by now for something that was approved, that for which no yes was given. */
export const lackingFor = async (read: Reader, organizationId: string, { id, backed, ...of }: Given, wanted: readonly Wanted[]): Promise<Wanted[]> => {
  const [posts, kept] = await Promise.all([postsOf(read, organizationId, null), keptSteps(read, organizationId, [id])])
  const steps = kept.filter((step) => step.state === 'done')
  return lackingIn(posts, filled(posts, of, wanted), { unitId: of.unitId, steps, backed, by: [of.proposedBy, ...steps.map(({ doneBy }) => doneBy)] })
}

/** Of these people, who may not see the cases of a unit by their posts: those who lead see what is below them, others their own unit. */
export const outOfSight = ({ holders: all, units }: Posts, unitId: string, people: readonly string[]): string[] => {
  const near = [unitId, ...ancestors(units, unitId)]
  const sees = (h: Post) => h.seesAll || h.unitId === unitId || (near.includes(h.unitId) && h.rank >= LEADS)
  return people.filter((id) => !all.some((h) => h.personId === id && sees(h)))
}

export const askedFor = async (read: Reader, organizationId: string, about: About, steps: readonly Kept[]): Promise<Asked[]> =>
  (steps.length ? askedIn(await postsOf(read, organizationId, null), about, steps) : [])

export const stepRows = (read: Reader, organizationId: string, subjectIds: readonly string[]) =>
  (subjectIds.length ? read.selectFrom('authority.step').selectAll().where('organization_id', '=', organizationId).where('subject_id', '=', sql<string>`any (${[...subjectIds]}::uuid[])`).orderBy('no').orderBy('place').execute() : Promise.resolve([]))
type Row = Awaited<ReturnType<typeof stepRows>>[number]

export const asKept = (s: Row): Kept => ({ id: s.id, no: s.no, place: s.place, positions: s.positions, rank: s.rank, byRank: s.by_rank, hours: s.hours, state: s.state, doneBy: s.done_by })
export const keptSteps = async (read: Reader, organizationId: string, subjectIds: readonly string[]): Promise<Kept[]> => (await stepRows(read, organizationId, subjectIds)).map(asKept)

/** The steps of what wants a yes, as they are shown. `name`: of who said yes. */
export const shownSteps = (posts: Posts, name: (id: string | null) => PersonRef | null, of: About, rows: readonly Row[]): Step[] => {
  const asked = askedIn(posts, of, rows.filter((s) => s.state === 'open').map(asKept))
  return rows.map((s) => ({
    no: s.no, positions: s.positions, state: s.state as Step['state'], askedAt: isoOrNull(s.asked_at), dueAt: s.state === 'open' ? isoOrNull(s.due_at) : null, climbedAt: isoOrNull(s.climbed_at), doneBy: name(s.done_by), doneAt: isoOrNull(s.done_at),
    people: (asked.find((one) => one.step.id === s.id)?.may ?? []).map((h) => ({ id: h.personId, name: h.name })),
  }))
}

export const approvalsOf = (read: Reader, organizationId: string, subjectIds: readonly string[]) =>
  (subjectIds.length ? read.selectFrom('authority.approval').selectAll().where('organization_id', '=', organizationId).where('subject_id', 'in', [...subjectIds]).orderBy('id').execute() : Promise.resolve([]))

/** Who decides for these people that day, beside them: deputies of who is away, and who was lent as much as this comes to. */
export const lentTo = async (read: Reader, organizationId: string, personIds: readonly string[], day: string, totalFen: number): Promise<string[]> => {
  if (!personIds.length) return []
  const lent = await read.selectFrom('authority.delegation').select('to_id').where('organization_id', '=', organizationId).where('from_id', 'in', [...personIds]).where('ended_at', 'is', null).where('from_on', '<=', day).where('until_on', '>=', day).where('most_fen', '>=', totalFen).execute()
  return [...await deputiesOn(read, organizationId, personIds, day), ...lent.map((d) => d.to_id)]
}
