import { groupBy } from './group.ts'

const REST_MS = 60_000

/** Rows that could not be dealt with rest a while, so that they do not stand in the way of what comes after them. */
const resting = new Map<string, number>()

/** Ids of rows that rest; `now` in milliseconds. */
export const restingNow = (now = performance.now()): string[] => {
  for (const [id, until] of resting) if (until <= now) resting.delete(id)
  return [...resting.keys()]
}

interface Row { readonly organization_id: string; readonly id: string }

/**
 * Lets each organisation do its share of what is due. Where one cannot, the others go on, and its rows are tried one by one: a single one
 * that cannot be done holds up nothing but itself.
 * @returns how many rows were dealt with. @throws AggregateError after everything was tried.
 */
export const eachOrganization = async (rows: readonly Row[], act: (organizationId: string, ids: readonly string[]) => Promise<unknown>): Promise<number> => {
  const errors: unknown[] = []
  const alone = async (organizationId: string, id: string) => {
    await act(organizationId, [id]).catch((error: unknown) => {
      errors.push(error)
      resting.set(id, performance.now() + REST_MS)
    })
  }
  for (const [organizationId, own] of groupBy(rows, (row) => row.organization_id)) {
    const ids = own.map((row) => row.id)
    const together = await act(organizationId, ids).then(() => true, () => false)
    if (!together) for (const id of ids) await alone(organizationId, id)
  }
  if (errors.length) throw new AggregateError(errors, `${errors.length} of ${rows.length} could not be dealt with`)
  return rows.length
}

/** All of it is tried, whatever fails; then the first failure counts. */
export const allTried = async (works: readonly (() => Promise<number>)[]): Promise<number> => {
  const tried: PromiseSettledResult<number>[] = []
  for (const work of works) tried.push(...await Promise.allSettled([work()]))
  const broken = tried.find((one) => one.status === 'rejected')
  if (broken) throw broken.reason
  return tried.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
}
