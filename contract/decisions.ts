import { z } from 'zod'
import { Id, Instant, page } from './common.ts'
import { endpoint } from './endpoint.ts'
import { TableName } from './table-form.ts'
import { Facts, Rule } from './table-shape.ts'

/** A rule that fired. `no`: where it stands in its table; `said`: what it asks and gives, null where that version is not kept any more. */
const FiredRule = z.object({ rule: z.string(), no: z.int().nullable(), said: Rule.pick({ when: true, gives: true }).nullable() })
export type FiredRule = z.infer<typeof FiredRule>

/**
 * What a table of rules decided of a case. `of`: about which of several, the clock or the number of a form or proposal. `facts`: what was asked; null where that was not kept.
 * `otherwise`: a person decided otherwise, in their words where they gave some. `today`: what the table in force would say of the same facts; null where they are not known.
 */
export const Decision = z.object({
  id: z.string(), table: TableName, of: z.string().nullable(), at: Instant, version: z.string(), rules: z.array(FiredRule), facts: Facts.nullable(), otherwise: z.string().nullable(),
  today: z.object({ version: z.string(), rules: z.array(FiredRule), same: z.boolean() }).nullable(),
})
export type Decision = z.infer<typeof Decision>

/** Why the case is where it is: every decision a table made of it, table by table, oldest first. */
export const decisions = endpoint('GET /complaints/:id/decisions', z.strictObject({ id: Id }), page(Decision))
