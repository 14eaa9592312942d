import { inflateSync } from 'node:zlib'

const BYTE = /\\([0-7]{1,3})|\\([\s\S])/g
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Glyph numbers of a string as it stands in a page: in hexadecimal, or in letters with escapes. */
const glyphsIn = (written: string): readonly number[] => {
  const bytes = written.startsWith('<') ? Buffer.from(written.slice(1, -1), 'hex') : Buffer.from(written.slice(1, -1).replace(BYTE, (_whole, octal: string | undefined, letter: string) => (octal ? String.fromCharCode(Number.parseInt(octal, 8)) : NAMED[letter] ?? letter)), 'latin1')
  return Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readUInt16BE(at * 2))
}

const lettersOf = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** Brackets within a string are written bare where they come in pairs. */
const PLAIN = String.raw`\\[\s\S]|[^\\()]`
const PAIRED = String.raw`\((?:${PLAIN}|\((?:${PLAIN}|\((?:${PLAIN})*\))*\))*\)`
const WRITTEN = new RegExp(String.raw`/(F\d+) [\d.]+ Tf|(${PAIRED}|<[0-9A-F]+>)|^(q|Q)$`, 'gm')

/** Everything that is to be read in a PDF of ours, page by page, without the spaces and the ends of lines that the typesetter put. */
export const textOfPdf = (pdf: Uint8Array): string => {
  const whole = Buffer.from(pdf).toString('latin1')
  const objects = new Map([...whole.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, no, body]) => [no, body ?? ''] as const))
  const streamOf = (no: string | undefined) => {
    const body = objects.get(no ?? '') ?? ''
    return inflateSync(Buffer.from(body.slice(body.indexOf('stream\n') + 'stream\n'.length, body.lastIndexOf('\nendstream')), 'latin1')).toString('latin1')
  }
  const lettersBy = (font: string | undefined) => {
    const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font ?? '') ?? '') ?? []
    return new Map([...streamOf(map).matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)].map(([, glyph, letters]) => [Number.parseInt(glyph ?? '', 16), lettersOf(letters ?? '')]))
  }
  const fonts = new Map([...whole.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, no]) => [name, lettersBy(no)]))
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body)).map((body) => streamOf(/\/Contents (\d+) 0 R/.exec(body)?.[1]))
  const read = (page: string) => {
    let font: ReadonlyMap<number, string> | undefined
    const kept: typeof font[] = []
    return [...page.matchAll(WRITTEN)].map(([, name, written, state]) => {
      if (name) font = fonts.get(name)
      if (state === 'q') kept.push(font)
      if (state === 'Q') font = kept.pop()
      return written ? glyphsIn(written).map((glyph) => font?.get(glyph) ?? '').join('') : ''
    }).join('')
  }
  return pages.map(read).join('').replace(/[\s\u200b]/g, '')
}
