import type { Words } from '#contract/common.ts'

export interface Forbidden { readonly code: string; readonly find: readonly string[]; readonly why: Words; readonly instead: Words }
export interface Flag { readonly code: string; readonly level: 'stop' | 'warn'; readonly found: string; readonly from: number; readonly to: number; readonly why: Words; readonly basis: Words | null; readonly instead: Words }

/** Wording that must not leave the house, each once, in the order of the list. */
export const flagsIn = (text: string, forbidden: readonly Forbidden[]): Flag[] => {
  const lower = text.toLowerCase()
  return forbidden.flatMap(({ code, find, why, instead }): Flag[] => {
    const found = find.find((words) => lower.includes(words.toLowerCase()))
    const from = found === undefined ? -1 : lower.indexOf(found.toLowerCase())
    return found === undefined ? [] : [{ code, level: 'warn', found, from, to: from + found.length, why, basis: null, instead }]
  })
}
