import { isDeepStrictEqual } from 'node:util'
import { parse, stringify } from 'yaml'
import type { Locale } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/own.ts'
import type { Field, OwnCause } from '#contract/packs.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import type { PackBody } from '../shape.ts'
import { whyNotRetire, whyNotSaid } from './faults.ts'
import { itemOf, packItems } from './items.ts'
import { type Item, type Own, isLaw, strengthened } from './overlay.ts'
import { isOtherKind } from './rules.ts'

/** What stands here before a file is taken in. */
export interface Here { readonly pack: PackBody; /** As people see it. */ readonly body: PackBody; readonly own: readonly Own[]; /** Root causes the firm added. */ readonly causes: readonly OwnCause[] }

const said = (list: contract.OwnList, { code: _named, ...item }: Item): Item => {
  if (list === 'fields') return contract.fieldSaid(item as unknown as Field) as unknown as Item
  const shape = contract.OwnEntry.options.find((one) => one.shape.list.value === list)?.shape.content.shape ?? {}
  return Object.fromEntries(Object.keys(shape).map((key) => [key, item[key] ?? null]))
}

/** The file as it is written; what is the same as in the pack is not in it. */
export const written = ({ pack, own, causes }: Here, parts: Partial<contract.OwnFile>): string => {
  const entries = own.flatMap(({ list, code, retired, content }) => (list === 'order' || (!content && !retired) ? [] : [{ list, code, retired, ...(content && { content: said(list, content) }) }]))
  const order = own.find(({ list }) => list === 'order')?.content?.codes
  return stringify({ wenguo: 'own-pack', version: 1, pack: pack.pack.code, packVersion: pack.pack.version, entries, ...(Array.isArray(order) && { order }), ...(causes.length > 0 && { causes: causes.map(({ version: _version, ...cause }) => cause) }), ...parts }, { aliasDuplicateObjects: false })
}

/** @throws Problem where the text is no such file, or of another industry. */
export const readFile = (text: string, { pack }: Pick<Here, 'pack'>): contract.OwnFile => {
  const read = contract.OwnFile.safeParse(parsed(text))
  if (!read.success) throw new Problem(contract.fileUnreadable, {}, 'text')
  if (read.data.pack !== pack.pack.code) throw new Problem(contract.otherPack, { theirs: read.data.pack, ours: pack.pack.code }, 'text')
  return read.data
}

const parsed = (text: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 0 })
  } catch {
    return null
  }
}

type Entry = contract.OwnFile['entries'][number]

export interface Planned { readonly list: contract.OwnList; readonly code: string; readonly item: Item; readonly row: Omit<Own, 'list' | 'code'> | null; readonly what: contract.OwnFate['what']; readonly why: string | null }
interface Refused { readonly refusal: Refusal; readonly params?: Record<string, string> }

/** The words of an entry; the refusal where they cannot stand here. */
const contentOf = (entry: Entry, before: Item | null, brought: Item | null, body: PackBody): Item | null | Refused => {
  const { list, code } = entry
  if (!entry.content) return null
  const read = contract.OwnEntry.safeParse({ list, content: entry.content })
  if (!read.success) return { refusal: contract.fileUnreadable }
  const said = itemOf(read.data, code, before)
  // What the pack here stops beyond the pack there is stopped on.
  const item = brought && isLaw(list, brought) ? strengthened(said, brought) : said
  if (isOtherKind(list, item, before)) return { refusal: contract.kindFixed }
  return whyNotSaid(list, item, body, brought) ?? item
}

const isRefused = (content: Item | null | Refused): content is Refused => content !== null && 'refusal' in content

/** Why an entry has no place here, whatever it says. */
const whyNoPlace = ({ list, code, retired, content }: Entry, brought: Item | null): Refusal | null => {
  const grows = contract.GROWING.includes(list)
  if (!brought && !(grows && content && code.startsWith('own'))) return contract.notInPack
  return whyNotRetire(list, retired, brought)
}

const planOne = (entry: Entry, { pack, body, own }: Here, locale: Locale): Planned => {
  const { list, code, retired } = entry
  const brought = packItems(pack, list).find((one) => one.code === code) ?? null
  const stands = own.find((one) => one.list === list && one.code === code)
  const shown = { list, code, item: (entry.content ?? brought ?? { code }) as Item }
  const noPlace = whyNoPlace(entry, brought)
  const content = noPlace ? { refusal: noPlace } : contentOf(entry, stands?.content ?? brought, brought, body)
  if (isRefused(content)) return { ...shown, row: null, what: 'refused', why: refusalWords(content.refusal, locale, content.params) }
  const kept = isDeepStrictEqual(content, JSON.parse(JSON.stringify(brought))) ? null : content
  if (stands && isDeepStrictEqual([stands.content, stands.retired], [kept, retired])) return { ...shown, row: null, what: 'same', why: null }
  return { ...shown, row: { revision: (stands?.revision ?? 0) + 1, content: kept, was: brought, retired }, what: brought || stands ? 'changed' : 'added', why: null }
}

/** What becomes of each entry, one after the other: what is taken in counts for those that follow. */
export const planOf = (file: contract.OwnFile, here: Here, locale: Locale): readonly Planned[] => {
  let fields = here.body.fields
  return file.entries.map((entry) => {
    const planned = planOne(entry, { ...here, body: { ...here.body, fields } }, locale)
    if (planned.list === 'fields' && planned.row?.content && !planned.row.retired) fields = [...fields.filter(({ code }) => code !== planned.code), planned.row.content as unknown as Field]
    return planned
  })
}
