import type { Refusal } from '#contract/endpoint.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { endLinks } from './link.ts'
import { askedFor, filled, keptSteps, postsOf, roleRank } from '../queries.ts'
import { type Decidable as Judged, type Kept, type Posts, type Wanted, entitled, lackingIn, ownAmong, putAfter, stepNow, whoIsNext, whyNotEntitled } from '../rules.ts'

/** Something that wants somebody's yes, of a case that is locked. */
export interface Subject { readonly id: string; readonly complaintId: string; readonly unitId: string; readonly totalFen: number; readonly proposedBy: string; readonly about: readonly string[] }

const rowsOf = (tx: Tx, subjectId: string) => tx.db.updateTable('authority.step').where('organization_id', '=', tx.actor.organizationId).where('subject_id', '=', subjectId)

/** Asks those of the next step, if they are not asked yet: their time begins. */
const openNext = async (tx: Tx, { unitId }: Pick<Subject, 'unitId'>, steps: readonly Kept[]): Promise<Kept[]> => {
  const no = stepNow(steps)
  const opened = steps.filter((s) => s.no === no && s.state === 'later')
  const read = readerOf(tx.db)
  for (const { id, hours } of opened) {
    const due = await dueIn(read, tx.actor.organizationId, unitId, { amount: hours, unit: 'openHours' }, tx.now)
    await tx.db.updateTable('authority.step').set({ state: 'open', asked_at: tx.now, due_at: due }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  }
  return opened
}

export interface Stands { /** No more yes is wanted. */ readonly complete: boolean; readonly opened: readonly Kept[]; /** The highest rank that said yes now. */ readonly rank: number }

const insertSteps = (tx: Tx, subject: Subject, steps: readonly Kept[]) => insertRows(tx.db, {
  into: 'authority.step', rows: steps.map((s) => ({
    organization_id: tx.actor.organizationId, id: s.id, complaint_id: subject.complaintId, subject_id: subject.id, no: s.no, place: s.place, positions: [...s.positions], rank: s.rank, by_rank: s.byRank, hours: s.hours, state: s.state,
    asked_at: null, due_at: null, climbed_to: null, climbed_at: null, done_by: s.doneBy, done_at: s.doneBy === null ? null : tx.now,
  })),
})

/** Writes down who is wanted, in which order. What the proposer's own posts are enough for is there already. */
export const beginChain = async (tx: Tx, subject: Subject, wanted: readonly Wanted[]): Promise<Stands> => {
  const { organizationId, id: personId } = tx.actor
  const posts = await postsOf(readerOf(tx.db), organizationId, personId)
  const sought = filled(posts, subject, wanted)
  const own = new Set(ownAmong(posts, subject.unitId, sought))
  const steps = sought.map((one): Kept => ({ ...one, id: newId(), state: own.has(one) ? 'done' : 'later', doneBy: own.has(one) ? personId : null }))
  await insertSteps(tx, subject, steps)
  const opened = await openNext(tx, subject, steps)
  return { complete: stepNow(steps) === null, opened, rank: Math.max(roleRank(posts, subject.unitId, personId), ...[...own].map((s) => s.rank)) }
}

interface Said { readonly comment: string; readonly via: 'page' | 'link' }
const decidable = async (tx: Tx, subject: Subject): Promise<Judged & Subject> => ({ ...subject, steps: await keptSteps(readerOf(tx.db), tx.actor.organizationId, [subject.id]) })

/** Who may decide now, for themselves or for somebody. @throws Problem when they may not. */
const judge = async (tx: Tx, subject: Subject) => {
  const posts = await postsOf(readerOf(tx.db), tx.actor.organizationId, tx.actor.id)
  const what = await decidable(tx, subject)
  const refusal: Refusal | null = whyNotEntitled(posts, what, tx.now)
  if (refusal) throw new Problem(refusal)
  return { posts, what, ...entitled(posts, what, tx.now) }
}

const keep = (tx: Tx, subject: Subject, verdict: 'approved' | 'returned', { comment, via }: Said, { deputyOf, delegated }: { readonly deputyOf: string | null; readonly delegated: boolean }) => tx.db.insertInto('authority.approval').values({
  organization_id: tx.actor.organizationId, id: newId(), complaint_id: subject.complaintId, subject_id: subject.id, by_id: tx.actor.id ?? subject.proposedBy, deputy_of: deputyOf, delegated, via, verdict, comment, at: tx.now,
}).execute()

/** What is asked by the table and the case of now; `backed`: the highest rank that stands behind it before. */
export interface AskedNow { readonly wanted: readonly Wanted[]; readonly backed: number }

/** What is asked for by now, beyond who has said yes and who is asked already: after all of them. */
const grow = async (tx: Tx, subject: Subject, posts: Posts, steps: readonly Kept[], { wanted, backed }: AskedNow): Promise<Kept[]> => {
  const left = steps.filter(({ state }) => state === 'later' || state === 'open')
  const behind = { unitId: subject.unitId, steps, backed: Math.max(backed, ...left.map(({ rank }) => rank)), by: [subject.proposedBy, ...steps.map(({ doneBy }) => doneBy)] }
  const more = putAfter(steps, lackingIn(posts, filled(posts, subject, wanted), behind)).map((slot): Kept => ({ ...slot, id: newId(), state: 'later', doneBy: null }))
  if (more.length) await insertSteps(tx, subject, more)
  return more
}

/** A yes. It counts wherever the same person would be asked again for their own posts; the next step is asked when this one is whole. `grown`: what is asked for beside, since it was proposed. */
export const sayYes = async (tx: Tx, subject: Subject, said: Said, asked: AskedNow): Promise<Stands & { readonly deputyOf: string | null; readonly grown: readonly Kept[] }> => {
  const { posts, what, slots, deputyOf, delegated } = await judge(tx, subject)
  await keep(tx, subject, 'approved', said, { deputyOf, delegated })
  const later = ownAmong(posts, subject.unitId, what.steps.filter((s) => s.state === 'later'))
  const given = new Set([...slots, ...(deputyOf ? [] : later)].map((s) => s.id))
  await rowsOf(tx, subject.id).set({ state: 'done', done_by: tx.actor.id, done_at: tx.now }).where('id', 'in', [...given]).execute()
  const before = what.steps.map((s) => (given.has(s.id) ? { ...s, state: 'done', doneBy: tx.actor.id } : s))
  // Who is as good as the rank that is wanted stands for it, whatever their own.
  const rank = Math.max(roleRank(posts, subject.unitId, deputyOf ?? tx.actor.id), ...slots.map((s) => s.rank))
  const grown = await grow(tx, subject, posts, before, { ...asked, backed: Math.max(asked.backed, rank) })
  const steps = [...before, ...grown]
  const opened = await openNext(tx, subject, steps)
  const complete = stepNow(steps) === null
  if (complete) await endLinks(tx, subject.id)
  return { complete, opened, grown, deputyOf, rank }
}

/** Nobody is asked any more. */
export const endChain = async (tx: Tx, subjectId: string): Promise<void> => {
  await rowsOf(tx, subjectId).set({ state: 'over' }).where('state', 'in', ['later', 'open']).execute()
  await endLinks(tx, subjectId)
}

/** A no: it goes back to who proposed it. */
export const sayNo = async (tx: Tx, subject: Subject, said: Said): Promise<void> => {
  const { deputyOf, delegated } = await judge(tx, subject)
  await keep(tx, subject, 'returned', said, { deputyOf, delegated })
  await endChain(tx, subject.id)
}

export interface Climbed { readonly stepId: string; readonly no: number; readonly positions: readonly string[]; readonly toRank: number | null; readonly people: readonly string[] }

/** What was asked too long ago is asked of the next above; once nobody is above, only that it is late is told. */
export const climbLate = async (tx: Tx, subject: Subject): Promise<Climbed[]> => {
  const read = readerOf(tx.db)
  const late = (await tx.db.selectFrom('authority.step').selectAll().where('organization_id', '=', tx.actor.organizationId).where('subject_id', '=', subject.id).where('state', '=', 'open').where('due_at', '<=', tx.now).execute())
  const kept = await keptSteps(read, tx.actor.organizationId, [subject.id])
  const climbed: Climbed[] = []
  for (const row of late) {
    const step = kept.find((s) => s.id === row.id)
    const [asked] = step ? await askedFor(read, tx.actor.organizationId, subject, [step]) : []
    if (!step || !asked) continue
    const next = whoIsNext(asked.may, step, row.climbed_to)
    const toRank = next[0]?.rank ?? null
    const due = toRank === null ? null : await dueIn(read, tx.actor.organizationId, subject.unitId, { amount: step.hours, unit: 'openHours' }, tx.now)
    await tx.db.updateTable('authority.step').set({ climbed_to: toRank ?? row.climbed_to, climbed_at: tx.now, due_at: due }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', row.id).execute()
    climbed.push({ stepId: row.id, no: step.no, positions: step.positions, toRank, people: next.map((h) => h.personId) })
  }
  return climbed
}
