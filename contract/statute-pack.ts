import { z } from 'zod'
import { Day, Fen, Words } from './common.ts'
import { RemedyKind } from './packs.ts'

/** What the law gives a claim to: the price (or what was paid ahead) back, a sum on top of that, the loss made good, or one of several ways of putting it right. */
export const StatuteClaim = z.enum(['priceBack', 'onTop', 'loss', 'way'])
export type StatuteClaim = z.infer<typeof StatuteClaim>
/** What a sum is reckoned from. */
export const StatuteBase = z.enum(['price', 'loss', 'prepaid', 'deposit', 'overpaid'])
export type StatuteBase = z.infer<typeof StatuteBase>
export const Jurisdiction = z.enum(['mainland', 'hongKong', 'macau', 'taiwan'])
export type Jurisdiction = z.infer<typeof Jurisdiction>

/** What the law lets the seller keep of the price where the goods come back used. */
/** By the law of which day a rule is asked, where that is not the day of the purchase: what happens later (work done, things kept, harm) is judged as of then. */
export const StatuteDay = z.enum(['occurred'])

export const StatuteLess = z.enum(['depreciation'])
export type StatuteLess = z.infer<typeof StatuteLess>

const MOST_TIMES = 100
const WHOLE_PERCENT = 100
const Kinds = z.array(z.strictObject({ kind: RemedyKind })).min(1)

/**
 * What a rule of the table `statute` gives. A sum: `times` what it is reckoned from, at least `leastFen`; `capPercent`: of the price, beyond which it is given back once only;
 * `counts`: what stands for it, where that is not what its claim says; `ifAny`: there may be nothing of what it is reckoned
 * from, so that nothing is owed before somebody says how much; `items`: one of these instead of the sum. A way: one of `items` is owed, a refund being one from the
 * price upwards, `less` what is named. `verified`: a person of the firm has compared it with the text of the law. In force from `validFrom` to `validThrough`, both included,
 * on the day of the purchase, or with `dayOf` on that of what happened.
 */
export const StatuteGiven = z.strictObject({
  claim: StatuteClaim, of: StatuteBase.optional(), times: z.int().min(1).max(MOST_TIMES).default(1), leastFen: Fen.optional(), capPercent: z.int().min(1).max(WHOLE_PERCENT).optional(), counts: Kinds.optional(), items: Kinds.optional(), less: StatuteLess.optional(), ifAny: z.boolean().optional(),
  text: Words, basis: Words, jurisdiction: Jurisdiction, verified: z.boolean().default(false), validFrom: Day.optional(), validThrough: Day.optional(), dayOf: StatuteDay.optional(),
}).superRefine((given, ctx) => {
  if (given.claim === 'way' && !given.items) ctx.addIssue({ code: 'custom', path: ['items'], message: 'a way names at least one' })
  if (given.claim === 'way' && given.capPercent) ctx.addIssue({ code: 'custom', path: ['capPercent'], message: 'only a sum has a cap' })
  if (given.claim !== 'way' && !given.of) ctx.addIssue({ code: 'custom', path: ['of'], message: 'a sum says what it is reckoned from' })
})
export type StatuteGiven = z.infer<typeof StatuteGiven>

const kindsOf = (items: StatuteGiven['items']): RemedyKind[] => items?.map(({ kind }) => kind) ?? []
/** The ways a rule leaves: all there is to it, or instead of its sum. */
export const waysOf = ({ items }: StatuteGiven): RemedyKind[] => kindsOf(items)
/** What stands for the sum of a rule. */
export const countedFor = ({ claim, counts }: StatuteGiven): readonly RemedyKind[] => (claim === 'way' ? [] : counts ? kindsOf(counts) : COUNTS[claim])
/** Ways that are money: what comes back for the goods, and what makes good what they are less worth. Every other way counts by itself. */
export const BACK: readonly RemedyKind[] = ['refund', 'return']
export const MADE_GOOD: readonly RemedyKind[] = ['priceReduction', 'damages']

/** What counts towards a claim where a rule says nothing else. Goods and coupons do not stand for money that the law gives. */
export const COUNTS: Readonly<Record<Exclude<StatuteClaim, 'way'>, readonly RemedyKind[]>> = {
  priceBack: ['refund', 'priceReduction'], onTop: ['damages', 'extra'], loss: ['damages', 'fees', 'extra'],
}

/** Facts of a point that nobody knows but who looked into it: each is asked where a rule of law hangs on it. */
export const STATUTE_FLAGS = ['fraud', 'unsafeFood', 'knownDefect', 'remote', 'returnable', 'warranted', 'unprovided', 'depositBroken', 'consumer', 'givesBack', 'endable', 'belowQuality', 'harmed'] as const
export const STATUTE_COUNTS = ['heldDays', 'failedRepairs'] as const
export const STATUTE_SUMS = ['priceFen', 'lossFen', 'prepaidFen', 'depositFen', 'overpaidFen', 'depreciationFen'] as const
/** What a sum is reckoned from, by the name of the fact. */
export const SUM_OF: Readonly<Record<StatuteBase, (typeof STATUTE_SUMS)[number]>> = { price: 'priceFen', loss: 'lossFen', prepaid: 'prepaidFen', deposit: 'depositFen', overpaid: 'overpaidFen' }

const words = (cn: string, hant: string, en: string) => ({ 'zh-CN': cn, 'zh-Hant': hant, en })

/** For packs that were installed before there was such a table: the minimum that holds for every seller. */
export const PLAIN_STATUTE = {
  table: 'statute', version: '1.0.0', hit: 'collect' as const, facts: ['category', 'matter', 'liability', 'unit', ...STATUTE_FLAGS, ...STATUTE_COUNTS],
  rules: [{
    id: 'fraud', when: { liability: ['ours', 'shared', 'thirdParty'], fraud: true },
    gives: {
      claim: 'onTop', of: 'price', times: 3, leastFen: 50_000, jurisdiction: 'mainland', verified: false, validFrom: '2014-03-15',
      text: words('构成欺诈：退还的货款之外，再赔价款的三倍，不足五百元的赔五百元。', '構成欺詐：退還的貨款之外，再賠價款的三倍，不足五百元的賠五百元。', 'Fraud: three times the price on top of what is paid back, at least ¥500.'),
      basis: words('《消费者权益保护法》第五十五条第一款', '《消費者權益保護法》第五十五條第一款', 'Consumer Rights Protection Law, art. 55 (1)'),
    },
  }],
  examples: [{ facts: { liability: 'ours', fraud: true }, rules: ['fraud'] }, { facts: { liability: 'ours', fraud: false }, rules: [] }],
}
