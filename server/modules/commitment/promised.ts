import type { RemedyKind } from '#contract/packs.ts'
import { type Amount, readAmounts } from '#kernel/read-amounts.ts'
import { placeIn, readable } from '#kernel/readable.ts'

/** What a text promises: with which remedies, and up to what; null where no limit is named. */
export interface Promised { readonly from: number; readonly to: number; readonly found: string; readonly kinds: readonly RemedyKind[]; readonly mostFen: number | null; /** A sum or a share of the price was named; without, it is reckoned by the price. */ readonly named: boolean }
/** What it is reckoned by where a share of the price is promised. */
export interface Told { readonly priceFen: number | null }

interface Act { readonly kind: RemedyKind; readonly says: RegExp; /** Promised without a sum as well. */ readonly bare: 'price' | 'open' | 'nothing' | 'never' }

const SUM = String.raw`(?=[^，。；,;]{0,6}[¥￥\d零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟几])`
/** A noun that speaks of refunds promises none. */
const NO_NOUN = '(?!的?(?:问题|流程|申请|事宜|进度|要求|政策|方式|规则|标准|期限|诉求|条件|手续|单|被))'

const ACTS: readonly Act[] = [
  { kind: 'publicApology', says: /公开(?:道歉|致歉)|登报(?:道歉|致歉)|public(?:ly)? apolog/, bare: 'nothing' },
  { kind: 'refund', says: new RegExp(`退一赔|退款${NO_NOUN}|退还|退回(?:给)?[您你]|退(?:给)?[您你]|全额退|全款退|全部退|全退|返还|退差价|退货款|\\brefund(?!ed)|\\breimburse(?!d)|\\b(?:pay|give) (?:you )?back\\b|money back`), bare: 'price' },
  { kind: 'refund', says: new RegExp(`退${SUM}`), bare: 'never' },
  { kind: 'damages', says: new RegExp(`赔偿${NO_NOUN}|赔付${NO_NOUN}|赔(?:给)?[您你]|赔${SUM}|\\bcompensate(?!d)|pay (?:you )?damages`), bare: 'open' },
  { kind: 'extra', says: new RegExp(`补偿${NO_NOUN}|补贴|补(?:给)?[您你]|补${SUM}|精神损失费|误工费|as compensation|compensation of`), bare: 'never' },
  { kind: 'extra', says: new RegExp(`(?:给|付|转|打)(?:给)?[您你]${SUM}|(?:支付|转账|打款|汇)(?:给)?[您你]?${SUM}|\\b(?:pay|transfer|give|send|offer) (?:you\\b|[^,.;]{0,24}\\bto you\\b)|you (?:will|shall) (?:get|receive)`), bare: 'never' },
  { kind: 'priceReduction', says: new RegExp(`(?:减免|减收|少收|优惠|免掉|抹掉|便宜)(?:给)?[您你]?${SUM}|打[\\d一二三四五六七八九.]+折|给[您你]?打折|免单|免收全部|discount|\\b% off|take .{1,12} off|free of charge entirely`), bare: 'never' },
  { kind: 'replacement', says: /换(?:给[您你])?[一个只枚件台部条套]{0,2}(?:全)?新|换货(?!的?(?:问题|流程|申请|事宜|政策|要求|条件|期限|标准))|以旧换新给[您你]|给[您你](?:更换|调换|换一|换个|换新|重新发|补发)|为[您你](?:更换|调换|换新|补发|重新发)|\breplace (?:it|your|the|them)|send you a new|(?:give|get) you a (?:brand )?new|exchange (?:it|your|the)|a replacement/, bare: 'nothing' },
  { kind: 'return', says: /(?:接受|同意|给[您你]办|为[您你]办理?|可以)退货|take it back|accept (?:the|your) return/, bare: 'price' },
  { kind: 'gift', says: new RegExp(`(?:送|赠)(?:送)?(?:给)?[您你][^，。；]{0,10}(?:券|礼|卡|${'项链|手链|戒指'})|赠送|代金券|抵用券|voucher|coupon|gift card`), bare: 'never' },
]

