import type { Words } from '#contract/common.ts'
import type { WordingRule } from '#contract/wording-pack.ts'
import { type Folded, fold } from '#kernel/fold.ts'
import { unequalSums } from './amounts.ts'
import { bankCardsIn, chatAccountsIn, identityNumbersIn, isSameMail, isSamePhone, mailsIn, phonesIn } from './numbers.ts'
import { placeIn, readable } from '#kernel/readable.ts'
import { type Stretch, placesOf } from './places.ts'
import { isCleared } from './reach.ts'

export interface Finding { readonly code: string; readonly level: 'stop' | 'warn'; readonly found: string; readonly from: number; readonly to: number; readonly why: Words; readonly basis: Words; readonly instead: Words }

/** An enumeration goes on: 卫健委、信访部门. */
const CLAUSE_END = /[。！？；，,;!?\n]/

/** A full stop ends a clause in English; a decimal point does not. */
const endsClause = (text: string, at: number) => CLAUSE_END.test(text.charAt(at)) || (text.charAt(at) === '.' && /[\s]|^$/.test(text.charAt(at + 1)))

const anyOf = (text: string, expressions: readonly string[]): Stretch[] => expressions.flatMap((one) => placesOf(text, fold(one))).sort((a, b) => a.from - b.from)

const breaks = (text: string, from: number, to: number) => { for (let at = from; at < to; at++) if (endsClause(text, at)) return true; return false }

/** Of places in their order, those that begin from here on and not beyond. */
const between = (places: readonly Stretch[], from: number, to: number): readonly Stretch[] => {
  let [low, high] = [0, places.length]
  while (low < high) { const middle = (low + high) >> 1; if ((places[middle]?.from ?? 0) < from) low = middle + 1; else high = middle }
  let end = low
  while (end < places.length && (places[end]?.from ?? 0) <= to) end++
  return places.slice(low, end)
}

type Parts = readonly Stretch[]
/** The first way through the groups of a chain that `holds`: one that is cleared does not hide another. */
const wayThrough = (text: string, groups: readonly (readonly Stretch[])[], within: number, parts: Parts, holds: (parts: Parts) => boolean): Parts | null => {
  const [group, ...rest] = groups
  if (!group) return holds(parts) ? parts : null
  const end = parts.at(-1)?.to ?? 0
  for (const next of between(group, end, end + within)) {
    const way = breaks(text, end, next.from) ? null : wayThrough(text, rest, within, [...parts, next], holds)
    if (way) return way
  }
  return null
}

/** 改 at the end of 修改 begins nothing of its own. */
const whole = (places: readonly Stretch[]): Stretch[] => places.filter(({ from, to }, i) => !places.slice(Math.max(0, i - MOST_OVERLAPPING), i).some((before) => before.to === to && before.from < from))
const MOST_OVERLAPPING = 8

const chained = (text: string, { chain, within }: WordingRule['near'][number], holds: (parts: Parts) => boolean): Stretch[] => {
  const [first = [], ...rest] = chain.map((group) => anyOf(text, group))
  return whole(first).flatMap((start) => {
    const way = wayThrough(text, rest, within, [start], holds)
    return way ? [{ from: start.from, to: way.at(-1)?.to ?? start.to }] : []
  })
}

/**
 * What somebody told us, where the next words say what came of it: a complaint about such words is answered in its own words. Only what stands between who told it and the comma; the rest is ours.
 */
