import { z } from 'zod'
import { type Fact, fitsAll } from './table-fit.ts'
import { FORMS, type TableName } from './table-form.ts'
import { lessThanLaw } from './table-law.ts'
import { type Known, straysGiven, straysIn } from './table-known.ts'
import { reversedIn } from './table-dates.ts'
import { type Example, Facts, type Table } from './table-shape.ts'
import { leastAboveMost, uncovered, unlikeSums } from './table-standards.ts'
import { neverHeld, type Space, spaceOf, witness } from './table-witness.ts'

/**
 * What is wrong with a table, in its own terms. `must`: it cannot be put in force like this. `hole`: facts that no rule fits. `unreachable`: rules above take everything.
 * `impossible`: a condition that never holds. `overlap`: two rules fit the same facts and contradict each other, or name different sums for the same thing (`value`).
 * `uncovered`: a category for which no rule says what to give. `leastAboveMost`: a sum whose least is above its most. `missing`: a rule does not say what it must.
 * `unknown`: it names what is not there.
 * `example`: other rules fire than an example says. `unproven`: no example reaches a rule.
 * `belowLaw`: a standard gives less than the law does, as far as the table can tell the two apart. `reversed`: a rule ends before it begins, so that it never holds.
 */
export const Fault = z.object({
  what: z.enum(['noRules', 'doubled', 'condition', 'unknown', 'missing', 'hole', 'unreachable', 'impossible', 'overlap', 'uncovered', 'leastAboveMost', 'example', 'unproven', 'belowLaw', 'reversed']), must: z.boolean(),
  rule: z.string().nullable(), other: z.string().optional(), name: z.string().optional(), value: z.string().optional(), facts: Facts.optional(), example: z.int().optional(), fired: z.array(z.string()).optional(),
})
export type Fault = z.infer<typeof Fault>

const fault = (what: Fault['what'], rule: string | null, more: Omit<Partial<Fault>, 'what' | 'rule'> = {}): Fault => ({ what, must: true, rule, ...more })

/** Which rules fire for the facts, in order. */
export const firing = ({ hit, rules }: Pick<Table, 'hit' | 'rules'>, facts: Readonly<Record<string, Fact>>): string[] => {
  const all = rules.filter(({ when }) => fitsAll(when, facts)).map(({ id }) => id)
  return hit === 'first' ? all.slice(0, 1) : all
}

const doubled = ({ rules }: Table): Fault[] => {
  const seen = new Set<string>()
  return rules.flatMap(({ id }) => { const again = seen.has(id); seen.add(id); return again ? [fault('doubled', id)] : [] })
}

const isBlank = (value: unknown) => typeof value === 'object' && value !== null && 'zh-CN' in value && Object.values(value).every((text) => String(text).trim() === '')

/** What a rule must give and does not, or gives in a form that cannot be. */
const missing = (name: TableName, { rules }: Table): Fault[] => rules.flatMap(({ id, gives }) => {
  const read = FORMS[name].gives.safeParse(gives)
  const wrong = read.success ? [] : read.error.issues.map(({ path }) => String(path[0] ?? ''))
  const blank = FORMS[name].outputs.filter(({ must, kind, name: output }) => must && kind.kind === 'words' && isBlank(gives[output])).map(({ name: output }) => output)
  return [...new Set([...wrong.map((one) => (one === 'rank' ? 'position' : one)), ...blank])].map((one) => fault('missing', id, { name: one }))
})

const conditions = ({ rules, facts }: Table): Fault[] => rules.flatMap(({ id, when }) => Object.keys(when).filter((name) => !facts.includes(name)).map((name) => fault('condition', id, { name })))

const unknown = (table: Table, known: Known): Fault[] => [
  ...straysIn(known, table.rules.map(({ id, when }) => [id, when] as const)), ...straysGiven(known, table),
].map(({ rule, fact, value }) => fault('unknown', rule, { name: fact, value }))

const hole = ({ hit, rules }: Table, space: Space): Fault[] =>
  hit === 'first' && Object.keys(rules.at(-1)?.when ?? {}).length > 0 ? [fault('hole', null, { facts: witness(space, [], space.boxes) ?? {} })] : []

/** What is not known by name holds nowhere, and is told by itself. */
const impossible = ({ rules }: Table, space: Space, unknown: readonly Fault[]): Fault[] => rules.flatMap(({ id }, i) =>
  neverHeld(space, space.boxes[i] ?? []).filter((name) => !unknown.some((one) => one.rule === id && one.name === name)).map((name) => fault('impossible', id, { name })))

