import { z } from 'zod'
import { Code, Words } from './common.ts'

const Expression = z.string().min(1).max(60)
/**
 * Expressions that come one after another in one clause, at most `within` characters between two of them; an expression may be the comma itself. `always`: no word of `unless`
 * clears it, because such words are what it is made of (不删差评就不退款).
 */
const Chain = z.strictObject({ chain: z.array(z.array(Expression).min(1)).min(2).max(4), within: z.int().min(0).max(40), always: z.literal(true).optional() })

/**
 * A rule about words that go out. `stop`: they do not, whoever writes them. `warn`: only when somebody says why. What is looked for: expressions (`find`, `near`), unless one
 * of `unless` lies over a part of it or negates one directly (不会要求您删除评价; elsewhere in the clause it clears nothing); or, by `kind`, something that only a program can read.
 */
export const WordingRule = z.strictObject({
  code: Code, level: z.enum(['stop', 'warn']), kind: z.enum(['expressions', 'amountInWords', 'identityNumber', 'bankCard', 'otherPhone', 'otherMail', 'chatAccount']).default('expressions'),
  find: z.array(Expression).default([]), near: z.array(Chain).default([]), unless: z.array(Expression).default([]), why: Words, basis: Words, instead: Words,
})
export type WordingRule = z.infer<typeof WordingRule>
