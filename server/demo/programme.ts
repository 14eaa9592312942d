import { localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { MINUTE, plusMs } from '#kernel/time.ts'
import { caseOf, type Matter, workedCase } from './matters.ts'
import type { Row } from './play.ts'
import type { Drawn } from './scene.ts'
import type { Trade, TradeMatter } from './trade.ts'

type Via = Row['via']
/** Plot, days ago and time of day (or minutes ago), channel, customer, matter of a jeweller, matter of another shop, a second point. */
type Line = readonly [plot: string, days: number, at: string, via: Via, who: number, jewellery: string, other: string, also?: string]

const CLOSED: readonly Line[] = [
  ['satisfied', 59, '11:20', 'walkIn', 0, 'looseWork:0', 'deadSoon:0'],
  ['quick', 58, '15:40', 'phone', 1, 'coldShoulder', 'coldShoulder'],
  ['portal', 55, '19:10', 'web', 3, 'looseParcel:1', 'notLikePicture'],
  ['haggled', 54, '16:05', 'phone', 4, 'tradeIn', 'cardBalance'],
  ['satisfied', 53, '12:30', 'walkIn', 5, 'looseWool:2', 'noisy:2'],
  ['explained', 52, '14:15', 'letter', 6, 'hallmarkLetter', 'oldStock'],
  ['quick', 50, '17:45', 'card', 7, 'longWait', 'longWait'],
  ['steady', 49, '11:55', 'walkIn', 8, 'looseGift:3', 'gift:3'],
  ['declined', 48, '18:05', 'phone', 9, 'goldFell', 'competitorPrice'],
  ['satisfied', 47, '13:20', 'phone', 10, 'worked-price', 'worked-price'],
  ['slow', 45, '16:25', 'phone', 12, 'slowRepair', 'slowRepair'],
  ['steady', 44, '15:00', 'walkIn', 13, 'looseMother:4', 'loosePart:4', 'longWait'],
  ['quick', 42, '16:40', 'social', 7, 'hardSell', 'hardSell'],
  ['satisfied', 41, '11:10', 'walkIn', 15, 'tightRing', 'wrongColour'],
  ['refused', 40, '12:45', 'phone', 16, 'tarnish', 'washShrink'],
  ['quick', 39, '10:30', 'automatic', 17, 'doubleCharge', 'doubleCharge'],
  ['satisfied', 38, '19:35', 'walkIn', 18, 'looseWash:5', 'leak:5'],
  ['satisfied', 36, '10:40', 'dealer', 19, 'wrongCertificate', 'bulkOrder'],
  ['satisfied', 35, '17:15', 'walkIn', 20, 'worked-defect', 'worked-defect'],
  ['haggled', 34, '13:05', 'phone', 20, 'makingCharge', 'warrantyFee'],
  ['explained', 33, '11:30', 'email', 21, 'worked-misunderstanding', 'worked-misunderstanding'],
  ['steady', 31, '15:55', 'walkIn', 21, 'looseTwice:6', 'twice:6'],
  ['passed', 30, '15:50', 'phone', 22, 'lostPoints', 'lostPoints'],
  ['satisfied', 27, '16:20', 'field', 24, 'lateParcel', 'lateParcel'],
  ['silent', 27, '14:45', 'phone', 25, 'wrongEngraving', 'clearance'],
  ['satisfied', 25, '10:30', 'walkIn', 26, 'looseTravel:7', 'smell:7'],
  ['quick', 24, '17:20', 'colleague', 17, 'wrongAdvice', 'wrongAdvice'],
  ['steady', 23, '13:40', 'walkIn', 28, 'looseWork:8', 'deadSoon:8'],
  ['withdrawn', 19, '17:05', 'phone', 30, 'earBack', 'lateInvoice'],
  ['declined', 18, '15:25', 'walkIn', 31, 'buyBack', 'sharpEdge'],
  ['satisfied', 17, '12:20', 'walkIn', 32, 'shortWeight', 'gift:9'],
]

const OPEN: readonly Line[] = [
  ['closing', 10, '16:10', 'phone', 33, 'crushedRepair', 'installDamage'],
  ['reopened', 15, '11:15', 'walkIn', 34, 'scratch', 'leak:15'],
  ['cameBack', 12, '14:30', 'walkIn', 35, 'worked-service', 'worked-service'],
  ['closing', 8, '10:45', 'phone', 35, 'slowRefund', 'slowRefund'],
  ['closing', 6, '13:15', 'walkIn', 36, 'lighter', 'notFixed'],
  ['closing', 5, '18:20', 'phone', 0, 'noCallBack', 'lostBag'],
  ['counterDeclined', 8, '11:35', 'phone', 44, 'wrongTag', 'wrongTag'],
  ['paying', 4, '10:20', 'regulator', 37, 'depositKept', 'depositKept'],
  ['mending', 2, '10:35', 'walkIn', 38, 'looseWool:10', 'loosePart:11'],
  ['countered', 6, '12:55', 'walkIn', 42, 'fixedPrice', 'brokenWord'],
  ['paying', 2, '10:15', 'phone', 39, 'noReturn', 'noReturn'],
  ['counteredTaken', 5, '10:55', 'walkIn', 43, 'jadeCrack', 'smell:13'],
  ['offered', 5, '11:05', 'walkIn', 40, 'bentBangle', 'noisy:12'],
  ['offered', 4, '17:40', 'email', 41, 'dyedJade', 'couponDay'],
  ['waiting', 4, '14:05', 'phone', 46, 'lawyerGrade', 'scald'],
  ['approved', 4, '13:25', 'walkIn', 45, 'lateOrder', 'shortItem'],
  ['waiting', 3, '11:40', 'letter', 4, 'secondTest', 'tvStation'],
  ['waiting', 3, '15:35', 'walkIn', 1, 'looseMother:11', 'gift:13'],
  ['remedy', 3, '16:45', 'walkIn', 7, 'looseTravel:6', 'deadSoon:12'],
  ['returned', 3, '10:25', 'social', 11, 'noCertificate', 'passedAround'],
  ['waiting', 2, '12:15', 'phone', 3, 'passedAround', 'crackedBox:14'],
  ['brokenPromise', 2, '13:50', 'phone', 10, 'salesCalls', 'salesCalls'],
  ['liability', 2, '17:30', 'walkIn', 23, 'swapped', 'sampleSold', 'coldShoulder'],
  ['taken', 1, '11:00', 'phone', 13, 'fakeGold', 'fakeBrand'],
  ['handover', 1, '15:20', 'phone', 5, 'tvStation', 'slippery'],
  ['looking', 1, '16:50', 'walkIn', 29, 'brokenChain', 'loosePart:15'],
  ['arrived', 0, '1560', 'social', 47, 'slowReply', 'slowReply'],
  ['arrived', 0, '205', 'phone', 2, 'earRash', 'smell:1'],
  ['arrived', 0, '52', 'web', 15, 'lostParcel', 'lostParcel'],
  ['arrived', 0, '31', 'walkIn', 18, 'giftBox', 'giftBox'],
  ['arrived', 0, '6', 'phone', 24, 'brokenGlass', 'brokenGlass'],
]

const startOf = ({ timeZone, today }: Drawn, days: number, at: string) => {
  const [hour = 0, minute] = at.split(':').map(Number)
  if (minute === undefined) return plusMs(today, -hour * MINUTE)
  return plusMs(startOfDay(timeZone, shiftDay(localDay(timeZone, today), -days)), (hour * 60 + minute) * MINUTE)
}

const NOT_OURS = ['explained', 'declined', 'refused']
const ABOUT_MONEY = ['haggled', 'countered', 'counteredTaken', 'counterDeclined', 'waiting', 'returned', 'paying']
const GRAVE = ['handover', 'taken', 'waiting', 'looking']

type Fit = (matter: TradeMatter) => boolean
const blamed: Fit = ({ liability }) => !['customer', 'none'].includes(liability)
const paid: Fit = ({ items }) => items.some((i) => i.amountFen > 0)

const fitsOf = (plot: string): readonly Fit[] => {
  if (NOT_OURS.includes(plot)) return [(m) => !blamed(m)]
  return [blamed, ...(ABOUT_MONEY.includes(plot) ? [paid] : []), ...(GRAVE.includes(plot) ? [(m: TradeMatter) => m.severity !== 'minor'] : [])]
}

/** Deals out the matters of a trade to plots: of those that fit, whichever had its turn least often. */
const dealer = ({ matters }: Trade) => {
  const turns = new Map<string, number>()
  return (fits: readonly Fit[]): readonly [matter: TradeMatter, turn: number] => {
    const fitting = matters.filter((m) => fits.every((suits) => suits(m)))
    const turnsOf = ({ code }: TradeMatter) => turns.get(code) ?? 0
    const matter = (fitting.length ? fitting : matters).toSorted((a, b) => turnsOf(a) - turnsOf(b))[0]
    if (!matter) throw new Error('a trade without matters')
    turns.set(matter.code, turnsOf(matter) + 1)
    return [matter, turnsOf(matter) - 1]
  }
}

const MINOR: readonly Fit[] = [blamed, (m) => m.severity === 'minor']

/** What happens in the last two months before today. The lines are written for a jeweller and for another shop; other trades have theirs dealt out. */
export const programmeOf = (setting: Drawn): Row[] => {
  const { body, words, locale, trade } = setting
  const deal = dealer(trade)
  const matterOf = (named: string, fits: readonly Fit[]): Matter => {
    const [key = '', number = '0'] = named.split(':')
    const worked = workedCase(body, words, key, locale)
    if (worked) return worked
    const known = trade.matters.find((m) => m.code === key)
    const [matter, turn] = known ? [known, Number(number)] : deal(fits)
    return caseOf(trade, matter, locale, turn)
  }
  return [...CLOSED, ...OPEN].map(([plot, days, at, via, who, jewellery, other, also]) => ({
    plot, via, who, start: startOf(setting, days, at), front: null, matter: matterOf(body.pack.code === 'jewellery' ? jewellery : other, fitsOf(plot)), also: also ? matterOf(also, MINOR) : null,
  }))
}
