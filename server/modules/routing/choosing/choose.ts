import type { Considered } from '#contract/assigning.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { candidatesOf } from './candidates.ts'
import type { Hands } from './hands.ts'
import { type CaseOf, type Chosen, choose, chooseEach, eachOnce } from './rules.ts'

/** A case for which somebody is wanted. `categories`: as they stand on its points; `accused`: whom it is about; `role`: of the post it goes to, where a rule names one. */
export interface Wanted extends Omit<CaseOf, 'categories'> { readonly complaintId: string; readonly unitId: string; readonly categories: readonly string[]; readonly accused: readonly string[] | null }

const NOBODY: ReadonlySet<string> = new Set()

/** Whom each case is kept from; nothing is asked where none is about people of the firm. */
const apartOf = async (read: Reader, organizationId: string, wanted: readonly Wanted[]) => {
  const kept = new Map<readonly string[], ReadonlySet<string>>()
  for (const { accused } of wanted) if (accused?.length) kept.set(accused, await answeringTo(read, organizationId, accused))
  return ({ accused }: Pick<Wanted, 'accused'>) => (accused && kept.get(accused)) ?? NOBODY
}

/**
 * Whom each case of these units goes to, one after the other, so that nobody is given more than they may carry and all carry alike (E4). Says it and
 * changes nothing; `hold`: nobody else chooses among the same people until the transaction ends. By one statement, whatever their number.
 */
export const chooseOwners = async (read: Reader, organizationId: string, wanted: readonly Wanted[], now: Instant, hold: boolean): Promise<Chosen[]> => {
  if (!wanted.length) return []
  const [{ body }, candidates, apart] = [await currentPack(read, organizationId), await candidatesOf(read.raw, wanted.map((one) => one.unitId), now, hold), await apartOf(read, organizationId, wanted)]
  const cases = wanted.map((one) => ({ ...one, categories: [...new Set(one.categories.flatMap((code) => withAncestors(body, code)))] }))
  return chooseEach(candidates, cases, apart, now.getTime())
}

/** Keeps why they were chosen. */
export const keepChoices = async (tx: Tx, choices: readonly { readonly complaintId: string; readonly unitId: string; readonly chosen: Chosen; readonly way: 'automatic' | 'accepted' }[]): Promise<void> => {
  const rows = choices.flatMap(({ complaintId, unitId, chosen, way }) => (chosen.id ? [{ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, unit_id: unitId, person_id: chosen.id, way, considered: JSON.stringify(chosen.considered), at: tx.now }] : []))
  if (rows.length) await tx.db.insertInto('routing.choice').values(rows).execute()
}

/** One case, chosen for under the lock. */
export const chooseOwner = async (tx: Tx, wanted: Wanted): Promise<Chosen> => (await chooseOwners(readerOf(tx.db), tx.actor.organizationId, [wanted], tx.now, true))[0] ?? { id: null, considered: [] }

/** One case, chosen for under the lock, among people whose post a rule names (`post`): wherever they hold posts, by what they carry of all cases. */
export const chooseAmong = async (tx: Tx, hands: Hands, wanted: Wanted, people: readonly string[], post: string): Promise<Chosen> => {
  const read = readerOf(tx.db)
  const [{ body }, named, apart] = [await currentPack(read, tx.actor.organizationId), eachOnce(await hands.among(people), post), await apartOf(read, tx.actor.organizationId, [wanted])]
  return choose(named, { ...wanted, byPost: true, categories: [...new Set(wanted.categories.flatMap((code) => withAncestors(body, code)))] }, apart(wanted))
}

/** Considered people with their names. */
export const shownConsidered = ({ considered }: Pick<Chosen, 'considered'>, name: (id: string | null) => { id: string; name: string } | null): Considered[] =>
  considered.map(({ id, ...rest }) => ({ ...rest, skills: [...rest.skills], person: name(id) ?? { id, name: '' } }))
