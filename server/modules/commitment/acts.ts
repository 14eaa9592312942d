import type { RemedyKind } from '#contract/packs.ts'

const US = '(?:我们|本店|我店|我司|我方|本公司|本院|我院|店里)'
/** A way of promising: with which remedy, and by which words. */
export interface Act { readonly kind: RemedyKind; readonly says: RegExp; /** Promised without a sum as well. */ readonly bare: 'price' | 'open' | 'nothing' | 'never'; /** What has no limit; unless said, the losses of who is paid. */ readonly open?: RegExp; /** Says by a no of its own that something need not be paid. */ readonly frees?: true }

const SUM = String.raw`(?=[^，。；,;]{0,6}[¥￥\d零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟几])`
/** A noun that speaks of refunds promises none. */
const NO_NOUN = '(?!的?(?:问题|流程|申请|事宜|进度|要求|政策|方式|规则|标准|期限|诉求|条件|手续|单|被|前提|请求|依据|主张))'

export const ACTS: readonly Act[] = [
  { kind: 'publicApology', says: /公开(?:道歉|致歉)|登报(?:道歉|致歉)|public(?:ly)? apolog/, bare: 'nothing' },
  { kind: 'refund', says: new RegExp(`退一赔|退款${NO_NOUN}|退还|退回(?:给)?[您你]|退(?:给)?[您你]|全额退|全款退|全部退|全退|返还|退差价|退货款|\\brefund(?!ed)|\\breimburse(?!d)|\\b(?:pay|give) (?:you )?back\\b|money back`), bare: 'price' },
  { kind: 'refund', says: new RegExp(`退${SUM}`), bare: 'never' },
  { kind: 'damages', says: new RegExp(`赔偿${NO_NOUN}|赔付${NO_NOUN}|赔(?:给)?[您你]|赔${SUM}|\\bcompensate(?!d)|pay (?:you )?damages`), bare: 'open' },
  { kind: 'extra', says: new RegExp(`补偿${NO_NOUN}|补贴|补(?:给)?[您你]|(?<![需须要请]|(?<![给为])[您你])补${SUM}|精神损失费|误工费|as compensation|compensation of`), bare: 'never' },
  { kind: 'extra', says: new RegExp(`(?<!卖|售|交|寄|报)(?:给|付|转|打)(?:给|到)?[您你]${SUM}|(?:打|转|汇)过去|(?:支付(?!的)|转账|打款|汇)(?:给)?[您你]?${SUM}|\\b(?:pay|transfer|give|send|offer) (?:you\\b|(?:[^,.;]|(?<=\\d)[,.](?=\\d)){0,24}\\bto you\\b)|you(?:'ll| will| shall) (?:get|receive|have)|\\b(?:credit|deposit|wire|remit) `), bare: 'never' },
  { kind: 'priceReduction', says: new RegExp(`(?:减免|减收|少收|优惠|免掉|抹掉|便宜)(?:给)?[您你]?${SUM}|打[\\d一二三四五六七八九.]+折|给[您你]?打折|免单|免收全部|discount|\\b% off|take .{1,12} off|free of charge entirely`), bare: 'never' },
  { kind: 'replacement', says: /换(?:给[您你])?[一个只枚件台部条套]{0,2}(?:全)?新|换货(?!的?(?:问题|流程|申请|事宜|政策|要求|条件|期限|标准))|以旧换新给[您你]|给[您你](?:更换|调换|换一|换个|换新|重新发|补发)|为[您你](?:更换|调换|换新|补发|重新发)|\breplace (?:it|your|the|them)|send you a new|(?:give|get) you a (?:brand )?new|exchange (?:it|your|the)|a replacement/, bare: 'nothing' },
  { kind: 'return', says: /(?:接受|同意|给[您你]办|为[您你]办理?|可以)退货|take it back|accept (?:the|your) return/, bare: 'price' },
  { kind: 'gift', says: new RegExp(`(?:送|赠)(?:送)?(?:给)?[您你][^，。；]{0,10}(?:券|礼|卡|${'项链|手链|戒指'})|赠送|代金券|抵用券|voucher|coupon|gift card`), bare: 'never' },
  // Who carries what is not the customer: 医药费我们全包, 这三千元由我们承担.
  { kind: 'damages', says: new RegExp(`${US}[^，。；]{0,8}(?:承担(?![^，。；]{0,8}责任)|报销|负担|全包|包了|包赔|全认|都认|认了|买单|掏)|\\b(?:we|i)(?: will| shall|'ll| can)? (?:gladly )?(?:cover|bear|pay for|meet|absorb|settle)\\b`), bare: 'open', open: /(?<!维修|检测|修理|鉴定|安装|清洗|交通|快递|运输|来回)(?:费用|开销|损失)|医疗费|医药费|药费|治疗费|expenses|costs|losses|bills/ },
  { kind: 'damages', says: /假一(?:赔|罚)|倍(?:处理|算|赔(?!偿?的?(?:前提|条件|请求|要求|主张|规定|标准|依据|情形|范围))|给|退|补|返)/, bare: 'never' },
  { kind: 'extra', says: new RegExp(`${US}[^，。；]{0,6}(?:出|拿出?|认)${SUM}`), bare: 'never' },
  { kind: 'extra', says: new RegExp(`(?:慰问金|慰问费|安慰金|红包|补偿金|赔偿金|营养费|辛苦费)${SUM}`), bare: 'never' },
  { kind: 'extra', says: /(?:打|转|汇|存|充|返)(?:到|进|入|回)(?:给)?[您你]/, bare: 'never' },
  { kind: 'refund', says: /[您你][^，。；]{0,4}(?:拿回|能拿到|会收到|将收到|可以领|能领|会拿到)|\b(?:will|shall|to) be (?:refunded|reimbursed|compensated|credited|repaid|paid back)/, bare: 'never' },
  // What is still owed is given as well: 尾款三千元不用付了.
  { kind: 'priceReduction', says: /(?<!以[上下内][^，。；]{0,8})(?:免(?:了|收|掉|除|去|付|交)|豁免|不(?:用|必|需要?)[您你]{0,2}(?:再)?(?:支付|付|交|给|缴)|[无毋](?:需|须)[您你]{0,2}(?:再)?(?:支付|付|交|缴)|不(?:再)?(?:向[您你]{1,2})?收取?|不[收要][您你]{1,2}的?钱|一笔勾销)|\b(?:waiv(?:e|ed|ing)|write off|need not pay|no need to pay|(?:do not|don't|will not|won't) (?:have|need) to pay)\b/, bare: 'never', frees: true },
  { kind: 'extra', says: /(?:[今明后]天|[今明]日|[今明]晚|明早|[天日]内|[周月]底|下?周[一二三四五六日]|[上下]午|月\d{1,2}[日号]|马上|立刻|立即|即时|会|将)[^，。；]{0,18}(?<!未|没|没有|已|已经|是否|何时|尚未)(?:到账(?!后|以后|之后|时)|过数|入数|到[您你]{1,2}(?:的)?(?:卡|账|户|支付宝|微信|银行))|\b(?:will be|goes|go|will find|will see)\b[^.;]{0,24}\b(?:in|into|on|to) your (?:account|card)\b|\b(?:make it|can do|settle for|how about)\b/, bare: 'never' },
  { kind: 'damages', says: /实报实销|花(?:了)?多少[^，。；]{0,8}(?:出|付|赔|补|报)|差多少[^，。；]{0,6}补|我们(?:来)?(?:兜底|全[出付])|都?算(?:在)?我们(?:的|头上|账上)/, bare: 'open', open: /./ },
  { kind: 'rework', says: /重拍|重做|重制|(?:重新|再)(?:拍|做|制作|定做|打造|镶)/, bare: 'nothing' },
]
