import { type Stretch, placesOf } from './places.ts'

/**
 * What may stand between a negation and what it negates: who is spoken to, when, how. Anything else (another verb, a 但 or an `and`) begins a new thing, which the negation
 * says nothing about: 不需要退货只要您删除差评.
 */
const CARRIED = new RegExp(`^(?:${[
  String.raw`[\s“”「」『』《》"']+`, '[您你](?:们|方|本人|的)?', '阁下的?', '客[户人](?:的)?', '顾客(?:的)?', '消费者(?:的)?', '患者(?:的)?', '乙方', '对方', '他人', '任何人?', '其他', '一切', '全部', '所有', '上述', '该', '这条', '这些',
  '因此', '为此', '借此', '以此', '由此', '现在', '今后', '以后', '日后', '此后', '事先', '先', '再', '去', '来', '到', '向', '主动', '自行', '另行', '书面', '签(?:字|署|下)?', '作出', '做出', '表示', '同意', '承诺', '通过', '用', '也', '都',
  '(?:在|为了?|因为?)[^,]{1,8}?(?:前|时|后|而)', '[把将][^,]{0,8}$', '依法', '享有的?', '法定', '应有的?', '已有的?',
  String.raw`\b(?:you|your|to|for|that|the|a|an|customer|customers|any|anybody|anyone|of|our|first|ever|please|sign|agree|in|return)\b`,
].join('|')})*$`)
const MOST_CARRIED = 24
/** An expression has at most so many characters (`contract/wording-pack.ts`). */
const MOST_LONG = 60

/** Whom something is said to is not who says it: 向我们承诺不…; what must not be left undone is done: 不得不放弃; and 不可以向 says no 可以向. */
const TURNED = /(?:[向对与跟给和不没无]|不得|不能|不可以)$/

const clears = (text: string, unless: Stretch, parts: readonly Stretch[]): boolean =>
  !TURNED.test(text.slice(Math.max(0, unless.from - 3), unless.from)) &&
  parts.some(({ from, to }) => (unless.from < to && from < unless.to) || (unless.to <= from && from - unless.to <= MOST_CARRIED && CARRIED.test(text.slice(unless.to, from))))

/** Whether one of the words that clear an expression reaches it: it lies over a part of it, or negates one directly. Of its clause alone it says nothing. */
export const isCleared = (text: string, parts: readonly Stretch[], unless: readonly string[]): boolean => {
  const begin = Math.max(0, (parts[0]?.from ?? 0) - MOST_CARRIED - MOST_LONG)
  const end = parts.at(-1)?.to ?? 0
  return unless.some((word) => placesOf(text, word, begin, end).some((place) => clears(text, place, parts)))
}
