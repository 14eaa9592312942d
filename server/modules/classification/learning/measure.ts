import { groupBy } from '#kernel/group.ts'
import { chanceOf, shuffle } from './chance.ts'

/** What of a list of answers was right. `said` null: nothing was said. */
export interface Answer { readonly truth: string; readonly said: string | null }

export interface OfClass { readonly code: string; readonly cases: number; readonly precision: number; readonly recall: number; readonly f1: number }
export interface Confusion { readonly was: string; readonly said: string; readonly cases: number }
export interface Measured { readonly cases: number; readonly accuracy: number; readonly macroF1: number; readonly classes: readonly OfClass[]; readonly confusions: readonly Confusion[] }

const ratio = (part: number, whole: number) => (whole ? part / whole : 0)

const ofClass = (answers: readonly Answer[], code: string): OfClass => {
  const cases = answers.filter(({ truth }) => truth === code).length
  const said = answers.filter((answer) => answer.said === code).length
  const right = answers.filter((answer) => answer.said === code && answer.truth === code).length
  return { code, cases, precision: ratio(right, said), recall: ratio(right, cases), f1: ratio(2 * right, said + cases) }
}

const MOST_CONFUSIONS = 10

/** Precision, recall and F1 of each class, their plain mean (macro-F1: a rare class counts as much as a frequent one), and what was taken for what most often. */
export const measure = (answers: readonly Answer[], codes: readonly string[]): Measured => {
  const classes = codes.map((code) => ofClass(answers, code))
  const wrong = groupBy(answers.filter(({ truth, said }) => said !== null && said !== truth), ({ truth, said }) => `${truth} ${said}`)
  return {
    cases: answers.length, accuracy: ratio(answers.filter(({ truth, said }) => truth === said).length, answers.length), macroF1: ratio(classes.reduce((sum, { f1 }) => sum + f1, 0), classes.length), classes,
    confusions: [...wrong.values()].map((list): Confusion => ({ was: list[0]?.truth ?? '', said: list[0]?.said ?? '', cases: list.length })).sort((a, b) => b.cases - a.cases).slice(0, MOST_CONFUSIONS),
  }
}

/**
 * The fold of each example, so that every class is spread evenly over all folds and what belongs together (the points of one case) stays together:
 * else a model would be asked about what it has learnt by heart.
 */
export const foldsOf = (labels: readonly string[], groups: readonly string[], folds: number, seed: number): Int32Array => {
  const members = [...groupBy(labels.map((label, at) => ({ label, at, group: groups[at] ?? '' })), ({ group }) => group).values()]
  const byLabel = groupBy(members, ([first]) => first?.label ?? '')
  const fold = new Int32Array(labels.length)
  const chance = chanceOf(seed)
  let next = 0
  for (const name of [...byLabel.keys()].sort()) {
    const list = byLabel.get(name) ?? []
    const order = Int32Array.from(list, (_, i) => i)
    shuffle(order, chance)
    for (const at of order) {
      for (const each of list[at] ?? []) fold[each.at] = next % folds
      next++
    }
  }
  return fold
}
