import type { Amount } from '#kernel/read-amounts.ts'

export interface Clause { readonly from: number; readonly text: string; readonly sentence: string; readonly asks: boolean; /** A sum and what it is for, and no more: 误工费二百元 after 补偿您交通费二百元. */ readonly isItem: boolean }

interface Piece { readonly from: number; readonly text: string }
interface Sentence extends Piece { readonly end: string }

const ENDS = /[。！？；;!?\n]|\.(?=\s|$)/g
const COMMA = /[，,、：:]/
const AND = /(?=以及|和|(?<!以)及|与|\b(?:and|plus)\b)/

export const sentencesOf = (text: string): Sentence[] => {
  const all: Sentence[] = []
  let from = 0
  for (const m of text.matchAll(ENDS)) { all.push({ from, text: text.slice(from, m.index), end: m[0] }); from = m.index + m[0].length }
  return [...all, { from, text: text.slice(from), end: '' }]
}

/** The comma of a figure parts nothing. */
const atCommas = ({ from, text }: Piece): Piece[] => {
  const parts: Piece[] = []
  let begun = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && (!COMMA.test(text.charAt(at)) || (/\d/.test(text.charAt(at - 1)) && /\d/.test(text.charAt(at + 1))))) continue
    parts.push({ from: from + begun, text: text.slice(begun, at) })
    begun = at + 1
  }
  return parts
}

const FOR = '(?:(?:交通|(?![付交缴收扣减除需须应已退])[一-龥]){1,6}(?:费用?|款项?|金|损失|补贴|票))'
const MORE = '(?:(?:以及|和|及|与|另加|再加|加上?|and|plus)\\s*)?(?:[您你]{1,2}的?)?'
const CURRENCY = '(?:[是为共计约]|人民币|港币)*'
const ITEM = new RegExp(`^\\s*${MORE}(?:${FOR}${CURRENCY}\\s*#|#\\s*[整正]?的?${FOR})\\s*$|^\\s*(?:and |plus )?(?:another )?# (?:for|as|towards) (?:[a-z]+ ){0,3}[a-z]+\\s*$`)
const SUM_MORE = /^(?:以及|和|及|与|and |plus )\s*#\s*$/

/** Of amounts in their order, those of a piece of the text. */
export const within = ({ from, text }: Piece, amounts: readonly Amount[]): readonly Amount[] => {
  let [low, high] = [0, amounts.length]
  while (low < high) { const middle = (low + high) >> 1; if ((amounts[middle]?.from ?? 0) < from) low = middle + 1; else high = middle }
  let end = low
  while ((amounts[end]?.to ?? Number.POSITIVE_INFINITY) <= from + text.length) end++
  return amounts.slice(low, end)
}

/** With each sum as one mark. */
const marked = (piece: Piece, amounts: readonly Amount[]): string => {
  const sums = within(piece, amounts)
  return sums.reduceRight((text, one) => `${text.slice(0, one.from - piece.from)}#${text.slice(one.to - piece.from)}`, piece.text)
}

/** 交通费二百元和误工费二百元: each has its own sum. */
const atAnd = (piece: Piece, amounts: readonly Amount[]): Piece[] => {
  const parts: Piece[] = []
  let at = piece.from
  for (const text of piece.text.split(AND)) {
    const [last, next] = [parts.at(-1), { from: at, text }]
    at += text.length
    const isOwn = last && within(last, amounts).length > 0 && (ITEM.test(marked(next, amounts)) || SUM_MORE.test(marked(next, amounts)))
    if (last && !isOwn) parts[parts.length - 1] = { from: last.from, text: last.text + text }
    else parts.push(next)
  }
  return parts
}

export const clausesOf = (sentence: Sentence, amounts: readonly Amount[]): Clause[] =>
  atCommas(sentence).flatMap((part) => atAnd(part, amounts)).map((piece) => {
    const read = marked(piece, amounts)
    return { ...piece, sentence: sentence.text, asks: /[？?]/.test(sentence.end) || /[吗呢]$/.test(sentence.text), isItem: ITEM.test(read) || SUM_MORE.test(read) }
  })
