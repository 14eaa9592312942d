import { SIMPLIFIED } from './characters.ts'

const COMBINING = /[\u0300-\u036f]/g

/** Traditional and variant character → the one form that stands for all of them. */
const canonical = new Map<string, string>()
for (const group of SIMPLIFIED.split(' ')) {
  const [kept = '', ...others] = group
  for (const other of others) canonical.set(other, kept)
}

// By UTF-16 unit: all but rare characters take one, and a table of them is several times as fast as a map.
const ofUnit: (string | undefined)[] = new Array(0x1_0000)

const byRules = (character: string): string => {
  const plain = character.normalize('NFKD').replace(COMBINING, '').toLowerCase().normalize('NFKC')
  return [...plain].map((c) => canonical.get(c) ?? c).join('')
}

/** What one character is compared as: its width, case, accents and script do not count. */
const foldOne = (character: string): string => {
  if (character.length > 1) return byRules(character)
  const unit = character.charCodeAt(0)
  const folded = ofUnit[unit] ?? byRules(character)
  ofUnit[unit] = folded
  return folded
}

/** The text as it is searched: 「退貨」 and 「退货」, `ＡＢＣ` and `abc` are the same. Folding twice changes nothing more. */
export const fold = (text: string): string => {
  let folded = ''
  for (const character of text) folded += foldOne(character)
  return folded
}

/** A folded text, and for each of its UTF-16 units where the character it came from begins and ends in the original. */
export interface Folded { readonly text: string; readonly begins: readonly number[]; readonly ends: readonly number[] }

export const foldTracing = (text: string): Folded => {
  let folded = ''
  let at = 0
  const [begins, ends]: [number[], number[]] = [[], []]
  for (const character of text) {
    const now = foldOne(character)
    for (let unit = 0; unit < now.length; unit++) {
      begins.push(at)
      ends.push(at + character.length)
    }
    folded += now
    at += character.length
  }
  return { text: folded, begins, ends }
}
