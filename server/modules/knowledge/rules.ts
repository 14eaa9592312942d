import type { Words } from '#contract/common.ts'

export interface Forbidden { readonly find: readonly string[]; readonly why: Words; readonly instead: Words }
export interface Flag { readonly found: string; readonly why: Words; readonly instead: Words }

/** Wording that must not leave the house, each once, in the order of the list. */
export const flagsIn = (text: string, forbidden: readonly Forbidden[]): Flag[] => {
  const lower = text.toLowerCase()
  return forbidden.flatMap(({ find, why, instead }) => {
    const found = find.find((words) => lower.includes(words.toLowerCase()))
    return found ? [{ found, why, instead }] : []
  })
}
