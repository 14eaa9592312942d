import type { PackView } from '#contract/packs.ts'

type Rule = PackView['tables'][number]['rules'][number]

const boundOf = (rule: Rule): number | null => {
  const cell = rule.when['totalFen']
  return typeof cell === 'object' && cell !== null && !Array.isArray(cell) && typeof cell['gt'] === 'number' ? cell['gt'] : null
}

const postsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Somebody above is asked, or a post that they neither hold nor stand above. */
const needsMore = (rule: Rule, own: readonly string[], rank: number, ranks: ReadonlyMap<string, number>) =>
  (typeof rule.gives['rank'] === 'number' && rule.gives['rank'] > rank) || [...postsIn(rule.gives['beside']), ...postsIn(rule.gives['after'])].some((code) => !own.includes(code) && (ranks.get(code) ?? 0) >= rank)

const concerns = (rule: Rule, urgency: string) => Object.entries(rule.when).every(([fact, cell]) => fact === 'totalFen' || (fact === 'urgency' && Array.isArray(cell) && cell.includes(urgency)))

/** What this person may commit alone, out of the authority table: the least amount at which a higher post is asked. Null when the table does not say. */
export const spotLimit = (pack: PackView, positionCodes: readonly string[], urgency: string): number | null => {
  const rank = Math.max(0, ...pack.positions.filter((position) => positionCodes.includes(position.code)).map((position) => position.rank))
  const ranks = new Map(pack.positions.map(({ code, rank: of }) => [code, of]))
  const table = pack.tables.find((each) => each.table === 'authority')
  const bounds = (table?.rules ?? []).filter((rule) => needsMore(rule, positionCodes, rank, ranks) && concerns(rule, urgency)).map(boundOf).filter((bound) => bound !== null)
  return bounds.length > 0 ? Math.min(...bounds) : null
}
