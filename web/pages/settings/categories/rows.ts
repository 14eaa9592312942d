import type { DraftCategory } from '#contract/categories.ts'

export interface Row { readonly item: DraftCategory; readonly depth: number; readonly below: number; readonly open: boolean }

const holds = (item: DraftCategory, text: string) => [item.label['zh-CN'], item.label['zh-Hant'], item.label.en, item.code, ...item.keywords].some((part) => part.toLowerCase().includes(text))

/** Those that hold the text, with all above them. */
const found = (items: readonly DraftCategory[], text: string): ReadonlySet<string> => {
  const parents = new Map(items.map((item) => [item.code, item.parent]))
  const shown = new Set<string>()
  for (const item of items) if (holds(item, text)) for (let at: string | null = item.code; at !== null && !shown.has(at); at = parents.get(at) ?? null) shown.add(at)
  return shown
}

/** The lines of the tree as it stands open; a search opens what it finds. */
export const rowsOf = (items: readonly DraftCategory[], open: ReadonlySet<string>, search: string, withRetired: boolean): Row[] => {
  const text = search.trim().toLowerCase()
  const living = withRetired ? items : items.filter((item) => !item.retired)
  const kept = text === '' ? null : found(living, text)
  const below = new Map<string | null, DraftCategory[]>()
  for (const item of living) if (!kept || kept.has(item.code)) below.set(item.parent, [...(below.get(item.parent) ?? []), item])
  const walk = (parent: string | null, depth: number): Row[] => (below.get(parent) ?? []).flatMap((item) => {
    const isOpen = kept !== null || open.has(item.code)
    return [{ item, depth, below: below.get(item.code)?.length ?? 0, open: isOpen }, ...(isOpen ? walk(item.code, depth + 1) : [])]
  })
  return walk(null, 0)
}
