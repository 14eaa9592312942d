import { z } from 'zod'
import { Day, Fen, Words } from './common.ts'
import { RemedyKind } from './packs.ts'

/** What the law gives a claim to: the price (or what was paid ahead) back, a sum on top of that, the loss made good, or one of several ways of putting it right. */
export const StatuteClaim = z.enum(['priceBack', 'onTop', 'loss', 'way'])
export type StatuteClaim = z.infer<typeof StatuteClaim>
/** What a sum is reckoned from. */
export const StatuteBase = z.enum(['price', 'loss', 'prepaid', 'deposit'])
export type StatuteBase = z.infer<typeof StatuteBase>
export const Jurisdiction = z.enum(['mainland', 'hongKong', 'macau', 'taiwan'])
export type Jurisdiction = z.infer<typeof Jurisdiction>

const MOST_TIMES = 100

/**
 * What a rule of the table `statute` gives. A sum: `times` what it is reckoned from, at least `leastFen`. A way: one of `items` is owed. `verified`: a person of the
 * firm has compared it with the text of the law. In force from `validFrom` to `validThrough`, both included.
 */
export const StatuteGiven = z.strictObject({
  claim: StatuteClaim, of: StatuteBase.optional(), times: z.int().min(1).max(MOST_TIMES).default(1), leastFen: Fen.optional(), items: z.array(z.strictObject({ kind: RemedyKind })).min(1).optional(),
  text: Words, basis: Words, jurisdiction: Jurisdiction, verified: z.boolean().default(false), validFrom: Day.optional(), validThrough: Day.optional(),
}).superRefine((given, ctx) => {
  if (given.claim === 'way' && !given.items) ctx.addIssue({ code: 'custom', path: ['items'], message: 'a way names at least one' })
  if (given.claim !== 'way' && !given.of) ctx.addIssue({ code: 'custom', path: ['of'], message: 'a sum says what it is reckoned from' })
})
export type StatuteGiven = z.infer<typeof StatuteGiven>

/** What counts towards a claim. Goods and coupons do not stand for money that the law gives. */
export const COUNTS: Readonly<Record<Exclude<StatuteClaim, 'way'>, readonly RemedyKind[]>> = {
  priceBack: ['refund', 'priceReduction'], onTop: ['damages', 'extra'], loss: ['damages', 'fees', 'extra'],
}

/** Facts of a point that nobody knows but who looked into it: each is asked where a rule of law hangs on it. */
export const STATUTE_FLAGS = ['fraud', 'unsafeFood', 'knownDefect', 'remote', 'returnable', 'warranted', 'unprovided', 'depositBroken', 'consumer'] as const
export const STATUTE_COUNTS = ['heldDays', 'failedRepairs'] as const
export const STATUTE_SUMS = ['priceFen', 'lossFen', 'prepaidFen', 'depositFen'] as const
/** What a sum is reckoned from, by the name of the fact. */
export const SUM_OF: Readonly<Record<StatuteBase, (typeof STATUTE_SUMS)[number]>> = { price: 'priceFen', loss: 'lossFen', prepaid: 'prepaidFen', deposit: 'depositFen' }

const words = (cn: string, hant: string, en: string) => ({ 'zh-CN': cn, 'zh-Hant': hant, en })

/** For packs that were installed before there was such a table: the minimum that holds for every seller. */
export const PLAIN_STATUTE = {
  table: 'statute', version: '1.0.0', hit: 'collect' as const, facts: ['category', 'matter', 'liability', 'unit', ...STATUTE_FLAGS, ...STATUTE_COUNTS],
  rules: [{
    id: 'fraud', when: { liability: ['ours', 'shared'], fraud: true },
    gives: {
      claim: 'onTop', of: 'price', times: 3, leastFen: 50_000, jurisdiction: 'mainland', verified: false, validFrom: '2014-03-15',
      text: words('构成欺诈：退还的货款之外，再赔价款的三倍，不足五百元的赔五百元。', '構成欺詐：退還的貨款之外，再賠價款的三倍，不足五百元的賠五百元。', 'Fraud: three times the price on top of what is paid back, at least ¥500.'),
      basis: words('《消费者权益保护法》第五十五条第一款', '《消費者權益保護法》第五十五條第一款', 'Consumer Rights Protection Law, art. 55 (1)'),
    },
  }],
  examples: [{ facts: { liability: 'ours', fraud: true }, rules: ['fraud'] }, { facts: { liability: 'ours', fraud: false }, rules: [] }],
}
