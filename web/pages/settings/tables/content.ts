import type { Example, Rule } from '#contract/table-shape.ts'
import { newRuleId } from './columns.ts'

/** What is edited: rules in their order, and the examples beside them. */
export interface Content { readonly rules: readonly Rule[]; readonly examples: readonly Example[] }

/** What was, and what was taken back. */
export interface History { readonly past: readonly Content[]; readonly now: Content; readonly future: readonly Content[] }

const MOST_BACK = 100

export const begun = (now: Content): History => ({ past: [], now, future: [] })
export const changed = ({ past, now }: History, next: Content): History => ({ past: [...past.slice(-MOST_BACK), now], now: next, future: [] })
export const undone = (h: History): History => { const before = h.past.at(-1); return before ? { past: h.past.slice(0, -1), now: before, future: [h.now, ...h.future] } : h }
export const redone = (h: History): History => { const [next, ...future] = h.future; return next ? { past: [...h.past, h.now], now: next, future } : h }

const without = (examples: readonly Example[], gone: string) => examples.map((example) => ({ ...example, rules: example.rules.filter((id) => id !== gone) }))

export const withRule = (content: Content, at: number, rule: Rule): Content => ({ ...content, rules: content.rules.toSpliced(at, 0, rule) })
export const withChanged = (content: Content, at: number, rule: Rule): Content => ({ ...content, rules: content.rules.with(at, rule) })
/** Examples that name a rule which is gone expect it no more. */
export const withoutRule = (content: Content, at: number): Content => ({ rules: content.rules.toSpliced(at, 1), examples: without(content.examples, content.rules[at]?.id ?? '') })
export const withCopy = (content: Content, at: number): Content => { const rule = content.rules[at]; return rule ? withRule(content, at + 1, { ...structuredClone(rule), id: newRuleId() }) : content }
export const withMoved = (content: Content, from: number, to: number): Content => {
  const rule = content.rules[from]
  return !rule || to < 0 || to >= content.rules.length ? content : { ...content, rules: content.rules.toSpliced(from, 1).toSpliced(to, 0, rule) }
}

const sameRule = (a: Rule | undefined, b: Rule | undefined) => JSON.stringify(a) === JSON.stringify(b)

const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]))

/** What a colleague and I made of the same content at the same time: each keeps what only they touched; where both did, mine stands. `both`: how many of those. */
export const merged = (base: Content, mine: Content, theirs: Content): { readonly content: Content; readonly both: number } => {
  const [was, own, other] = [byId(base.rules), byId(mine.rules), byId(theirs.rules)]
  const touched = (side: ReadonlyMap<string, Rule>, id: string) => !sameRule(was.get(id), side.get(id))
  const kept = mine.rules.flatMap((rule) => (touched(own, rule.id) ? [rule] : [other.get(rule.id)].filter((one) => one !== undefined)))
  const rules = [...kept]
  for (const [place, rule] of theirs.rules.entries()) {
    if (own.has(rule.id) || (was.has(rule.id) && !touched(other, rule.id))) continue
    const before = theirs.rules[place - 1]?.id
    rules.splice(rules.findIndex(({ id }) => id === before) + 1, 0, rule)
  }
  const both = mine.rules.filter(({ id }) => touched(own, id) && touched(other, id) && !sameRule(own.get(id), other.get(id))).length
  const unchanged = JSON.stringify(mine.examples) === JSON.stringify(base.examples)
  const texts = new Set(mine.examples.map((one) => JSON.stringify(one)))
  return { content: { rules, examples: unchanged ? theirs.examples : [...mine.examples, ...theirs.examples.filter((one) => !texts.has(JSON.stringify(one)) && !base.examples.some((old) => JSON.stringify(old) === JSON.stringify(one)))] }, both }
}
