import { z } from 'zod'
import { Code, Fen, Id, Instant } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Liability, RemedyKind } from './packs.ts'

export const monthsBackward = refusal('analytics/months-backward', 422)
export const tooManyMonths = refusal('analytics/too-many-months', 422)
/** So many months at a time. */
export const MOST_MONTHS = 36

const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/)
/** What a case is classified as, by one of its points: `severity.serious`, `stage.after`, `fault.coldness`. */
const Counts = z.record(z.string(), z.int())

/**
 * C7 and C8: how many cases in sight were received in these months, by what their points are classified as. A case of two points can count under two marks,
 * under each of them once; every number is the length of the list that `GET /complaints` gives for the same mark, unit and time.
 */
export const Classified = z.object({
  from: z.string(), to: z.string(), since: Instant, until: Instant, totals: Counts,
  months: z.array(z.object({ month: z.string(), since: Instant, until: Instant, cases: Counts })),
  units: z.array(z.object({ unitId: Id, name: z.string(), cases: Counts })),
})
export type Classified = z.infer<typeof Classified>
export const classified = endpoint('GET /figures/classification', z.strictObject({ from: Month, to: Month, unitId: z.union([Id, z.literal('')]).optional() }), Classified, { refuses: [monthsBackward, tooManyMonths] })

/**
 * How far apart the remedies of alike cases are. `spreadPercent`: the quartile coefficient of dispersion, (Q3 − Q1) / (Q3 + Q1), of what was given; nought: all the same. `outsidePercent`: how many left the range of precedents as it was
 * on their day, each with a reason. Null where there are fewer than `needed` cases.
 */
const Apart = z.object({ count: z.int(), lowFen: Fen.nullable(), medianFen: Fen.nullable(), highFen: Fen.nullable(), spreadPercent: z.int().nullable(), outsidePercent: z.int().nullable() })
export type Apart = z.infer<typeof Apart>
/** Alike are closed cases of one category with the same liability: what was ours is not compared with what was not. */
const AlikeCases = Apart.extend({ categoryCode: z.string(), liability: Liability.nullable(), quarters: z.array(Apart.extend({ quarter: z.string() })), units: z.array(Apart.extend({ unitId: Id, name: z.string() })) })
/** F4: of closed cases in sight that are kept from nobody, by when they were closed; those furthest apart first. `left`: cases of which there are too few alike. */
export const Consistency = z.object({ from: z.string(), to: z.string(), needed: z.int(), items: z.array(AlikeCases), left: z.int() })
export type Consistency = z.infer<typeof Consistency>
const Stretch = { from: Month, to: Month, unitId: z.union([Id, z.literal('')]).optional() }
export const consistency = endpoint('GET /figures/consistency', z.strictObject(Stretch), Consistency, { refuses: [monthsBackward, tooManyMonths] })

/** So many cases are shown below a figure, the newest; one more says that there are more. */
export const MOST_ALIKE = 200
export const ConsistencyCases = z.object({ items: z.array(z.object({ complaintId: Id, number: z.string(), unitName: z.string(), givenFen: Fen, kinds: z.array(RemedyKind), satisfied: z.boolean().nullable(), outside: z.boolean(), closedAt: Instant })), more: z.boolean() })
/** The cases a figure is made of. `liability`: empty for those on which nothing was found. */
export const consistencyCases = endpoint('GET /figures/consistency/cases', z.strictObject({ ...Stretch, category: Code, liability: z.union([Liability, z.literal('')]).optional() }), ConsistencyCases, { refuses: [monthsBackward, tooManyMonths] })

const Excepted = { /** Proposals by exception that were approved. */ count: z.int(), totalFen: Fen, /** Of so many proposals that were approved. */ of: z.int() }
/** F11: what was given although no rule said so, by when it was proposed; of cases in sight that are kept from nobody. `cases`: the newest. */
export const ExceptionFigures = z.object({
  from: z.string(), to: z.string(), ...Excepted, units: z.array(z.object({ unitId: Id, name: z.string(), ...Excepted })), /** Empty: not classified. */ categories: z.array(z.object({ categoryCode: z.string(), ...Excepted })),
  cases: z.array(z.object({ remedyId: Id, complaintId: Id, number: z.string(), unitName: z.string(), categoryCode: z.string(), principle: z.string(), totalFen: Fen, proposedAt: Instant })), more: z.boolean(),
})
export type ExceptionFigures = z.infer<typeof ExceptionFigures>
export const exceptionFigures = endpoint('GET /figures/exceptions', z.strictObject(Stretch), ExceptionFigures, { refuses: [monthsBackward, tooManyMonths] })
