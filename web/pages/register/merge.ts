import type { Draft } from './draft.ts'

export interface Merged { readonly draft: Draft; /** What was written in both places and differs: what is here stands. */ readonly conflicts: readonly (keyof Draft)[] }

const inOrder = (_: string, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value)

/** Says the same, whatever the order in which it is written. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder)

interface Item { readonly key?: string; readonly id?: string }
const nameOf = (item: unknown): string => (typeof item === 'string' ? item : (item as Item).key ?? (item as Item).id ?? JSON.stringify(item))
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const CLASH = Symbol('clash')
type Met = unknown | typeof CLASH

/** Each place may add, take away and change entries; only one entry changed in both is a clash. */
const lists = (base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): Met => {
  const find = (list: readonly unknown[], name: string) => list.find((item) => nameOf(item) === name)
  const names = [...new Set([...mine, ...theirs].map(nameOf))]
  const met = names.map((name) => meet(find(base, name), find(mine, name), find(theirs, name)))
  return met.includes(CLASH) ? CLASH : met.filter((item) => item !== undefined)
}

const records = (base: Readonly<Record<string, unknown>>, mine: Readonly<Record<string, unknown>>, theirs: Readonly<Record<string, unknown>>): Met => {
  const met = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].map((key) => [key, meet(base[key], mine[key], theirs[key])] as const)
  return met.some(([, value]) => value === CLASH) ? CLASH : Object.fromEntries(met.filter(([, value]) => value !== undefined))
}

const meet = (base: unknown, mine: unknown, theirs: unknown): Met => {
  if (same(mine, theirs) || same(base, theirs)) return mine
  if (same(base, mine)) return theirs
  if (isList(mine) && isList(theirs)) return lists(isList(base) ? base : [], mine, theirs)
  if (isRecord(mine) && isRecord(theirs)) return records(isRecord(base) ? base : {}, mine, theirs)
  return CLASH
}

/** What two windows or devices wrote since both had `base`. */
export const merge = (base: Draft, mine: Draft, theirs: Draft): Merged => {
  const met = (Object.keys(mine) as (keyof Draft)[]).map((key) => [key, meet(base[key], mine[key], theirs[key])] as const)
  return {
    draft: Object.fromEntries(met.map(([key, value]) => [key, value === CLASH ? mine[key] : value])) as unknown as Draft,
    conflicts: met.filter(([, value]) => value === CLASH).map(([key]) => key),
  }
}
