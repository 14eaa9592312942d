import type { RemedyKind } from '#contract/packs.ts'
import { type Amount, readAmounts } from '#kernel/read-amounts.ts'
import { ACTS, type Act } from './acts.ts'
import { bareSums } from './bare-sums.ts'
import { type Clause, clausesOf, sentencesOf, within } from './clauses.ts'
import { placeIn, readable } from '#kernel/readable.ts'
import { purposeOf } from './purpose.ts'
import { isTimes, isWhole, shareOf } from './share.ts'

/** What a text promises: with which remedies, and up to what; null where no limit is named. */
export interface Promised { readonly from: number; readonly to: number; readonly found: string; readonly kinds: readonly RemedyKind[]; readonly mostFen: number | null; /** A sum or a share of the price was named; without, it is reckoned by the price. */ readonly named: boolean; /** On top of what there is already. */ readonly additional: boolean; /** For what it is, where that is said (交通费): another purpose is another promise. */ readonly purpose: string }
/** What it is reckoned by where a share of the price is promised. */
export interface Told { readonly priceFen: number | null }

/** What is done already, in a clause. A decision that was taken is a promise still. */
const DONE = /已[^，。；]{0,4}(?:收到|收下|领取)|已[^，。；]{0,10}(?:到账|存入|入账|完成|办结|寄出|发出|优惠|减免)|(?:换货|退货|退款|更换|赔付|补偿)(?:已经?)?(?:完成|办完|办好|到账|结束)|已(?!(?:经)?(?:决定|同意|核准|批准|获准|安排|为您申请到|确定|答应|点头|批示|批了|批复|特批|表态|商定|谈好|说好|通知|核实|查明))[^，。；]{0,12}(?:退|赔|补|换|付|转|打|送|给|返|免)|(?:退|赔|补|付|换|转|打|返|优惠|减|免)(?:还|给|偿)?[您你]?了|(?:上次|上周|上个月|昨天|前天|此前|之前|曾经|曾|去年|当时)(?![^，。；]{0,6}(?:说好|答应|商定|谈好|约定|承诺))[^，。；]{0,14}(?:退|赔|补|换|付|转|打|送|给|返)|\b(?:already|has been|have been|was|were|had been|we have|i have) (?:\w+ )?(?:refund|paid|replac|compensat|transfer|sent|credited|given|reimburs|issued)|(?<!\bbe )\b(?:refunded|reimbursed|compensated|replaced|transferred)\b|last (?:week|month|year|time)|yesterday/
/** 不用寄回直接退您: another verb is not done. */
const OTHER_VERB = '管|论|问|收|扣|影响|耽误|(?:用|必|需要?)(?!再?(?:退|赔|补|给|付|向|承担))'
const NOT = new RegExp(`(?:不(?!得不|但|仅|过|好意思|便|久|满意|少|差|${OTHER_VERB})|没(?!关系|问题)|无(?:需|须)(?=再?(?:退|赔|补|给|付|向|承担))|无法|未能|未(?=(?:同意|退|赔|承诺))|难以|拒绝|暂缓|谈不上)[^，。；]{0,10}$|\\b(?:not|cannot|can't|won't|unable|never|decline|don't|doesn't|no longer|refuse|instead of|without)\\b[^,.;]{0,40}$`)
/** Said after it: “全额退款这次办不到”. */
const NOT_AFTER = /^[^，。；]{0,12}(?:办不到|做不到|不行|不可以|不能|不了|没有依据)/
/** Who does it, or that it will be done: without a sum, the bare word is only a word. */
const MEANT = /我们|本店|我店|我司|本公司|我[^，。；]{0,3}(?:来|给|为|会|办|就|可以)|[给为][您你]|会|将|可以|同意|答应|愿意|接受|承诺|保证|放心|马上|立即|今天|明天|就|\b(?:will|shall|can|let me|let us|agree|happy|going to|promise|offer)\b|'ll\b/
/** Whose words they are: the customer's, told or quoted. */
const THEIRS = /[您你]是(?:想|要)|复述|repeat back|[您你](?:之前|刚才|在[^，。；]{1,8})?(?:们)?(?:所)?(?:要求|希望|提出|提到|说|想要|想|认为|觉得|主张|反映|申请|建议|表示|问|期望|来信|来电)|[您你]的(?:要求|诉求|期望|希望|意见)|(?:閣下|阁下|贵方)(?:要求|希望|提出|主张|坚持)|[您你](?:如果?|若)?(?:一定|仍|还是)?坚持|顾客(?:要求|希望|提出|说|主张)|客户(?:要求|希望|提出|说|主张)|患者(?:要求|希望|提出|说)|\byou (?:asked|want|wanted|demand|demanded|request|requested|claim|claimed|said|wrote|would like|expect|expected|mentioned|propose|proposed|are asking|suggested)|\byour (?:demand|request|claim|wish)|the customer (?:asks|asked|wants|demands)/
const OURS = /我们|本店|我店|我司|本公司|公司|本院|我院|我(?!的)|\b(?:we|i|our)\b/
/** What the law or a rule says, or may be asked for: told, not promised. */
const TOLD = /的说法|广告里|广告上|宣传里|可以要求|有权(?:要求)?|规定|条款|法律上|依照法律|消费者可|通常|一般(?:情况|来说)|如果[您你][^，。；]{0,12}(?:需要|想|要求)|举例|例如|政策是|entitled to|the law|according to|policy|in general|for example|usually/
/** Asked of somebody who may: nothing is promised until they say yes. */
const PENDING = /(?:申请|请示|上报|报批|汇报|争取|尽量|商量|讨论|评估|研究|考虑|核实|看看?能|能不能|能否|是否|要不要|需不需要|有没有可能|待(?:经理|店长|上级|领导|总经理)?(?:核准|审批|批准|同意)|(?:核准|审批|批准|同意)(?:后|之后|以后|了)?(?:才|再|方)|尚未(?:决定|核准)|还没(?:决定|定))|\b(?:apply for|ask my|ask our|subject to|pending|consider|whether|if (?:it is )?approved|once approved|look into|see if|check if|would need approval|try to)\b/
/** What was looked at or asked for is no longer open: 经核实, 公司研究决定, 您申请的. Nor is anything left open by 不管是否, or by 考虑到 what happened. */
const SETTLED = /经(?:过)?[^，。；]{0,8}(?:核实|评估|研究|讨论|商量|请示|申请|审批|审核|调查|考虑|协商)|(?:核实|评估|研究|讨论|商量|请示|上报|汇报|申请|协商|考虑)(?:之?后|以后|过后|完)?[，,]?[^，。；]{0,6}(?:决定|同意|答应|商定|属实|无误|清楚)(?!后|之后|以后|了?才|了?再|方|是否|能否)|考虑到|鉴于|(?:无论|不管|不论)[^，。；]{0,6}(?:是否|能否|怎样|如何)|[您你](?:的)?(?:书面|来信|来电|提出的?|之前的?)?申请|whether or not|having considered|after (?:careful )?consideration/g
const isPending = (text: string): boolean => PENDING.test(text.replace(SETTLED, (found) => ' '.repeat(found.length)))
/** “您要求赔偿八千元，我们同意”: what they want becomes ours with the yes to it. */
const CONSENT = /^\s*(?:(?:那|好的?|现在|对此|我们|本店|我店|我方|本公司|公司|店里|店长|经理|都|也|完全|可以|愿意|已经?|and|so|we|i|will|do|fully)\s*)*(?:同意|答应|接受|照办|照付|没问题|批准|核准|agree|accept|say yes)(?![^，。；]{0,8}(?:申请|请示|核实|研究|考虑|评估|协商|调解|检测|鉴定|登记|受理|了解|to (?:look|check|apply|consider|ask|test|mediat)))/

