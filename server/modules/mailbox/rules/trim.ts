import { type Kind, kindOf, saysWhoWrote } from './lines.ts'

/**
 * What somebody newly wrote, apart from what they quote. Programs put the earlier mail below a mark or its head (Outlook, QQ, Foxmail, 阿里), below a
 * line that says who wrote it (163, Gmail, Apple) or between `>`; some people answer below or between. Where it is not clear, more is kept.
 */
export interface Trimmed { readonly words: string; readonly quoted: string }

interface Line { readonly text: string; readonly kind: Kind }

/** A line that says who wrote can be broken into three. */
const MOST_BROKEN = 3

const joinedAt = (lines: readonly string[], at: number): number => {
  let joined = ''
  for (let n = 1; n <= MOST_BROKEN; n++) {
    const next = lines[at + n - 1]
    if (next === undefined || kindOf(next) === 'blank') return 0
    joined = n === 1 ? next : `${joined.trimEnd()} ${next.trim()}`
    if (saysWhoWrote(joined)) return n
    // Only a beginning that looks like one is read on.
    if (n === 1 && !/^\s*(on|at|am|le|el|il|em|op|den|dnia|在|于|於|\d{1,4}[\s./年-])/iu.test(next)) return 0
  }
  return 0
}

const read = (text: string): Line[] => {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\u00a0/g, ' ').split('\n')
  const kinds: Line[] = []
  for (let at = 0; at < lines.length;) {
    const n = kindOf(lines[at] ?? '') === 'quoted' ? 0 : joinedAt(lines, at)
    const kind = n ? 'wrote' : kindOf(lines[at] ?? '')
    for (const line of lines.slice(at, at + Math.max(n, 1))) kinds.push({ text: line, kind })
    at += Math.max(n, 1)
  }
  return kinds
}

const hasText = (lines: readonly Line[]): boolean => lines.some(({ kind }) => kind === 'text')
const count = (lines: readonly Line[], kind: Kind): number => lines.filter((line) => line.kind === kind).length

/** Three lines of a head on end (folded ones between them) are the head of an earlier mail; two are enough where it begins with who sent it. */
const headAt = (lines: readonly Line[]): number => lines.findIndex(({ kind, text }, at) => {
  if (kind !== 'head') return false
  const near = lines.slice(at, at + 6)
  const blank = near.findIndex((line) => line.kind === 'blank')
  const heads = count(blank < 0 ? near : near.slice(0, blank), 'head')
  return heads >= 3 || (heads === 2 && /发|寄|發|from/iu.test(text))
})

/** Longer than a signature, what stands below a rule was written. */
const MOST_SIGNATURE = 15

const ruleAt = (lines: readonly Line[]): number => lines.findIndex(({ kind, text }, at) => {
  if (kind !== 'rule') return false
  return /^--\s*$/.test(text) || count(lines.slice(at + 1), 'text') <= MOST_SIGNATURE
})

/** Everything before a place, if something was written there. */
const before = (lines: readonly Line[], at: number): readonly Line[] => (at >= 0 && hasText(lines.slice(0, at)) ? lines.slice(0, at) : lines)

const ADDRESS_ALONE = /^\s*(邮箱|郵箱|电邮|電郵|e-?mail)?\s*[:：]?\s*[\w.+-]+@[\w.-]+\s*$/iu
const MOST_CARD = 6

/** Foxmail puts name and address of the writer before the head of the earlier mail. */
const withoutCard = (lines: readonly Line[]): readonly Line[] => {
  const end = lines.findLastIndex(({ kind }) => kind === 'text') + 1
  const blank = lines.slice(0, end).findLastIndex(({ kind }) => kind === 'blank' || kind === 'rule')
  const card = lines.slice(blank + 1, end)
  const isCard = blank > 0 && card.length <= MOST_CARD && card.every(({ text }) => text.trim().length <= 60) && card.some(({ text }) => ADDRESS_ALONE.test(text))
  return isCard && hasText(lines.slice(0, blank)) ? lines.slice(0, blank) : lines
}

/** Below what they quote some people write more; a few lines there are a signature. */
const MOST_AFTER_QUOTE = 6

/** Around the first line that says who wrote: the answer stands above, below or between. */
const aroundQuote = (lines: readonly Line[]): readonly Line[] => {
  const at = lines.findIndex(({ kind }) => kind === 'wrote')
  if (at < 0) return lines
  const [above, below] = [lines.slice(0, at), lines.slice(at)]
  const lastOther = below.findLastIndex(({ kind }) => kind !== 'text' && kind !== 'blank')
  const after = below.slice(lastOther + 1)
  const quotes = below.some(({ kind }) => kind === 'quoted')
  if (!hasText(above)) return quotes && hasText(after) && !hasText(below.slice(0, lastOther + 1)) ? after : without(lines, 'wrote')
  if (!quotes) return above
  return !hasText(below.slice(0, lastOther + 1)) && count(after, 'text') <= MOST_AFTER_QUOTE ? above : without(lines, 'wrote')
}

const without = (lines: readonly Line[], kind: Kind): readonly Line[] => lines.filter((line) => line.kind !== kind)

/** Blank lines before, blank and quoted ones and rules behind. */
const bare = (lines: readonly Line[]): readonly Line[] => {
  const first = lines.findIndex(({ kind }) => kind !== 'blank' && kind !== 'rule')
  const last = lines.findLastIndex(({ kind }) => kind !== 'blank' && kind !== 'quoted' && kind !== 'rule')
  return first < 0 || last < first ? [] : lines.slice(first, last + 1)
}

const written = (all: readonly Line[]): readonly Line[] => {
  const mark = all.findIndex(({ kind }) => kind === 'mark')
  const head = headAt(all)
  const untilMark = before(all, mark)
  const cut = before(untilMark, headAt(untilMark))
  const shorter = cut.length < all.length ? withoutCard(without(cut, 'added')) : without(cut, 'added')
  // What somebody sends on without a word of their own is what they want to say.
  if (cut.length === all.length && (mark >= 0 || head >= 0)) return all
  const cutAtRule = before(shorter, ruleAt(shorter))
  return bare(aroundQuote(cutAtRule))
}

/** @param text plain text of a mail, of any length. */
export const trimReply = (text: string): Trimmed => {
  const all = read(text)
  const kept = written(all)
  if (!hasText(kept) && !kept.some(({ kind }) => kind === 'head')) return { words: all.map((line) => line.text).join('\n').trim(), quoted: '' }
  const words = kept.map((line) => line.text).join('\n').replace(/^\n+|\s+$/g, '')
  const keptLines = new Set(kept)
  return { words, quoted: all.filter((line) => !keptLines.has(line)).map((line) => line.text).join('\n').trim() }
}
