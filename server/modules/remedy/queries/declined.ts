import { notFound } from '#contract/common.ts'
import type { DeclinedDemand } from '#contract/remedy.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('remedy.declined_demand').select(['id', 'grounds', 'further_ways', 'at', 'by_id']).where('organization_id', '=', organizationId)

const shown = async (read: Reader, organizationId: string, rows: readonly { id: string; grounds: string; further_ways: string[]; at: Instant; by_id: string | null }[]): Promise<DeclinedDemand[]> => {
  const name = await namesOf(read, organizationId, rows.map((row) => row.by_id))
  return rows.map((row) => ({ id: row.id, grounds: row.grounds, furtherWays: row.further_ways, at: iso(row.at), by: name(row.by_id) ?? { id: row.by_id ?? row.id, name: '' } }))
}

/** Each no of a case to which nothing was offered, in turn; those to counter-demands stand with their proposals. */
export const declinedDemandsOf = async (read: Reader, organizationId: string, complaintId: string): Promise<DeclinedDemand[]> =>
  shown(read, organizationId, await rowsOf(read, organizationId).where('complaint_id', '=', complaintId).where('proposal_id', 'is', null).orderBy('id').execute())

export const declinedDemand = query('remedy.read', async (read, { organizationId }, { id }: { id: string }) => {
  const [found] = await shown(read, organizationId, await rowsOf(read, organizationId).where('id', '=', id).execute())
  if (!found) throw new Problem(notFound)
  return found
})