const RETOLD = /(?:[您你]|閣下|阁下|消费者|顾客|客户|患者|家属|投诉人|举报人|来函|来信|来电|贵局|贵会)[^。！？；，,;!?\n]{0,8}(?:反映|投诉|举报|来函称|来信称|提到)(?!的|后|之后|了)(?![^。！？；，,;!?\n]{0,4}(?:请|须|必须))[^。！？；，,;!?\n]{0,80}(?=[，,][^。！？；;!?\n]{0,4}(?:经查|经核|经调查|查明|情况属实|属实|不属实|与事实不符|(?:这个|这种|该|上述)(?:说法|做法|要求)(?:是|不|违反)|已(?:对其|将其|处分|更正|更换|责令)))/g
const RETOLD_ENGLISH = /\byou (?:told us|reported|complained|wrote) that [^.;!?\n]{0,160}(?=[;,.] ?(?:this is so|this was so|we found|we checked|we looked into|that was wrong))/g
/** A term in quotation marks of which the next words say that it does not hold: “概不退款”一条没有单独提示. A no in between turns it round: “概不退款”的规定没有取消. */
const DOES_NOT_HOLD = /[“「『"][^“”「」『』"\n]{1,20}[”」』"](?:这样)?的?(?:这?一?[条项款句]|条款|约定|规定|说法|做法|字样|告示)*(?:都|也|本来就|已经?|是)*(?=为(?:由|名)[^。！？；，,;!?\n]{0,8}(?:行骗|诈骗|骗)|(?:没有?|未)(?:经|作|做)?(?:单独|显著|特别|事先|另外|另行)+(?:提示|提醒|告知|说明)|无效|不是(?:我们|本店|本公司|我司|店里)的?(?:规定|做法|说法|意思)|违法|违反(?:了|法|规定|我们|本店)|不作数|不成立|不算数|不符合(?:法|规定)|错误的|不(?:对|妥)的|(?:被)?(?:删去|删除|删掉|取消|废除|废止|作废|停用|撤下|更正))/g
/** A term that was put away: 不再使用“概不退换”的牌子. */
const PUT_AWAY = /(?<!没有?|[并尚]?未|不会)(?:不再(?:使用|张贴|写|有)|(?:取消|撤下|删去|停用|废除)了?)[“「『"][^“”「」『』"\n]{1,20}[”」』"]/g
const withoutRetold = (text: string): string => [RETOLD, RETOLD_ENGLISH, DOES_NOT_HOLD, PUT_AWAY].reduce((all, told) => all.replace(told, (found) => ' '.repeat(found.length)), text)

const expressions = (said: string, rule: WordingRule): Stretch[] => {
  const text = withoutRetold(said)
  const unless = rule.unless.map(fold)
  const holds = (parts: Parts) => !isCleared(text, parts, unless)
  return [...anyOf(text, rule.find).filter((one) => holds([one])), ...rule.near.flatMap((one) => chained(text, one, one.always ? () => true : holds))]
}

/** By what who gets the text, and the firm itself, are reached: digits of telephone numbers, mail addresses in small letters. */
export interface Known { readonly phones: readonly string[]; readonly mails?: readonly string[] }

const found = (text: string, rule: WordingRule, { phones, mails = [] }: Known): readonly Stretch[] => {
  switch (rule.kind) {
    case 'amountInWords': return unequalSums(text)
    case 'identityNumber': return identityNumbersIn(text)
    case 'bankCard': return bankCardsIn(text)
    case 'otherPhone': return phonesIn(text).filter(({ digits }) => !phones.some((known) => isSamePhone(digits, known)))
    case 'otherMail': return mailsIn(text).filter(({ digits }) => !mails.some((known) => isSameMail(digits, known)))
    case 'chatAccount': return chatAccountsIn(text)
    default: return expressions(text, rule)
  }
}

const marked = (original: string, read: Folded, { code, level, why, basis, instead }: WordingRule, one: Stretch): Finding => {
  const place = placeIn(read, one.from, one.to)
  return { code, level, found: original.slice(place.from, place.to), ...place, why, basis, instead }
}

/** What the rules about outgoing words find in a text, with its places in the original, in the order of the text; one rule speaks of a place once. */
export const findingsIn = (text: string, rules: readonly WordingRule[], known: Known = { phones: [] }): Finding[] => {
  const read = readable(text)
  return rules.flatMap((rule) => {
    const all = [...found(read.text, rule, known)].sort((a, b) => a.from - b.from || b.to - a.to)
    return all.filter((one, i) => !all.slice(0, i).some((before) => one.from < before.to)).map((one) => marked(text, read, rule, one))
  }).sort((a, b) => a.from - b.from)
}

/** The first words that nobody may send, whoever writes them. */
export const firstStopped = (text: string, rules: readonly WordingRule[]): string | null => findingsIn(text, rules).find(({ level }) => level === 'stop')?.found ?? null
