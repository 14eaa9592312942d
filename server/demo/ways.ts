import type { RemedyKind } from '#contract/packs.ts'
import type { Chance } from './chance.ts'
import type { Row } from './play.ts'
import type { TradeMatter } from './trade.ts'

type Via = Row['via']
type Weights<K extends string> = Readonly<Partial<Record<K, number>>>

const chosen = <K extends string>(chance: Chance, weights: Weights<K>): K => chance.among(Object.entries(weights) as [K, number][], ([, weight]) => weight)[0]

const AT_COUNTERS: Weights<Via> = { walkIn: 9, phone: 7, web: 2, card: 1, email: 1, social: 1, letter: 0.4, regulator: 0.5, colleague: 0.5 }
const AT_WORKS: Weights<Via> = { phone: 9, email: 4, field: 3, dealer: 3, web: 1, letter: 0.6, walkIn: 0.6, colleague: 0.5 }
/** While nobody is there to answer. */
const BY_ITSELF: Weights<Via> = { web: 3, email: 3, social: 2 }
/** Whoever receives it writes down what the form asks for; the portal does not ask it. */
const without = (weights: Weights<Via>, left: Via): Weights<Via> => ({ ...weights, [left]: 0 })

const COUNTERS = ['shop', 'department']
const UNBLAMED = ['customer', 'none']

/** By which way a complaint comes in. `asked`: the form must be filled in by one of ours. */
export const wayIn = (chance: Chance, kind: string, open: boolean, matter: TradeMatter, asked: boolean): Via => {
  const usual = COUNTERS.includes(kind) ? AT_COUNTERS : AT_WORKS
  const ways = open ? usual : BY_ITSELF
  return chosen(chance, asked || UNBLAMED.includes(matter.liability) ? without(ways, 'web') : ways)
}

const SMALL: Weights<string> = { quick: 7, satisfied: 5, steady: 2, slow: 2, passed: 1, late: 1.5, silent: 1, withdrawn: 0.8 }
const USUAL: Weights<string> = { quick: 2, satisfied: 5, steady: 4, slow: 2, passed: 1, haggled: 2, late: 2, mended: 1.2, silent: 0.8, withdrawn: 0.4 }
const NOT_OURS: Weights<string> = { explained: 6, declined: 2, withdrawn: 1 }
/** Not money: an apology, an explanation. */
const FREE: readonly RemedyKind[] = ['apology', 'explanation', 'publicApology']

/** How the case goes. */
export const wayThrough = (chance: Chance, matter: TradeMatter, via: Via, daysLeft: number): string => {
  if (via === 'web') return 'portal'
  if (UNBLAMED.includes(matter.liability)) return chosen(chance, NOT_OURS)
  if (daysLeft < SHORT_DAYS) return 'quick'
  const dear = matter.items.some((i) => !FREE.includes(i.kind) && i.amountFen > 0)
  return chosen(chance, matter.severity === 'minor' || !dear ? SMALL : USUAL)
}

/** What takes longer would not be over today. */
const SHORT_DAYS = 30
