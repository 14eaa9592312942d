import { z } from 'zod'

/** One fact a table may ask for. A list holds when any of its members fits (a category and all its ancestors). */
const Fact = z.union([z.string().max(20_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(500)])
export const Facts = z.record(z.string().max(40), Fact)
export type Facts = z.infer<typeof Facts>

const Bound = z.strictObject({ lt: z.number().optional(), lte: z.number().optional(), gt: z.number().optional(), gte: z.number().optional() })
  .refine((b) => Object.keys(b).length > 0, 'a bound needs at least one side')
const Without = z.strictObject({ any: z.array(z.string()).min(1), none: z.array(z.string()).min(1) })
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).min(1), z.strictObject({ contains: z.array(z.string().min(1)).min(1) }), Without, Bound])

export const Rule = z.strictObject({ id: z.string().min(1).max(60), when: z.record(z.string(), Cell).default({}), gives: z.record(z.string(), z.json()) })
export type Rule = z.infer<typeof Rule>
/** `rules`: ids of all rules that must fire, in order. */
export const Example = z.strictObject({ facts: Facts, rules: z.array(z.string().max(60)) })
export type Example = z.infer<typeof Example>

/** `first`: the first rule that fits decides. `collect`: every rule that fits gives its part. */
export const Hit = z.enum(['first', 'collect'])

/** Rules of a table of an organisation's own. */
export const MOST_RULES = 2_000

/** The form of a table; whether its rules are proved is another question. */
export const TableShape = z.strictObject({
  table: z.string(), version: z.string(), hit: Hit, facts: z.array(z.string()).min(1), rules: z.array(Rule).min(1), examples: z.array(Example).min(1),
})
/** A table of an organisation's own: examples are checked where there are some. */
export const OwnTable = TableShape.extend({ examples: z.array(Example) })
export type Table = z.infer<typeof OwnTable>
