import { Outcome } from '#contract/complaint.ts'
import { EvidenceKind } from '#contract/evidence-pack.ts'
import * as p from '#contract/packs.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { PackBody } from './shape.ts'

/** What a rule of a table names and the pack does not know. */
export interface Stray { readonly rule: string; readonly fact: string; readonly value: string }

const codes = (items: readonly { code: string }[]) => items.map((item) => item.code)

/** The words a table may use for a fact; facts not listed here are free. */
const vocabulary = (body: PackBody): Readonly<Record<string, readonly string[]>> => ({
  category: codes(body.categories), customerClass: codes(body.classes), nature: p.Nature.options, liability: p.Liability.options,
  severity: p.Severity.options, matter: p.Matter.options, fault: p.ServiceFault.options, urgency: p.Urgency.options,
  channel: p.Channel.options, kind: p.RemedyKind.options, event: p.ClockStart.options, presence: p.Presence.options, outcome: Outcome.options, evidence: EvidenceKind.options,
})

const isWithout = (cell: unknown): cell is { any: string[]; none: string[] } => typeof cell === 'object' && cell !== null && 'none' in cell

/** The words of a cell or fact; an empty one says "not known". */
const named = (cell: unknown): string[] => (isWithout(cell) ? [...cell.any, ...cell.none] : [cell].flat()).filter((word): word is string => typeof word === 'string' && word !== '')

/** Unknown words in the facts of rules or examples, each with who asks for them. */
export const straysIn = (body: PackBody, uses: readonly (readonly [rule: string, facts: Readonly<Record<string, unknown>>])[]): Stray[] => {
  const words = vocabulary(body)
  return uses.flatMap(([rule, facts]) => Object.entries(facts).flatMap(([fact, cell]) => {
    const known = words[fact]
    return known ? named(cell).filter((value) => !known.includes(value)).map((value) => ({ rule, fact, value })) : []
  }))
}

type Gives = DecisionTable['rules'][number]['gives']

/** What rules of a table name: null when it is there. */
const NAMED_BY: Readonly<Record<string, (body: PackBody, gives: Gives) => Omit<Stray, 'rule'> | null>> = {
  clocks: (body, { clock }) => (body.clocks.some(({ kind }) => kind === clock) ? null : { fact: 'clock', value: String(clock) }),
  authority: (body, gives) => (body.positions.some(({ code, rank }) => code === gives.position && rank === gives.rank) ? null : { fact: 'position', value: String(gives.position) }),
  review: (body, { tell }) => (tell === null || codes(body.positions).includes(String(tell)) ? null : { fact: 'position', value: String(tell) }),
}

/** Clocks that a rule starts and positions that it asks, where there are none such. */
export const straysGiven = (body: PackBody, { table, rules }: DecisionTable): Stray[] => rules.flatMap(({ id, gives }) => {
  const stray = NAMED_BY[table]?.(body, gives)
  return stray ? [{ rule: id, ...stray }] : []
})

/** Everything that the rules of a table name and this pack does not know. */
export const straysOf = (body: PackBody, table: DecisionTable): Stray[] => [...straysIn(body, table.rules.map(({ id, when }) => [id, when] as const)), ...straysGiven(body, table)]
