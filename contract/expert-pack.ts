import { z } from 'zod'
import { Code, Words } from './common.ts'
import { Liability } from './packs.ts'
import { STATUTE_FLAGS } from './statute-pack.ts'

/**
 * What an expert may find. A closed list, so that tables can ask for it and be proved: packs say which questions there are, and which of these each may be answered with.
 * `undetermined`: it cannot be told.
 */
export const ExpertFinding = z.enum([
  'genuine', 'notGenuine', 'untreated', 'treated', 'asStated', 'belowStated', 'meetsStandard', 'belowStandard', 'fullWeight', 'shortWeight', 'sameItem', 'otherItem',
  'byMake', 'byUse', 'byTransport', 'byService', 'byWear', 'careMet', 'careFailed', 'undetermined',
])
export type ExpertFinding = z.infer<typeof ExpertFinding>

/** Who bears the fee in the end; `loser`: whoever the finding goes against. */
export const FeeRule = z.enum(['firm', 'customer', 'loser'])
export type FeeRule = z.infer<typeof FeeRule>

/** One way a question may be answered: whose fault that makes it, as a proposal, and facts of law that are found by it. */
export const ExpertAnswer = z.strictObject({ finding: ExpertFinding, liability: Liability.optional(), facts: z.partialRecord(z.enum(STATUTE_FLAGS), z.boolean()).default({}) })
export type ExpertAnswer = z.infer<typeof ExpertAnswer>

const MOST_DAYS = 180
/** What is measured beside the finding, in thousandths of the unit. */
export const ExpertMeasure = z.strictObject({ label: Words, unit: z.string().min(1).max(12) })
export type ExpertMeasure = z.infer<typeof ExpertMeasure>

/**
 * A question that experts are asked. `categories`: points it is asked of (with what lies below them). `needed`: nothing is decided on such a point before it is answered.
 * `consent`: both sides agree on who answers it. `days`: how long that usually takes.
 */
export const Expertise = z.strictObject({
  code: Code, label: Words, ask: Words, categories: z.array(Code).default([]), needed: z.boolean().default(false), consent: z.boolean().default(false), fee: FeeRule.default('firm'), days: z.int().min(1).max(MOST_DAYS).default(15),
  measure: ExpertMeasure.optional(), answers: z.array(ExpertAnswer).min(2),
})
export type Expertise = z.infer<typeof Expertise>
