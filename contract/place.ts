import { z } from 'zod'
import { UnitKind } from './identity.ts'

/** A unit as a table of rules can name it: by its code where the organisation has such a one, else the nearest of a kind. `own`: the unit of the case; `above`: the one over that. */
export const UnitPlace = z.strictObject({ unit: z.string().regex(/^[A-Z0-9]{1,10}$/).optional(), kind: UnitKind.or(z.enum(['own', 'above'])) })
export type UnitPlace = z.infer<typeof UnitPlace>
