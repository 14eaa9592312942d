import { openCases } from '#contract/identity.ts'
import { type OpenTransaction, sql } from '#kernel/db.ts'
import { type Gate, guard } from '#kernel/guard.ts'

const openWith = async (db: OpenTransaction, unitId: string | null, personId: string | null): Promise<Gate[]> => {
  const { rows: [row] } = await sql<{ count: number }>`select complaint.open_with(${unitId}::uuid, ${personId}::uuid) as count`.execute(db)
  return row?.count ? [{ name: 'openCases', refusal: openCases, params: { count: row.count } }] : []
}

/** Nobody and no unit leaves with open cases: they would lie where no one looks. */
export const guards = [
  guard('identity.retireUnit', (db, unitId) => openWith(db, unitId, null)),
  guard('identity.retirePerson', (db, personId) => openWith(db, null, personId)),
]