/** What is done already, in a clause. A decision that was taken is a promise still. */
const DONE = /已[^，。；]{0,10}(?:到账|存入|入账|完成|办结|寄出|发出|优惠|减免)|(?:换货|退货|退款|更换|赔付|补偿)(?:已经?)?(?:完成|办完|办好|到账|结束)|已(?!(?:经)?(?:决定|同意|核准|批准|获准|安排|为您申请到|确定))[^，。；]{0,12}(?:退|赔|补|换|付|转|打|送|给|返)|(?:退|赔|补|付|换|转|打|返|优惠|减|免)(?:还|给|偿)?[您你]?了|(?:上次|上周|上个月|昨天|前天|此前|之前|曾经|曾|去年|当时)[^，。；]{0,14}(?:退|赔|补|换|付|转|打|送|给|返)|\b(?:already|has been|have been|was|were|had been|we have|i have) (?:\w+ )?(?:refund|paid|replac|compensat|transfer|sent|credited|given|reimburs|issued)|\b(?:refunded|reimbursed|compensated|replaced|transferred)\b|last (?:week|month|year|time)|yesterday/
const NOT = /(?:不(?!得不|但|仅|过|好意思|便|久|满意)|没(?!关系|问题)|无法|未能|未(?=(?:同意|退|赔|承诺))|难以|拒绝|暂缓|谈不上)[^，。；]{0,10}$|\b(?:not|cannot|can't|won't|unable|never|decline|don't|doesn't|no longer|refuse|instead of|without)\b[^,.;]{0,40}$/
/** Said after it: “全额退款这次办不到”. */
const NOT_AFTER = /^[^，。；]{0,12}(?:办不到|做不到|不行|不可以|不能|不了|没有依据)/
/** Who does it, or that it will be done: without a sum, the bare word is only a word. */
const MEANT = /我们|本店|我店|我司|本公司|我[^，。；]{0,3}(?:来|给|为|会|办|就|可以)|[给为][您你]|会|将|可以|同意|答应|愿意|接受|承诺|保证|放心|马上|立即|今天|明天|就|\b(?:will|shall|can|let me|let us|agree|happy|going to|promise|offer)\b|'ll\b/
/** Whose words they are: the customer's, told or quoted. */
const THEIRS = /[您你]是(?:想|要)|复述|repeat back|[您你](?:之前|刚才|在[^，。；]{1,8})?(?:们)?(?:所)?(?:要求|希望|提出|提到|说|想要|想|认为|觉得|主张|反映|申请|建议|表示|问|期望|来信|来电)|[您你]的(?:要求|诉求|期望|希望|意见)|顾客(?:要求|希望|提出|说|主张)|客户(?:要求|希望|提出|说|主张)|患者(?:要求|希望|提出|说)|\byou (?:asked|want|wanted|demand|demanded|request|requested|claim|claimed|said|wrote|would like|expect|expected|mentioned|propose|proposed|are asking|suggested)|\byour (?:demand|request|claim|wish)|the customer (?:asks|asked|wants|demands)/
const OURS = /我们|本店|我店|我司|本公司|公司|本院|我院|我(?!的)|\b(?:we|i|our)\b/
/** What the law or a rule says, or may be asked for: told, not promised. */
const TOLD = /可以要求|有权(?:要求)?|规定|条款|法律上|依照法律|消费者可|通常|一般(?:情况|来说)|如果[您你][^，。；]{0,12}(?:需要|想|要求)|举例|例如|政策是|entitled to|the law|according to|policy|in general|for example|usually/
/** Asked of somebody who may: nothing is promised until they say yes. */
const PENDING = /(?:申请|请示|上报|报批|汇报|争取|尽量|商量|讨论|评估|研究|考虑|核实|看看?能|能不能|能否|是否|要不要|需不需要|有没有可能|待(?:经理|店长|上级|领导|总经理)?(?:核准|审批|批准|同意)|(?:核准|审批|批准|同意)(?:后|之后|以后|了)?(?:才|再|方)|尚未(?:决定|核准)|还没(?:决定|定))|\b(?:apply for|ask my|ask our|subject to|pending|consider|whether|if (?:it is )?approved|once approved|look into|see if|check if|would need approval|try to)\b/
/** What the customer pays. */
const YOU_PAY = /[您你](?:只)?(?:需要?|要|应|得|须|自行)?(?:再)?(?:支付(?!的)|付(?!的|了)|补交|补(?=差价|缴)|承担|交纳|缴|转给我们|退回来|退还(?:商品|货|给我们))|由[您你]承担|[您你]把[^，。；]{0,10}(?:退|寄|还)|\byou (?:need to |must |have to |should |will have to )?(?:pay|return|send (?:it|them) back)\b|please (?:return|send|pay)/
const ENDS = /[。！？；;!?\n]|\.(?=\s|$)/g
const COMMA = /[，,、：:]/

interface Clause { readonly from: number; readonly text: string; readonly sentence: string; readonly asks: boolean }

const sentencesOf = (text: string): { from: number; text: string; end: string }[] => {
  const all: { from: number; text: string; end: string }[] = []
  let from = 0
  for (const m of text.matchAll(ENDS)) { all.push({ from, text: text.slice(from, m.index), end: m[0] }); from = m.index + m[0].length }
  return [...all, { from, text: text.slice(from), end: '' }]
}

