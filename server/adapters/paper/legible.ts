import { readFileSync } from 'node:fs'

/** The code points a typeface has glyphs for. */
export type Coverage = ReadonlySet<number>

/** Read from the font's own character map (`cmap` format 12), so that no paper ever shows an empty box. */
export function coverageOf(fontFile: string): Coverage {
  const font = readFileSync(fontFile)
  const table = tableOf(font, 'cmap')
  const covered = new Set<number>()
  for (let at = 0; at < font.readUInt16BE(table + 2); at += 1) {
    const map = table + font.readUInt32BE(table + 4 + at * 8 + 4)
    if (font.readUInt16BE(map) !== 12) continue
    for (let group = 0; group < font.readUInt32BE(map + 12); group += 1) addGroup(font, map + 16 + group * 12, covered)
  }
  if (covered.size === 0) throw new Error(`no full character map in ${fontFile}`)
  return covered
}

function tableOf(font: Buffer, tag: string): number {
  for (let at = 0; at < font.readUInt16BE(4); at += 1) {
    const entry = 12 + at * 16
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  throw new Error(`no table ${tag} in the font`)
}

function addGroup(font: Buffer, at: number, covered: Set<number>): void {
  const last = font.readUInt32BE(at + 4)
  for (let code = font.readUInt32BE(at); code <= last; code += 1) covered.add(code)
}

/** First and last code points of controls, also bidirectional ones, which could make a paper read otherwise than it is stored: shown. */
const CONTROLS = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xfff9, 0xfffb],
] as const
/** Variation selectors, joiners, zero-width marks: without a glyph of their own and without meaning in print, so left out. */
const UNSEEN = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x180b, 0x180f],
  [0x200b, 0x200d],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xe0100, 0xe01ef],
] as const
const LINE_FEED = 0x0a
const LINE_ENDS = /\r\n?|\v|\f|[\u0085\u2028\u2029]/g
const within = (ranges: readonly (readonly [number, number])[], code: number) =>
  ranges.some(([first, last]) => code >= first && code <= last)
const BREAK = '\u200b'
/** Longer runs without a space (addresses, hashes, somebody leaning on a key) get places to break. */
const LONG_RUN = /[^\s\u2e80-\u9fff\uf900-\uffef]{15,}/gu
/** Twelve letters, or marks after letters: a break never stands before a mark that belongs to the word before it. */
const STRIDE = /[\p{L}\p{N}]{12}(?=[\p{L}\p{N}])|[^\p{L}\p{N}\p{Ps}\p{Pi}]{1,3}(?=[\p{L}\p{N}])|[^\p{L}\p{N}]{12}(?=.)/gu

interface Legible {
  readonly text: string
  readonly complete: boolean
}

/** The text as it can be printed: what the typeface lacks is written as its code point, 〔U+20BB7〕. */
export function legible(text: string, covered: Coverage): Legible {
  let out = ''
  let lacking: string[] = []
  let complete = true
  const flush = () => {
    if (lacking.length > 0) out += `〔${lacking.join(' ')}〕`
    lacking = []
  }
  for (const letter of text.replace(LINE_ENDS, '\n').replaceAll('\t', '  ')) {
    const code = letter.codePointAt(0) ?? 0
    if (within(UNSEEN, code)) continue
    if (code === LINE_FEED || (covered.has(code) && !within(CONTROLS, code))) {
      flush()
      out += letter
      continue
    }
    complete = false
    lacking.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  flush()
  return { text: out.replace(LONG_RUN, (run) => run.replace(STRIDE, `$&${BREAK}`)), complete }
}

/** Every text within `value` made legible; `complete` tells whether all of it could be printed as it is. */
export function legibleAll<T>(value: T, covered: Coverage): { readonly value: T; readonly complete: boolean } {
  let complete = true
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const done = legible(part, covered)
      complete &&= done.complete
      return done.text
    }
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part === 'object' && part !== null) return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
    return part
  }
  const walked = walk(value) as T
  return { value: walked, complete }
}