/** What the customer pays. */
const YOU_PAY = /(?:需要?|须|要|应|请)(?:另外?|自行)?补(?:交|缴|付|足)?差价|[您你](?:只)?(?:需要?|要|应|得|须|自行)?(?:再)?(?:支付(?!的)|付(?!的|了)|补交|补(?=差价|缴)|承担|交纳|缴|转给我们|退回来|退还(?:商品|货|给我们))|由[您你]承担|[您你]把[^，。；]{0,10}(?:退|寄|还)|\byou (?:need to |must |have to |should |will have to )?(?:pay|return|send (?:it|them) back)\b|please (?:return|send|pay)/
/** Who pays is neither we nor for us: 医保支付, 贵司应支付. */
const OTHERS_PAY = /(?<![向给对为替])(?:医保|社保|统筹基金|保险公司|贵司|贵公司|贵方|贵院|贵单位|对方|乙方|甲方|买方|需方|客户|患者|家属)[^，。；]{0,16}(?:支付|付款|垫付|转账|打款|汇)/
/** An invoice over a sum gives nothing. */
const PAPER = /开(?:具|出)?[^，。；]{0,12}(?:发票|收据|证明)/
const QUOTE = /[“「『"《]([^”」』"》]{0,400})[”」』"》]/g
/** What the customer said, in quotation marks: blanked, so that places stay. Nobody else's quotation marks hide a promise. */
const withoutTheirWords = (text: string) => text.replace(QUOTE, (whole, _inner: string, at: number) => (/(?:[您你]|顾客|客户|you|customer)[^。！？\n“「『"]{0,16}$/.test(text.slice(0, at)) ? ' '.repeat(whole.length) : whole))

/** “您希望我们赔”, "you asked that we pay": we are the object of what they want. */
const WHOM_THEY_ASK = /^\s*(?:that |if )?(?:我们|本店|你们|贵店|公司|we\b|[^,]{0,10}(?:由|让|叫)(?:我们|本店|公司))/

/** Whose the clause is: `null` where it names nobody. “您要求退款，我们可以退您三千元”: from "we" on it is ours. */
const whoseIs = (text: string, isLast: boolean): 'theirs' | 'ours' | null => {
  const theirs = THEIRS.exec(text)
  const ours = OURS.exec(text)
  if (!theirs) return ours ? 'ours' : null
  const areAsked = WHOM_THEY_ASK.test(text.slice(theirs.index + theirs[0].length))
  return isLast && !areAsked && ours && ours.index > theirs.index ? 'ours' : 'theirs'
}

/** A clause that names nobody is of whoever spoke last. */
const areTheirs = (clauses: readonly Clause[]): boolean[] => {
  let speaks: 'theirs' | 'ours' | null = null
  return clauses.map(({ text }, at) => {
    const whose = whoseIs(text, true) ?? speaks
    speaks = whoseIs(text, false) ?? speaks
    return whose === 'theirs' && !CONSENT.test(clauses[at + 1]?.text ?? '')
  })
}

const OPEN_LOSS = /(?:全部|一切|所有|您的|你的|实际|由此产生的|相关)?(?:损失|费用|医疗费)|any loss|your loss|all (?:your )?(?:losses|costs)/

interface Goes { readonly mostFen: number | null; readonly named: boolean }

/** Up to what an act goes: the sums named in its clause, else beside it in the sentence. */
const mostOf = (act: Act, clause: Clause, near: readonly Amount[], told: Told): Goes | undefined => {
  if (near.length) return { mostFen: near.reduce((most, one) => Math.max(most, one.mostFen), 0), named: true }
  if (act.bare === 'open' && (act.open ?? OPEN_LOSS).test(clause.text)) return { mostFen: null, named: true }
  const share = act.bare === 'nothing' ? undefined : shareOf(clause.text, told.priceFen)
  // “全额退款” of what was approved names no other sum than that.
  if (share !== undefined) return { mostFen: share, named: !isWhole(clause.text) || isTimes(clause.text) }
  if (!MEANT.test(clause.text)) return undefined
  if (act.bare === 'nothing') return { mostFen: 0, named: false }
  return act.bare === 'price' ? { mostFen: told.priceFen, named: false } : undefined
}

interface Found { readonly from: number; readonly to: number; readonly kind: RemedyKind; readonly mostFen: number | null; readonly named: boolean }

const PRICE_WORD = /(?:卖给[您你]?|卖|收[您你]|收取|应收|售价|原价|价格|价款|定价|花了|消费了?|买的|购买|购入|支付的|付的|付了|缴的|定金|押金|you paid|price (?:of|is|was)|cost(?:s|ing)?|bought)[^，。；,;]{0,8}$/

/** “按规定我们退您”: told as a rule, and promised. */
const isTold = (earlier: string, text: string) => {
  const [rule, ours] = [TOLD.exec(text), OURS.exec(text)]
  return rule ? !(ours && ours.index > rule.index) : TOLD.test(earlier) && !ours
}

/** “赔两万远超过实际损失，不能同意”: what is refused in the next breath, where it was not said as ours. */
const REFUSED_NEXT = /^\s*(?:(?:所以|因此|因而|故|我们|本店|我方|我司|对此|这个?|这样|实在|确实|暂时|恐怕|so|and|which|we|i|therefore)\s*)*(?:不能|无法|不会|难以|恕难|恕不|没法|没有办法|不予|cannot|can ?not|can't|are unable to|will not|won't)\s*(?:同意|接受|答应|满足|支持|认可|做到|办到|照办|从命|agree|accept|do (?:that|this|so)|meet (?:that|this))(?![^，。；]{0,6}(?:其他|其余|别的|更多|anything|more|other))/
const isRefusedNext = (clauses: readonly Clause[], at: number): boolean => !OURS.test(clauses[at]?.text ?? '') && REFUSED_NEXT.test(clauses[at + 1]?.text ?? '')

/** A paper, what is done already, and what somebody else pays. */
const isOfOthers = (text: string): boolean => PAPER.test(text) || DONE.test(text) || YOU_PAY.test(text) || (OTHERS_PAY.test(text) && !OURS.test(text))

/** What is not to be paid any more (不用付了) is promised by its own no; refused or done already it is by what stands before it. */
const FREED = /(?:已经?|已为[您你]{1,2}|already|ha(?:s|ve) been|was|were)[^，。；,.;]{0,6}$/
const isDone = (text: string, { index, 0: said }: RegExpExecArray, { frees }: Act): boolean => {
  const rest = frees ? `${text.slice(0, index)}${' '.repeat(said.length)}${text.slice(index + said.length)}` : text
  return isOfOthers(rest) || NOT.test(text.slice(0, index) + (frees ? '' : said)) || (frees === true && FREED.test(text.slice(0, index)))
}

const isNothing = (clauses: readonly Clause[], at: number, m: RegExpExecArray, act: Act): boolean => {
  const clause = clauses[at] as Clause
  const earlier = clauses[at - 1]?.text ?? ''
  const wide = earlier + clause.text
  return isRefusedNext(clauses, at) || isDone(clause.text, m, act) || NOT_AFTER.test(clause.text.slice(m.index + m[0].length)) || isTold(earlier, clause.text) || isPending(wide) || (clause.asks && /[您你](?:希望|想|需要)|do you want|would you like/.test(clause.sentence))
}

const isPrice = ({ text, from }: Clause) => (one: Amount) => PRICE_WORD.test(text.slice(0, one.from - from))

/** The sums of an act: those of its clause, else of the next that says nothing of its own. */
const sumsOf = (clauses: readonly Clause[], at: number, m: RegExpExecArray, act: Act, amounts: readonly Amount[]): readonly Amount[] => {
  const [clause, next] = [clauses[at] as Clause, clauses[at + 1]]
  const own = within(clause, amounts).filter((one) => one.from > clause.from + m.index || act.frees || isWhole(clause.text) || !isPrice(clause)(one))
  if (own.length || !next || YOU_PAY.test(next.text) || ACTS.some(({ says }) => says.test(next.text))) return own
  return within(next, amounts).filter((one) => !isPrice(next)(one))
}

interface Heard { readonly act: Act; readonly m: RegExpExecArray }
const heardIn = ({ text }: Clause): Heard[] => ACTS.flatMap((act) => { const m = act.says.exec(text); return m ? [{ act, m }] : [] })

const ofClause = (clauses: readonly Clause[], at: number, meant: readonly Heard[], amounts: readonly Amount[], told: Told): Found[] => {
  const clause = clauses[at] as Clause
  return meant.flatMap(({ act, m }): Found[] => {
    const sums = sumsOf(clauses, at, m, act, amounts)
    const goes = mostOf(act, clause, sums, told)
    if (!goes) return []
    const to = Math.max(clause.from + m.index + m[0].length, ...sums.map((one) => one.to))
    return [{ from: Math.min(clause.from + m.index, ...sums.map((one) => one.from)), to, kind: act.kind, ...goes }]
  })
}

/** 误工费二百元 after 补偿您交通费二百元: promised by the same word. */
const ofItem = (clause: Clause, kind: RemedyKind, amounts: readonly Amount[]): Found[] => {
  const sums = within(clause, amounts)
  return [{ from: Math.min(...sums.map((one) => one.from)), to: Math.max(...sums.map((one) => one.to)), kind, mostFen: Math.max(...sums.map((one) => one.mostFen)), named: true }]
}

interface OfClause { readonly found: readonly Found[]; readonly additional: boolean; readonly purpose: string }
/** The acts of a sentence that are promised, clause by clause; null where one was heard that is refused or is not ours. */
const meantIn = (clauses: readonly Clause[]): readonly (readonly Heard[] | null)[] => {
  const theirs = areTheirs(clauses)
  return clauses.map((clause, at) => {
    const heard = heardIn(clause)
    const meant = heard.filter(({ m, act }) => !theirs[at] && !isNothing(clauses, at, m, act))
    return heard.length && !meant.length ? null : meant
  })
}

/** The act that items after it belong to; none where it was refused, or is not ours. */
interface Carried { readonly kind: RemedyKind | null; readonly additional: boolean }
const carriedBy = (meant: readonly Heard[] | null, additional: boolean): Carried | null => {
  if (!meant) return { kind: null, additional }
  const [first] = meant
  return first ? { kind: first.act.kind, additional } : null
}

const inSentence = (clauses: readonly Clause[], amounts: readonly Amount[], told: Told): OfClause[] => {
  const acts = meantIn(clauses)
  let carried: Carried | null = null
  return clauses.map((clause, at): OfClause => {
    const purpose = purposeOf(clause.text)
    if (clause.isItem && carried) return { found: carried.kind ? ofItem(clause, carried.kind, amounts) : [], additional: carried.additional, purpose }
    const [meant = null, additional] = [acts[at], isOnTop(clauses, at)]
    carried = carriedBy(meant, additional)
    const isNamedNext = clauses[at + 1]?.isItem && !within(clause, amounts).length
    return { found: meant && !isNamedNext ? ofClause(clauses, at, meant, amounts, told) : [], additional, purpose }
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

/** 再 that says when (收到商品后再退您) adds nothing. */
const THEN = /(?:收到|收|寄|退回|核对|核实|确认|到货|检测|检查|签字|签名|审核|验收|办理|提供|送到|填)[^。]{0,10}后[,，]?(?:我们|本店|我)?再/
const ON_TOP = /另外|另行|额外|此外|除此|(?:之外|以外)|追加|外加|加上|再(?!次|度|三|一次|说|见|等|考虑|核实|联系)[^，。；]{0,8}(?:退|赔|补|给|送|付|返|减|加)|\b(?:additional|additionally|another|extra|besides|further|on top|as well|in addition|once more|plus)\b/
const TURNS_TO = /(?:另外|此外|之外|以外|besides|in addition)\s*$/

const isOnTop = (clauses: readonly Clause[], at: number): boolean => {
  const [before, text] = [clauses[at - 1]?.text ?? '', clauses[at]?.text ?? '']
  return (ON_TOP.test(text) && !THEN.test(`${before}${text}`)) || TURNS_TO.test(before)
}

/** The promises of a text, clause by clause, with their places in it. Not: what the customer demands, what is done already, what is refused, told of the law, or still to be asked for. */
export const promisedIn = (text: string, told: Told): Promised[] => {
  const read = readable(text)
  // 閣下 is 您 in every pattern; of the same length, so that places stay.
  const plain = withoutTheirWords(read.text).replaceAll('阁下', '您您')
  const amounts = [...readAmounts(plain), ...bareSums(plain)].sort((a, b) => a.from - b.from)
  return sentencesOf(plain).flatMap((sentence) => inSentence(clausesOf(sentence, amounts), amounts, told)).flatMap(({ found, ...rest }) => oneOf(found).map(({ from, to, ...one }) => {
    const place = placeIn(read, from, to)
    return { ...place, found: text.slice(place.from, place.to), ...one, ...rest }
  }))
}

/** All of it together; null where one names no limit. Sums of a letter add up. */
export const sumOf = (all: readonly Promised[]): { readonly kinds: RemedyKind[]; readonly mostFen: number | null } => ({
  kinds: [...new Set(all.flatMap(({ kinds }) => kinds))],
  mostFen: all.some(({ mostFen }) => mostFen === null) ? null : all.reduce((sum, { mostFen }) => sum + (mostFen ?? 0), 0),
})
