import type { Reader } from '#kernel/db.ts'
import { unitRows } from '#modules/identity/queries/units.ts'

/** Units by id with their names and time zones, living or retired. */
export const unitNames = async (read: Reader, organizationId: string) => {
  const rows = new Map((await unitRows(read, organizationId)).map((u) => [u.id, u]))
  return { ref: (id: string) => ({ id, name: rows.get(id)?.name ?? '' }), name: (id: string) => rows.get(id)?.name ?? '', zone: (id: string) => rows.get(id)?.time_zone ?? 'UTC' }
}
export type UnitNames = Awaited<ReturnType<typeof unitNames>>
