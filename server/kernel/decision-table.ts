import { fitsAll, fitting } from '#contract/table-fit.ts'
import { type Facts, OwnTable, type Rule, type Table, TableShape } from '#contract/table-shape.ts'

/**
 * Decision table: structured cells, so that an illegal condition cannot be saved. Refused when it does not explain
 * itself: an unknown fact, a doubled rule id, a `first` table whose last rule leaves a gap, a rule no example reaches,
 * an example that reaches other rules than it says.
 */
export const ProvedTable = TableShape.superRefine((table, ctx) => {
  for (const fault of [...doubled(table), ...unknownFacts(table), ...gap(table), ...unproven(table), ...wrongExamples(table)])
    ctx.addIssue({ code: 'custom', message: `${table.table}: ${fault}` })
})
export type DecisionTable = Table
/** A table as it was published: its rules were checked then. */
export const DecisionTable = OwnTable

export interface Fired { readonly ruleId: string; readonly gives: Readonly<Record<string, unknown>> }

/** All rules that fire for the facts: at most one for a `first` table. Keep rule id and table version with the decision. */
export const fire = (table: DecisionTable, facts: Facts): readonly Fired[] =>
  hits(table, facts).map((rule) => ({ ruleId: rule.id, gives: rule.gives }))

/** A table made ready for many questions: the same as `fire` gives, its conditions taken apart once. */
export const firing = ({ hit, rules }: DecisionTable): ((facts: Facts) => readonly Fired[]) => {
  const ready = rules.map(({ id, when, gives }) => ({ fits: fitting(when), fired: { ruleId: id, gives } }))
  if (hit === 'collect') return (facts) => ready.flatMap(({ fits, fired }) => (fits(facts) ? [fired] : []))
  return (facts) => {
    const first = ready.find(({ fits }) => fits(facts))
    return first ? [first.fired] : []
  }
}

/** The one rule of a `first` table. @throws when the table is not a `first` table. */
export const decide = (table: DecisionTable, facts: Facts): Fired => {
  const [fired] = fire(table, facts)
  if (table.hit !== 'first' || !fired) throw new Error(`${table.table}: no single rule decides`)
  return fired
}

const hits = (table: Table, facts: Facts): Rule[] => {
  if (table.hit === 'collect') return table.rules.filter((rule) => fitsAll(rule.when, facts))
  const first = table.rules.find((rule) => fitsAll(rule.when, facts))
  return first ? [first] : []
}

const doubled = ({ rules }: Table) => rules.filter((rule, i) => rules.findIndex((r) => r.id === rule.id) !== i).map((r) => `two rules are named ${r.id}`)

const unknownFacts = ({ rules, facts }: Table) =>
  rules.flatMap((rule) => Object.keys(rule.when).filter((name) => !facts.includes(name)).map((name) => `${rule.id} asks for the unknown fact ${name}`))

const gap = ({ hit, rules }: Table) =>
  hit === 'first' && Object.keys(rules.at(-1)?.when ?? {}).length > 0 ? ['the last rule must match everything'] : []

const unproven = ({ rules, examples }: Table) =>
  rules.filter((rule) => !examples.some((example) => example.rules.includes(rule.id))).map((rule) => `no example reaches ${rule.id}`)

const wrongExamples = (table: Table) =>
  table.examples.flatMap((example) => {
    const reached = hits(table, example.facts).map((rule) => rule.id)
    return reached.join() === example.rules.join() ? [] : [`example ${JSON.stringify(example.facts)} reaches ${reached.join() || 'nothing'}, not ${example.rules.join() || 'nothing'}`]
  })
