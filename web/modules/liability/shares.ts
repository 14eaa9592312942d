import { type Division, ShareParty, WHOLE } from '#contract/liability.ts'

/** A share as it is being written: its per cent as typed. */
export interface Line { /** Its own among the lines of a form. */ readonly key: number; readonly party: ShareParty; readonly outsiderId: string | null; readonly percent: string; readonly grounds: string }

const PER_CENT = /^\s*(\d{1,3})(?:[.．。](\d{1,2}))?\s*[%％]?\s*$/

/** Per cent as typed, in hundredths of one: `33.3` is 3330; null when it is none. Digits only, never a float. */
export const hundredths = (text: string): number | null => {
  const match = PER_CENT.exec(text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)))
  const value = match && Number.parseInt((match[1] ?? '') + (match[2] ?? '').padEnd(2, '0'), 10)
  return value !== null && value > 0 && value <= WHOLE ? value : null
}

/** 3330 → `33.3`. */
export const percentText = (share: number): string => String(share / 100)

export const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + (hundredths(line.percent) ?? 0), 0)

/** What would be left for one line beside the others. */
export const restFor = (lines: readonly Line[], at: number): number => WHOLE - sumOf(lines.filter((_, other) => other !== at))

const whoOf = (line: Line) => `${line.party} ${line.outsiderId ?? ''}`
export const namesTwice = (lines: readonly Line[]): boolean => new Set(lines.map(whoOf)).size < lines.length

export const emptyLine = (party: ShareParty, key = 0): Line => ({ key, party, outsiderId: null, percent: '', grounds: '' })

/** One more line, of a party that has none yet. */
export const withAnother = (lines: readonly Line[]): readonly Line[] =>
  [...lines, emptyLine(ShareParty.options.find((party) => !lines.some((line) => line.party === party)) ?? 'thirdParty', Math.max(0, ...lines.map((line) => line.key)) + 1)]

export const linesOf = (division: Division | null): readonly Line[] =>
  (division ? division.shares.map(({ party, outsider, share, grounds }, key) => ({ key, party, outsiderId: outsider?.id ?? null, percent: percentText(share), grounds })) : [emptyLine('ours'), emptyLine('supplier', 1)])
