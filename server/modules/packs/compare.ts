import { isDeepStrictEqual } from 'node:util'
import type { PackUpgrade } from '#contract/packs.ts'
import { canonical, sha256 } from '#kernel/id.ts'
import { KEYS, type Item } from './load.ts'
import type { PackBody, PackFile } from './shape.ts'

type Change = PackUpgrade['changes'][number]

const FILES = (body: PackBody) => Object.keys(body) as PackFile[]

/** The parts of a file by the names people know them by: items by code, rules by id, everything else as one. */
const parts = (body: PackBody, file: PackFile): ReadonlyMap<string, unknown> => {
  const value: unknown = body[file]
  const key = KEYS[file]
  if (key) return new Map((value as Item[]).map((item) => [String(item[key]), item]))
  if (file.startsWith('tables/')) return new Map((value as { rules: { id: string }[] }).rules.map((rule) => [rule.id, rule]))
  return new Map([[file, value]])
}

/** What differs between two versions of a pack, file by file. */
export const compare = (before: PackBody, after: PackBody): Change[] => FILES(after).flatMap((file) => {
  if (file === 'pack') return []
  const [old, fresh] = [parts(before, file), parts(after, file)]
  const change = {
    file,
    added: [...fresh.keys()].filter((name) => !old.has(name)),
    changed: [...fresh].filter(([name, value]) => old.has(name) && !isDeepStrictEqual(old.get(name), value)).map(([name]) => name),
    removed: [...old.keys()].filter((name) => !fresh.has(name)),
  }
  return change.added.length + change.changed.length + change.removed.length > 0 ? [change] : []
})

/** A fingerprint of a pack's content. */
export const digestOf = (body: PackBody): string => sha256(canonical(body)).toString('base64url')