/** The last rule of all takes whatever is left, also where that is nothing. */
const isRest = ({ rules }: Table, i: number) => i === rules.length - 1 && Object.keys(rules[i]?.when ?? {}).length === 0

const unreachable = (table: Table, space: Space, never: readonly Fault[]): Fault[] => (table.hit === 'first'
  ? table.rules.flatMap(({ id }, i) => (i > 0 && !isRest(table, i) && !never.some(({ rule }) => rule === id) && witness(space, space.boxes.slice(i, i + 1), space.boxes.slice(0, i)) === null ? [fault('unreachable', id)] : []))
  : [])

const sameTime = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) => {
  const [from, until] = [(one: typeof a) => String(one['validFrom'] ?? ''), (one: typeof a) => String(one['validThrough'] ?? '9999')]
  return from(a) <= until(b) && from(b) <= until(a)
}

const overlaps = (name: TableName, { rules }: Table, space: Space): Fault[] => {
  const { single } = FORMS[name]
  if (!single) return []
  return rules.flatMap((rule, i) => rules.slice(0, i).flatMap((other, k): Fault[] => {
    if (rule.gives[single] === undefined || rule.gives[single] !== other.gives[single] || !sameTime(rule.gives, other.gives)) return []
    const facts = witness(space, [space.boxes[i], space.boxes[k]].filter((box) => box !== undefined), [])
    return facts ? [fault('overlap', rule.id, { other: other.id, facts })] : []
  }))
}

/** What a standard of compensation leaves out, says twice, or says the wrong way round. */
const standards = (name: TableName, table: Table, space: Space, known: Known): Fault[] => (name === 'compensation' ? [
  ...leastAboveMost(table.rules).map(({ rule, kind }) => fault('leastAboveMost', rule, { name: 'kind', value: kind })),
  ...unlikeSums(table.rules, space).map(({ rule, other, kind, facts }) => fault('overlap', rule, { must: false, other, name: 'kind', value: kind, facts })),
  ...uncovered(table, known).map(({ category, facts }) => fault('uncovered', null, { must: false, name: 'category', value: category, facts })),
] : [])

const examples = (table: Table, known: Known): Fault[] => table.examples.flatMap((example, i) => {
  const strays = straysIn(known, [['', example.facts]]).map(({ fact, value }) => fault('unknown', null, { example: i, name: fact, value }))
  const fired = firing(table, example.facts)
  return [...strays, ...(fired.join('\n') === example.rules.join('\n') ? [] : [fault('example', example.rules[0] ?? null, { example: i, fired })])]
})

const unproven = ({ rules, examples: shown }: Table): Fault[] => {
  const reached = new Set(shown.flatMap(({ rules: expected }) => expected))
  return rules.filter(({ id }) => !reached.has(id)).map(({ id }) => fault('unproven', id, { must: false }))
}

const belowLaw = (name: TableName, table: Table, known: Known): Fault[] => {
  if (name !== 'compensation' || !known.law) return []
  // A standard does not tell places apart: what one of them alone asks for is said, and each case is held to the law of its own.
  const { partly } = known.law
  return lessThanLaw(table, known.law, known).map(({ rule, law, facts }) => fault('belowLaw', rule, { must: !partly.includes(law), name: 'statute', value: law, facts }))
}

const reversed = ({ rules }: Table): Fault[] => reversedIn(rules).map(({ rule, from, through }) => fault('reversed', rule, { name: 'validThrough', value: `${from} – ${through}` }))

/** Everything that is wrong with a table. */
export const faultsIn = (name: TableName, table: Table, known: Known): Fault[] => {
  if (!table.rules.length) return [fault('noRules', null)]
  const space = spaceOf(name, table.facts, table.rules, known)
  const strange = unknown(table, known)
  const never = impossible(table, space, strange)
  return [
    ...doubled(table), ...conditions(table), ...strange, ...missing(name, table), ...hole(table, space), ...never, ...unreachable(table, space, never), ...overlaps(name, table, space),
    ...standards(name, table, space, known), ...reversed(table), ...belowLaw(name, table, known), ...examples(table, known), ...unproven(table),
  ]
}

/** Examples for the rules that have none: facts that reach each, with all that they make fire. */
export const examplesFor = (table: Table, known: Known): Example[] => {
  const space = spaceOf(table.table as TableName, table.facts, table.rules, known)
  const without = new Set(unproven(table).map(({ rule }) => rule))
  return table.rules.flatMap(({ id }, i) => {
    const facts = without.has(id) ? witness(space, space.boxes.slice(i, i + 1), table.hit === 'first' ? space.boxes.slice(0, i) : []) : null
    return facts ? [{ facts, rules: firing(table, facts) }] : []
  })
}
