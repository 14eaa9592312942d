import type { Locale } from '#contract/common.ts'
import { type Known, namedIn, straysGiven, straysIn } from '#contract/table-known.ts'
import type { Example, Rule, Table } from '#contract/table-shape.ts'
import { termOf } from '#kernel/event-words.ts'
import { words } from '#kernel/i18n.ts'

/** A name that nobody knows, with the line that says it; `proof`: of an example. */
interface Unknown { readonly line: number; readonly proof: boolean; readonly fact: string; readonly value: string }

const placesIn = (gives: Rule['gives']): readonly string[] => [gives['place'], gives['quality'], gives['units']].flat()
  .flatMap((place) => (typeof place === 'object' && place !== null && 'unit' in place && typeof place['unit'] === 'string' ? [place['unit']] : []))

/** Units that rules and examples name; `own` and `above` are of a kind, they have no code. */
const unitsIn = ({ when, gives }: Pick<Rule, 'when' | 'gives'>): readonly string[] => [...namedIn(when['unit']), ...placesIn(gives)]

const ofRule = (known: Known, table: string, rule: Rule, units: ReadonlySet<string>, line: number): Unknown[] => [
  ...[...straysIn(known, [[rule.id, rule.when]]), ...straysGiven(known, { table, rules: [rule] })].map(({ fact, value }) => ({ line, proof: false, fact, value })),
  ...unitsIn(rule).filter((unit) => !units.has(unit)).map((value) => ({ line, proof: false, fact: 'unit', value })),
]

const ofExample = (known: Known, { facts }: Example, units: ReadonlySet<string>, line: number): Unknown[] => [
  ...straysIn(known, [['', facts]]).map(({ fact, value }) => ({ line, proof: true, fact, value })),
  ...namedIn(facts['unit']).filter((value) => !units.has(value)).map((value) => ({ line, proof: true, fact: 'unit', value })),
]

type Content = Pick<Table, 'table' | 'rules' | 'examples'>

/** Names in another firm's rules that nobody knows here. Units that the table in force names may be away: where they are, the nearest of the kind is meant. */
export const unknownIn = (known: Known, { table, rules, examples }: Content, inForce: Pick<Table, 'rules'>): readonly Unknown[] => {
  const units = new Set([...known.units.map(({ code }) => code), ...inForce.rules.flatMap(unitsIn)])
  return [...rules.flatMap((rule, i) => ofRule(known, table, rule, units, i + 1)), ...examples.flatMap((example, i) => ofExample(known, example, units, i + 1))]
}

const MOST_TOLD = 20

/** The lines with what each names, as people read them. */
export const toldLines = (unknown: readonly Unknown[], locale: Locale): string => {
  const named = (fact: string) => termOf('ownNamed', fact, locale) ?? termOf('ownNamed', 'other', locale)
  const lines = unknown.slice(0, MOST_TOLD).map(({ line, proof, fact, value }) => words(locale, ['own', 'lines', proof ? 'example' : 'rule'], { line, named: named(fact), value }))
  return [...new Set(lines)].join('\n')
}
