const DOUBLE = /退一赔([一二两三四五六七八九十\d])/
/** 假一赔十: ten times the price. */
const FAKE = /假一(?:赔|罚)([一二两三四五六七八九十\d]{1,2})/
const TIMES = /([一二两三四五六七八九十\d]{1,2})倍|(双)倍|\b(double|twice|triple)\b/
const SHARE = /(\d{1,3}(?:\.\d+)?)\s*%|百分之([一二三四五六七八九十]{1,3})|([一二三四五六七八九])成|打([\d.]{1,4}|[一二三四五六七八九])折/
const WHOLE = /全额|全款|全部|全退|免单|in full|full refund|full price|entire/
const NUMERAL: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const numberOf = (text: string): number => NUMERAL[text] ?? Number(text)

const timesPrice = (times: number, priceFen: number | null) => (priceFen === null ? null : Math.round(priceFen * times))

/** 退一赔三: the price back, and three times on top. */
const pairOf = (text: string): number | null => { const pair = DOUBLE.exec(text); return pair ? 1 + numberOf(pair[1] ?? '1') : null }

const timesOf = (text: string): number | null => {
  const [whole, number, twice, english] = TIMES.exec(text) ?? []
  if (!whole) return null
  if (english) return english === 'triple' ? 3 : 2
  return twice ? 2 : numberOf(number ?? '1')
}

const percentOf = (words: string): number => [...words].reduce((sum, c) => (c === '十' ? Math.max(1, sum) * 10 : sum + numberOf(c)), 0)

/** 打八折 gives a fifth away. */
const offOf = (words: string): number => { const paid = numberOf(words); return 1 - (paid > 10 ? paid / 100 : paid / 10) }

const partOf = (text: string): number | null => {
  const [whole, percent, words, tenths, off] = SHARE.exec(text) ?? []
  if (!whole) return null
  if (off) return offOf(off)
  if (tenths) return numberOf(tenths) / 10
  return (percent ? Number(percent) : percentOf(words ?? '')) / 100
}

/** The part of the price that a clause names; undefined where it names none. */
export const shareOf = (text: string, priceFen: number | null): number | null | undefined => {
  const fake = FAKE.exec(text)
  const part = pairOf(text) ?? (fake && numberOf(fake[1] ?? '1')) ?? timesOf(text) ?? partOf(text) ?? (WHOLE.test(text) ? 1 : null)
  return part === null ? undefined : timesPrice(part, priceFen)
}

/** “全额退款” of what was approved names no other sum than that. */
export const isWhole = (text: string): boolean => WHOLE.test(text)
/** 双倍, 退一赔三. */
export const isTimes = (text: string): boolean => [TIMES, DOUBLE, FAKE].some((one) => one.test(text))
