import { parse } from 'csv-parse/sync'
import { LOCALES } from '#contract/common.ts'
import { tableUnreadable } from '#contract/categories.ts'
import { Matter, type Category } from '#contract/packs.ts'
import { csvCell, unmarked } from '#kernel/csv-cell.ts'
import { Problem } from '#kernel/problem.ts'
import { type Item, nameOf, namesake } from './rules.ts'

const OURS = ['code', 'parent', ...LOCALES, 'matter', 'keywords', 'wording', 'retired'] as const
const BETWEEN = '|'

/** Every category as a line; the mark at the beginning lets spreadsheet programs read Chinese. */
export const writtenTree = (tree: readonly Category[]): string => `\ufeff${[OURS.join(','), ...tree.map((one) => [
  one.code, one.parent ?? '', ...LOCALES.map((locale) => one.label[locale]), one.matter, one.keywords.join(BETWEEN), (one.wording ?? []).join(BETWEEN), one.retired ? '1' : '',
].map(csvCell).join(','))].join('\r\n')}\r\n`

const rowsIn = (csv: string): string[][] => {
  try {
    return parse(csv, { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }) as string[][]
  } catch {
    throw new Problem(tableUnreadable, {}, 'csv')
  }
}

/** A name of a table of levels is in the language it is written in; only the table knows which. */
const inChinese = (name: string): Category['label'] => ({ 'zh-CN': name, 'zh-Hant': '', en: '' })
const LONGEST_NAME = 80

interface Taken { readonly items: Item[]; added: number; changed: number; kept: number }
type NewCode = () => string

const addUnder = (taken: Taken, parent: string | null, label: Category['label'], given: { code: string; matter: Category['matter'] }): string => {
  const known = namesake(taken.items, label, parent)
  if (known) return known.code
  taken.items.push({ ...given, parent, label, keywords: [], version: 0, place: taken.items.length })
  taken.added++
  return given.code
}

/** One column per level; empty cells end a path. Names repeat line by line as such tables do. */
const takeLevels = (taken: Taken, rows: readonly string[][], stem: string | null, matter: Category['matter'], newCode: NewCode) => {
  for (const row of rows) {
    let parent = stem
    const before = taken.added
    for (const name of row.map((value) => value.trim()).filter((value) => value !== '')) {
      if (name.length > LONGEST_NAME) throw new Problem(tableUnreadable, {}, 'csv')
      parent = addUnder(taken, parent, inChinese(name), { code: newCode(), matter })
    }
    if (taken.added === before) taken.kept++
  }
}

const fromLine = (line: Record<string, string>): Category | null => {
  const matter = Matter.safeParse(line['matter'])
  const label = Object.fromEntries(LOCALES.map((locale) => [locale, unmarked(line[locale] ?? '').slice(0, LONGEST_NAME)])) as Category['label']
  if (!/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(line['code'] ?? '') || nameOf({ label }) === '') return null
  const list = (name: string) => (line[name] ?? '').split(BETWEEN).map((word) => word.trim()).filter((word) => word !== '' && word.length <= 200)
  return { code: line['code'] ?? '', parent: line['parent'] || null, label, matter: matter.success ? matter.data : 'product', keywords: list('keywords').filter((word) => word.length <= 40).slice(0, 300), wording: list('wording').slice(0, 20), ...(line['retired'] && { retired: true as const }) }
}

/** A table that was exported here: by code, everything as it stands there. */
const takeOurs = (taken: Taken, head: readonly string[], rows: readonly string[][]) => {
  for (const row of rows) {
    const read = fromLine(Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
    if (!read) throw new Problem(tableUnreadable, {}, 'csv')
    const at = taken.items.findIndex(({ code }) => code === read.code)
    const known = taken.items[at]
    if (!known) {
      taken.items.push({ ...read, version: 0, place: taken.items.length })
      taken.added++
    } else if (writtenTree([known]) === writtenTree([read])) taken.kept++
    else {
      taken.items[at] = { ...read, version: known.version, place: known.place }
      taken.changed++
    }
  }
}

/** What a table adds to a tree or changes in it. @throws Problem when it cannot be read. */
export const treeWith = (items: readonly Item[], csv: string, under: { parent: string | null; matter: Category['matter'] }, newCode: NewCode): Taken => {
  const [head = [], ...rows] = rowsIn(csv)
  const taken: Taken = { items: [...items], added: 0, changed: 0, kept: 0 }
  if (!rows.length) throw new Problem(tableUnreadable, {}, 'csv')
  if (head[0] === 'code' && head.includes('zh-CN')) takeOurs(taken, head, rows)
  else takeLevels(taken, rows, under.parent, under.matter, newCode)
  return taken
}
