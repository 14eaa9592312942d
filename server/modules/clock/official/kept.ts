import type { Reader } from '#kernel/db.ts'
import type { OfficialDays } from '#kernel/holidays.ts'
import { type OfficialTable, officialDays } from '#kernel/official-days.ts'

/** The region of a unit for which nobody said another. */
export const HOME = 'cn'

const MOST_KEPT = 1_000

// What was kept of a region never changes, so what was read once stays right for as long as the process lives.
const known = new Map<string, OfficialDays>()

/** Reads what is not known yet of tables by their ids. */
export const learnOfficial = async (read: Reader, organizationId: string, ids: readonly (string | null)[]): Promise<void> => {
  const unknown = [...new Set(ids)].flatMap((id) => (id && !known.has(id) ? [id] : []))
  if (!unknown.length) return
  const rows = await read.selectFrom('clock.official').select(['id', 'body']).where('organization_id', '=', organizationId).where('id', 'in', unknown).execute()
  if (known.size + rows.length > MOST_KEPT) known.clear()
  for (const { id, body } of rows) known.set(id, officialDays(body as OfficialTable))
}

/** Official days by the id of their table; null: mainland China as the program brings it. */
export const officialOf = (id: string | null): OfficialDays => {
  if (id === null) return officialDays(null)
  const days = known.get(id)
  if (!days) throw new Error(`official days ${id} were not read beforehand`)
  return days
}

/** Which table holds for each region that somebody keeps, by code. */
export const officialIds = async (read: Reader, organizationId: string): Promise<ReadonlyMap<string, string | null>> => {
  const rows = await read.selectFrom('clock.region').select(['code', 'official_id']).where('organization_id', '=', organizationId).execute()
  return new Map([[HOME, null], ...rows.map((row) => [row.code, row.official_id] as const)])
}