const QUOTE = /[“「『"《]([^”」』"》]{0,400})[”」』"》]/g
/** What the customer said, in quotation marks: blanked, so that places stay. Nobody else's quotation marks hide a promise. */
const withoutTheirWords = (text: string) => text.replace(QUOTE, (whole, _inner: string, at: number) => (/(?:[您你]|顾客|客户|you|customer)[^。！？\n“「『"]{0,16}$/.test(text.slice(0, at)) ? ' '.repeat(whole.length) : whole))

/** The comma of a figure parts no clause. */
const clausesOf = (sentence: { from: number; text: string; end: string }): Clause[] => {
  const parts: Clause[] = []
  let from = 0
  const push = (to: number) => { parts.push({ from: sentence.from + from, text: sentence.text.slice(from, to), sentence: sentence.text, asks: /[？?]/.test(sentence.end) || /[吗呢]$/.test(sentence.text) }) }
  for (let at = 0; at < sentence.text.length; at++) {
    if (!COMMA.test(sentence.text.charAt(at)) || (/\d/.test(sentence.text.charAt(at - 1)) && /\d/.test(sentence.text.charAt(at + 1)))) continue
    push(at)
    from = at + 1
  }
  push(sentence.text.length)
  return parts
}

const isTheirs = (clauses: readonly Clause[], at: number): boolean => {
  for (let i = at; i >= 0; i--) {
    const text = clauses[i]?.text ?? ''
    const theirs = THEIRS.exec(text)
    // “您希望我们赔”, "you asked that we pay": we are the object of what they want.
    const wanted = theirs ? theirs.index + theirs[0].length : 0
    const ours = OURS.exec(theirs && /^\s*(?:that |if )?(?:我们|本店|你们|贵店|公司|we\b)/.test(text.slice(wanted)) ? ' '.repeat(text.length) : text)
    // “您要求退款，我们可以退您三千元”: from "we" on it is ours.
    if (theirs) return !(i === at && ours && ours.index > theirs.index)
    if (ours) return false
  }
  return false
}

const isDouble = /退一赔([一二两三四五六七八九十\d])/
const TIMES = /([一二两三四五六七八九十\d]{1,2})倍|(双)倍|\b(double|twice|triple)\b/
const SHARE = /(\d{1,3}(?:\.\d+)?)\s*%|百分之([一二三四五六七八九十]{1,3})|([一二三四五六七八九])成|打([\d.]{1,4}|[一二三四五六七八九])折/
const WHOLE = /全额|全款|全部|全退|免单|in full|full refund|full price|entire/
const NUMERAL: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const numberOf = (text: string): number => NUMERAL[text] ?? Number(text)

const timesPrice = (times: number, { priceFen }: Told) => (priceFen === null ? null : Math.round(priceFen * times))

/** 退一赔三: the price back, and three times on top. */
const pairOf = (text: string): number | null => { const pair = isDouble.exec(text); return pair ? 1 + numberOf(pair[1] ?? '1') : null }

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
const shareOf = (text: string, told: Told): number | null | undefined => {
  const part = pairOf(text) ?? timesOf(text) ?? partOf(text) ?? (WHOLE.test(text) ? 1 : null)
  return part === null ? undefined : timesPrice(part, told)
}

const OPEN_LOSS = /(?:全部|一切|所有|您的|你的|实际|由此产生的|相关)?(?:损失|费用|医疗费)|any loss|your loss|all (?:your )?(?:losses|costs)/

interface Goes { readonly mostFen: number | null; readonly named: boolean }

/** Up to what an act goes: the sums named in its clause, else beside it in the sentence. */
const mostOf = (act: Act, clause: Clause, near: readonly Amount[], told: Told): Goes | undefined => {
  if (near.length) return { mostFen: near.reduce((most, one) => Math.max(most, one.mostFen), 0), named: true }
  if (act.bare === 'open' && OPEN_LOSS.test(clause.text)) return { mostFen: null, named: true }
  const share = act.bare === 'nothing' ? undefined : shareOf(clause.text, told)
  // “全额退款” of what was approved names no other sum than that.
  if (share !== undefined) return { mostFen: share, named: !WHOLE.test(clause.text) || TIMES.test(clause.text) || isDouble.test(clause.text) }
  if (!MEANT.test(clause.text)) return undefined
  if (act.bare === 'nothing') return { mostFen: 0, named: false }
  return act.bare === 'price' ? { mostFen: told.priceFen, named: false } : undefined
}

interface Found { readonly from: number; readonly to: number; readonly kind: RemedyKind; readonly mostFen: number | null; readonly named: boolean }

const PRICE_WORD = /(?:售价|原价|价格|价款|定价|花了|消费了?|买的|购买|购入|支付的|付的|付了|缴的|定金|押金|you paid|price (?:of|is|was)|cost(?:s|ing)?|bought)[^，。；,;]{0,8}$/

/** “按规定我们退您”: told as a rule, and promised. */
const isTold = (earlier: string, text: string) => {
  const [rule, ours] = [TOLD.exec(text), OURS.exec(text)]
  return rule ? !(ours && ours.index > rule.index) : TOLD.test(earlier) && !ours
}

const isNothing = (clauses: readonly Clause[], at: number, act: RegExpExecArray): boolean => {
  const clause = clauses[at] as Clause
  const before = clause.text.slice(0, act.index)
  const earlier = clauses[at - 1]?.text ?? ''
  const wide = earlier + clause.text
  return isTheirs(clauses, at) || NOT.test(before) || NOT_AFTER.test(clause.text.slice(act.index + act[0].length)) || DONE.test(clause.text) || isTold(earlier, clause.text) || PENDING.test(wide) || YOU_PAY.test(clause.text) || (clause.asks && /[您你](?:希望|想|需要)|do you want|would you like/.test(clause.sentence))
}

const ofClause = (clauses: readonly Clause[], at: number, amounts: readonly Amount[], told: Told): Found[] => {
  const clause = clauses[at] as Clause
  const end = clause.from + clause.text.length
  return ACTS.flatMap((act): Found[] => {
    const m = act.says.exec(clause.text)
    if (!m || isNothing(clauses, at, m)) return []
    const inClause = amounts.filter((one) => one.from >= clause.from && one.to <= end).filter((one) => one.from > clause.from + m.index || !PRICE_WORD.test(clause.text.slice(0, one.from - clause.from)) || WHOLE.test(clause.text))
    const next = clauses[at + 1]
    const beside = inClause.length || !next || ACTS.some(({ says }) => says.test(next.text)) ? inClause : amounts.filter((one) => one.from >= next.from && one.to <= next.from + next.text.length && !PRICE_WORD.test(next.text.slice(0, one.from - next.from)) && !YOU_PAY.test(next.text))
    const goes = mostOf(act, clause, beside, told)
    if (!goes) return []
    const to = Math.max(clause.from + m.index + m[0].length, ...beside.map((one) => one.to))
    return [{ from: Math.min(clause.from + m.index, ...beside.map((one) => one.from)), to, kind: act.kind, ...goes }]
  })
}

const MONEY: readonly RemedyKind[] = ['refund', 'damages', 'extra', 'priceReduction']

/** Several words for one payment are one promise; what is done and what is paid are two. */
const oneOf = (all: readonly Found[]): { from: number; to: number; kinds: RemedyKind[]; mostFen: number | null; named: boolean }[] => {
  if (!all.length) return []
  const paid = all.filter(({ kind }) => MONEY.includes(kind))
  const sum = paid.some(({ mostFen }) => mostFen === null) ? null : Math.max(0, ...all.map(({ mostFen }) => mostFen ?? 0))
  return [{ from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)), kinds: [...new Set([...paid.slice(0, 1), ...all.filter(({ kind }) => !MONEY.includes(kind))].map(({ kind }) => kind))], mostFen: all.some(({ mostFen }) => mostFen === null) ? null : sum, named: all.some(({ named, kind }) => named && MONEY.includes(kind)) }]
}

/** The promises of a text, clause by clause, with their places in it. Not: what the customer demands, what is done already, what is refused, told of the law, or still to be asked for. */
export const promisedIn = (text: string, told: Told): Promised[] => {
  const read = readable(text)
  const plain = withoutTheirWords(read.text)
  const amounts = readAmounts(plain)
  return sentencesOf(plain).flatMap((sentence) => {
    const clauses = clausesOf(sentence)
    return clauses.flatMap((_, at) => oneOf(ofClause(clauses, at, amounts, told))).map(({ from, to, ...one }) => { const place = placeIn(read, from, to); return { ...place, found: text.slice(place.from, place.to), ...one } })
  })
}

/** All of it together; null where one names no limit. Sums of a letter add up. `namedFen`: of those that name one. */
export const sumOf = (all: readonly Promised[]): { readonly kinds: RemedyKind[]; readonly mostFen: number | null; readonly namedFen: number | null } => ({
  namedFen: all.some(({ mostFen, named }) => named && mostFen === null) ? null : all.reduce((sum, { mostFen, named }) => sum + (named ? mostFen ?? 0 : 0), 0),
  kinds: [...new Set(all.flatMap(({ kinds }) => kinds))],
  mostFen: all.some(({ mostFen }) => mostFen === null) ? null : all.reduce((sum, { mostFen }) => sum + (mostFen ?? 0), 0),
})
