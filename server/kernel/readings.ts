import { READINGS } from './characters.ts'
import { fold } from './fold.ts'

const HAN_RUN = /\p{sc=Han}+/gu
/** A name is read from each of its characters on, this far. */
const WINDOW = 8
const MOST_WAYS = 24
/** Of a very long title no more characters are read. */
const MOST_READ = 40

let table: ReadonlyMap<string, readonly string[]> | undefined

/** Folded character → its readings without tones, those of surnames too. Begun by whoever needs it first. */
const readingTable = (): ReadonlyMap<string, readonly string[]> => {
  if (table) return table
  const made = new Map<string, string[]>()
  for (const entry of READINGS.split(' ')) {
    const [syllable = '', characters = ''] = entry.split(':')
    for (const character of characters) made.set(character, [...made.get(character) ?? [], syllable])
  }
  table = made
  return made
}

interface Run { /** In UTF-16 units of the folded name. */ readonly begins: number; readonly characters: readonly string[]; readonly parts: readonly (readonly string[])[] }

/** The runs of Han text in a folded name, with the readings of each character. */
const runsOf = (foldedName: string): Run[] => {
  let left = MOST_READ
  return [...foldedName.matchAll(HAN_RUN)].map((run) => {
    const characters = [...run[0]].slice(0, left)
    left -= characters.length
    return { begins: run.index, characters, parts: characters.map((character) => readingTable().get(character) ?? []) }
  })
}

/** Every way to say some characters; of too many polyphones in a row only the first reading counts. */
const ways = (parts: readonly (readonly string[])[]): readonly string[] => {
  let all: readonly string[] = ['']
  for (const part of parts) {
    const said = all.length * part.length > MOST_WAYS ? part.slice(0, 1) : part
    all = all.flatMap((before) => said.map((syllable) => before + syllable))
  }
  return all
}

const initials = (part: readonly string[]) => [...new Set(part.map((syllable) => syllable.slice(0, 1)))]

/** From one character on: whole syllables, initials, and a whole first syllable (the surname) before initials. */
const readFrom = (parts: readonly (readonly string[])[]): readonly string[] => {
  const [first = [], ...rest] = parts
  const short = rest.map(initials)
  return [...ways(parts), ...(rest.length ? ways([initials(first), ...short]) : []), ...(rest.length > 1 ? ways([first, ...short]) : [])]
}

/** Characters nobody can say end what can be said. */
const sayable = (parts: readonly (readonly string[])[]) => {
  const end = parts.findIndex((part) => part.length === 0)
  return end < 0 ? parts : parts.slice(0, end)
}

/**
 * How a name can be typed by its sound, in capitals: no folded text has any, so that the two never meet. 张三丰 is found by the
 * beginning of ZHANGSANFENG, SANFENG, FENG, ZSF, SF or ZHANGSF.
 */
export const readingsOf = (name: string): string[] => {
  const found = new Set<string>()
  for (const { parts } of runsOf(fold(name))) {
    for (let at = 0; at < parts.length; at++) for (const way of readFrom(sayable(parts.slice(at, at + WINDOW)))) if (way) found.add(way.toUpperCase())
  }
  return [...found]
}

/** How many characters from one on a typed sound stands for; 0 when it stands for none of them. */
const heardFrom = (parts: readonly (readonly string[])[], typed: string): number => {
  for (let length = 1; length <= parts.length; length++) {
    if (readFrom(parts.slice(0, length)).some((way) => way.startsWith(typed))) return length
  }
  return 0
}

/** Where in a folded name the characters stand that a typed sound (`zs`, `zhangs`) stands for: UTF-16 units, end not included. */
export const heardIn = (foldedName: string, typed: string): readonly (readonly [number, number])[] => {
  const found: [number, number][] = []
  for (const { begins, characters, parts } of runsOf(foldedName)) {
    let unit = begins
    for (const [at, character] of characters.entries()) {
      const heard = heardFrom(sayable(parts.slice(at, at + WINDOW)), typed)
      if (heard) found.push([unit, unit + characters.slice(at, at + heard).join('').length])
      unit += character.length
    }
  }
  return found
}
