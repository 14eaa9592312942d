import { isDeepStrictEqual } from 'node:util'
import * as contract from '#contract/own.ts'
import type { WordingRule } from '#contract/wording-pack.ts'
import type { PackBody } from '../shape.ts'
import { type Item, isLaw, spoken } from './overlay.ts'
import type { OwnFault } from './rules.ts'

const has = (all: readonly unknown[], one: unknown) => all.some((each) => isDeepStrictEqual(each, one))

const wordsIn = (value: unknown): string => (Array.isArray(value) ? value.map(wordsIn).join(' ') : typeof value === 'object' && value !== null && 'chain' in value ? wordsIn(value.chain) : String(value))

/** Where a rule that rests on law would find less than the pack does. */
const weakened = (rule: WordingRule, brought: WordingRule): OwnFault | null => {
  if (rule.level !== 'stop') return { refusal: contract.lawStays, field: 'level' }
  for (const field of ['find', 'near'] as const) {
    const lost = brought[field].filter((one) => !has(rule[field], one))
    if (lost.length) return { refusal: contract.lawLost, params: { words: wordsIn(lost) }, field }
  }
  return rule.unless.every((one) => brought.unless.includes(one)) ? null : { refusal: contract.lawStays, field: 'unless' }
}

const findFault = ({ kind, find, near, unless }: WordingRule): OwnFault | null => {
  const asked = find.length + near.length
  if (kind === 'expressions') return asked ? null : { refusal: contract.nothingToFind, field: 'find' }
  return asked + unless.length ? { refusal: contract.foundByProgram, field: asked ? 'find' : 'unless' } : null
}

/** The rules with one of them said otherwise, or one more. */
export const wordingWith = (rules: readonly WordingRule[], rule: WordingRule): readonly WordingRule[] => [...rules.filter(({ code }) => code !== rule.code), spoken(rule)]

/** A rule while it is typed, as it would be kept. `code`: of the one it takes the place of; null: a new one. */
export const typedRule = (rules: readonly WordingRule[], code: string | null, content: contract.OwnWording): WordingRule => ({ ...content, code: code ?? 'typed', kind: rules.find((one) => one.code === code)?.kind ?? 'expressions' })

/** The first words in a text that nobody may send. */
export type FindStopped = (text: string, rules: readonly WordingRule[]) => string | null

/** What is wrong with a rule about words that go out. `brought`: the pack's rule in its place. */
export const wordingFault = (item: Item, body: Pick<PackBody, 'wording'>, brought: Item | null, findStopped: FindStopped): OwnFault | null => {
  const rule = item as unknown as WordingRule
  const fault = (isLaw('wording', brought) ? weakened(rule, brought as unknown as WordingRule) : null) ?? findFault(rule)
  if (fault) return fault
  const rules = wordingWith(body.wording, rule)
  for (const [locale, words] of Object.entries(rule.instead)) {
    const found = findStopped(words, rules)
    if (found) return { refusal: contract.insteadStopped, params: { found }, field: `instead/${locale}` }
  }
  return null
}
