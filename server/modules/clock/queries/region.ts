import type { Reader } from '#kernel/db.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { HOME } from '../official/kept.ts'
import { inForce } from '../times/in-force.ts'
import { linksOf, timesRows } from '../times/rows.ts'

/** The region in which a unit is, by the code of its official calendar: as it or the nearest above it says, else mainland China. */
export const regionsOfUnits = async (read: Reader, organizationId: string): Promise<(unitId: string) => string> => {
  const [units, rows] = await Promise.all([unitRows(read, organizationId), timesRows(read, organizationId)])
  return (unitId) => inForce(linksOf(units, rows, unitId)).region ?? HOME
}
