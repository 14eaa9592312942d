import { Liability } from './packs.ts'
import { COUNTS } from './statute-pack.ts'
import { fits } from './table-fit.ts'
import type { Known } from './table-known.ts'
import type { Facts, Rule, Table } from './table-shape.ts'
import { lineage } from './table-specimens.ts'
import { type Box, meet, type Space, spaceOf, witness } from './table-witness.ts'

/** What a standard of compensation names: a fixed sum, or a share of the price, each between two limits; without any of these the proven amount. */
export interface Item { readonly kind: string; readonly fen?: number; readonly ofPrice?: number; readonly leastFen?: number; readonly mostFen?: number }

export const itemsOf = ({ gives }: Rule): readonly Item[] => (Array.isArray(gives.items) ? gives.items as unknown as Item[] : [])

/** Things to give whose least is above their most. */
export const leastAboveMost = (rules: readonly Rule[]): { readonly rule: string; readonly kind: string }[] =>
  rules.flatMap((rule) => itemsOf(rule).filter(({ leastFen = 0, mostFen = Number.POSITIVE_INFINITY }) => leastFen > mostFen).map(({ kind }) => ({ rule: rule.id, kind })))

const figures = ({ fen, ofPrice, leastFen, mostFen }: Item): string => (fen === undefined && ofPrice === undefined ? '' : JSON.stringify([fen ?? null, ofPrice ?? null, leastFen ?? null, mostFen ?? null]))

/** Sums that a rule names, by what they are for. */
const namedBy = (rule: Rule): ReadonlyMap<string, string> => new Map(itemsOf(rule).flatMap((item) => { const said = figures(item); return said ? [[item.kind, said] as const] : [] }))

const PRICE_BACK: readonly string[] = COUNTS.priceBack

const MOST_SHOWN = 100

export interface Unlike { readonly rule: string; readonly other: string; readonly kind: string; readonly facts: Facts }

/** What is given beside something else (for a rude word, for time lost) adds to it; but a price is given back once. */
const addsTo = (rule: Rule, other: Rule, kind: string) => (rule.when['category'] === undefined) !== (other.when['category'] === undefined) && !PRICE_BACK.includes(kind)

/** For what two rules name different sums, where their conditions can hold together. */
const unlikeKind = (rule: Rule, other: Rule, named: ReadonlyMap<Rule, ReadonlyMap<string, string>>): string | undefined => {
  const [mine, theirs] = [named.get(rule), named.get(other)]
  return [...mine?.keys() ?? []].find((kind) => theirs?.has(kind) && theirs.get(kind) !== mine?.get(kind) && !addsTo(rule, other, kind))
}

/** Rules that may fit the same, each with one above it. */
function* together(rules: readonly Rule[], boxes: readonly Box[]) {
  for (const [i, rule] of rules.entries())
    for (const [k, other] of rules.slice(0, i).entries()) {
      const both = [boxes[i] ?? [], boxes[k] ?? []] as const
      if (meet(...both)) yield { rule, other, both }
    }
}

/** Two rules that name different sums for the same thing, with a case that both fit; the first hundred. */
export const unlikeSums = (rules: readonly Rule[], space: Space): Unlike[] => {
  const named = new Map(rules.map((rule) => [rule, namedBy(rule)]))
  const found: Unlike[] = []
  for (const { rule, other, both } of together(rules, space.boxes)) {
    const kind = unlikeKind(rule, other, named)
    const facts = kind && witness(space, both, [], true)
    if (facts && found.push({ rule: rule.id, other: other.id, kind, facts }) >= MOST_SHOWN) break
  }
  return found
}

const { ours, shared } = Liability.enum
/** Where the firm answers for it, something is to be given. */
const ANSWERED_FOR = [ours, shared]

/** Where a standard says nothing: a category, with what besides makes a difference. */
export interface Uncovered { readonly category: string; readonly facts: Facts }

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>()
  for (const item of items) { const key = keyOf(item); const group = groups.get(key); if (group) group.push(item); else groups.set(key, [item]) }
  return [...groups.values()]
}

/** Categories that may be chosen, as a tree. */
const treeOf = ({ categories }: Known) => {
  const parents = new Map(categories.map(({ code, parent }) => [code, parent]))
  const below = new Map(grouped(categories.filter(({ retired }) => !retired), ({ parent }) => parent ?? '').map((all) => [all[0]?.parent ?? '', all.map(({ code }) => code)]))
  const leaves = (code: string): readonly string[] => below.get(code)?.flatMap(leaves) ?? [code]
  /** The largest parts of which every leaf is among these. */
  const wholeParts = (some: ReadonlySet<string>, at = ''): string[] => (below.get(at) ?? []).flatMap((code) => (leaves(code).every((leaf) => some.has(leaf)) ? [code] : wholeParts(some, code)))
  return { leaves: below.get('')?.flatMap(leaves) ?? [], lineOf: (code: string) => lineage(parents, code), wholeParts }
}
type Tree = ReturnType<typeof treeOf>

interface Gap { readonly code: string; readonly liability: string; readonly rest: Facts }

const gapsIn = (table: Table, { leaves, lineOf }: Tree, known: Known): Gap[] => {
  // Of categories that no rule tells apart, one is looked at.
  const likes = grouped(leaves, (code) => { const line = lineOf(code); return table.rules.map(({ when: { category } }) => Number(category === undefined || fits(category, line))).join('') })
  const asked = likes.flatMap((codes) => ANSWERED_FOR.map((liability) => ({ codes, liability, when: { category: codes.slice(0, 1), liability } })))
  const space = spaceOf('compensation', table.facts, [...table.rules, ...asked], known)
  const [rules, boxes] = [space.boxes.slice(0, table.rules.length), space.boxes.slice(table.rules.length)]
  return asked.flatMap(({ codes, liability }, i) => {
    const box = boxes[i] ?? []
    const facts = witness(space, [box], rules.filter((rule) => meet(rule, box)), true)
    if (!facts) return []
    const { category: _category, liability: _liability, ...rest } = facts
    return codes.map((code) => ({ code, liability, rest }))
  })
}

/**
 * Where no rule fits although the firm answers for it, wholly or in part: categories of which nothing is said, named as high up as that holds, and cases of others that all
 * rules leave out.
 */
export const uncovered = (table: Table, known: Known): Uncovered[] => {
  if (!['category', 'liability'].every((name) => table.facts.includes(name))) return []
  const tree = treeOf(known)
  const byCategory = grouped(gapsIn(table, tree, known), ({ code, rest }) => JSON.stringify([code, rest])).map((all) => ({ code: all[0]?.code ?? '', rest: all[0]?.rest ?? {}, liability: all.map((one) => one.liability) }))
  return grouped(byCategory, ({ liability, rest }) => JSON.stringify([liability, rest])).flatMap((all) => {
    const [{ liability = [], rest = {} } = {}] = all
    return tree.wholeParts(new Set(all.map(({ code }) => code))).map((category) => ({ category, facts: { category: tree.lineOf(category), liability, ...rest } }))
  })
}
