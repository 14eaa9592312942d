import { formatDay, formatDayOf, formatInstant } from '#kernel/format-time.ts'
import type { CommissionLetter } from '#modules/expert/port.ts'
import { type Block, type Pair, form, heading, nothing, table } from '../blocks.ts'
import { figures, fill, wordsOf } from '../words.ts'
import { type Frame, short } from './frame.ts'

interface Commission extends Frame { readonly uncovered: string; readonly to: string; readonly opening: string; readonly blocks: readonly Block[]; readonly howTitle: string; readonly how: readonly string[]; readonly url: string; readonly closing: string; readonly from: string; readonly sender: string; readonly taker: string; readonly receiver: string; readonly sign: string; readonly sentOn: string }

type Say = ReturnType<typeof wordsOf>['commission']

const MOST_LETTERS = 40
const BOX = '□'

const feeOf = ({ locale, opinion: { feeFen, feeRule, paidBy }, inWords }: CommissionLetter, s: Say): Pair[] => {
  if (feeFen === 0) return [[s.fee, s.free, 'wide']]
  const sum = locale === 'en' ? figures(feeFen) : `${figures(feeFen)}　${s.inWords}${inWords}`
  return [[s.fee, sum, 'wide'], [s.paidBy, { firm: s.byFirm, customer: s.byCustomer }[paidBy]], [s.borneBy, { firm: s.toFirm, customer: s.toCustomer, loser: s.toLoser }[feeRule]]]
}

const aboutOf = (data: CommissionLetter, w: ReturnType<typeof wordsOf>): Block => {
  const { locale, opinion: o, unit, to } = data
  const s = w.commission
  const more = (label: string, value: string | null): Pair[] => (value ? [[label, value, 'wide']] : [])
  const until = o.accreditedUntil ? fill(s.until, { day: formatDay(o.accreditedUntil, locale) }) : ''
  return form([
    [s.by, `${data.organization}　${unit.name}`, 'wide'], [s.on, formatDayOf(o.asked.at, locale, o.timeZone)], [s.phone, unit.phone ?? w.common.absent], [s.expert, to.name, 'wide'], [s.accreditation, [o.accreditation, until].filter(Boolean).join('　'), 'wide'],
    ...more(s.contact, to.contact), ...more(s.address, to.address), ...more(s.product, data.product), ...more(s.lot, data.lot), [s.matter, o.matter, 'wide'], [s.due, formatInstant(o.dueAt, locale, o.timeZone), 'wide'], ...feeOf(data, s),
  ])
}

const questionsOf = ({ questions }: CommissionLetter, w: ReturnType<typeof wordsOf>): Block[] => {
  const s = w.commission
  return [heading(s.questions), table(
    [{ head: w.common.no, mm: 12 }, { head: s.question, share: 3 }, { head: s.findings, share: 2 }],
    questions.map((q) => [String(q.no), [q.text, q.label], [q.answers.map((one) => `${BOX} ${one}`).join('\n'), q.measure && `${q.measure} ______________`]]),
  )]
}

const handedOf = ({ goods, files, locale, opinion: { timeZone } }: CommissionLetter, w: ReturnType<typeof wordsOf>): Block[] => {
  const s = w.commission
  return [
    heading(s.goods), goods.length ? table([{ head: s.receipt, mm: 48 }, { head: s.what, share: 3 }, { head: s.seal, mm: 28 }, { head: s.handedOn, mm: 40 }], goods.map((one) => [one.number, one.what, one.seal || w.common.absent, formatInstant(one.at, locale, timeZone)])) : nothing(s.noGoods),
    heading(s.files), files.length ? table([{ head: w.common.no, mm: 12 }, { head: s.file, share: 1 }], files.map((name, at) => [String(at + 1), name])) : nothing(s.noFiles),
  ]
}

/** How the expert answers, the easiest way first. A report on paper is taken from everybody outside. */
const howOf = (data: CommissionLetter, s: Say): readonly string[] => {
  const { answer, locale, unit, opinion: { timeZone } } = data
  const at = (moment: string) => formatInstant(moment, locale, timeZone)
  const address = [data.organization, unit.name, unit.address, unit.phone].filter(Boolean).join(locale === 'en' ? ', ' : '　')
  if (answer.by === 'signed') return [fill(s.bySigned, { on: formatDay(answer.on, locale), name: answer.name })]
  if (answer.by === 'here') return [s.byHere]
  if (answer.by === 'link') return [fill(s.byLink, { until: at(answer.until) }), fill(s.orPaper, { address })]
  return answer.by === 'mailed' ? [fill(s.byMail, { to: answer.to, until: at(answer.until) }), fill(s.orPaper, { address })] : [fill(s.byPaper, { address })]
}

/** What an expert is commissioned with: the thing, the questions, what they are handed, by when, at whose cost, and how they answer. Who complains is not on it. */
export const commission = (root: string, data: CommissionLetter): Commission => {
  const { locale, opinion: o, unit, answer } = data
  const w = wordsOf(root, data)
  const s = w.commission
  const due = formatInstant(o.dueAt, locale, o.timeZone)
  return {
    locale, title: s.title, organization: short(data.organization, MOST_LETTERS), number: o.number, numberLabel: s.number, printed: fill(w.common.printed, { at: formatInstant(data.printedAt, locale, o.timeZone), by: short(data.printedBy, MOST_LETTERS) }), zone: fill(w.common.zone, { zone: o.timeZone }),
    page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank, uncovered: '',
    to: fill(s.to, { name: data.to.name }), opening: fill(s.opening, { due }), blocks: [aboutOf(data, w), ...questionsOf(data, w), ...handedOf(data, w)],
    howTitle: s.how, how: howOf(data, s), url: answer.by === 'link' || answer.by === 'here' ? answer.url : '', closing: s.closing,
    from: s.from, sender: [data.organization, unit.name].join('\n'), taker: s.taker, receiver: data.to.name, sign: s.sign, sentOn: formatDayOf(data.printedAt, locale, o.timeZone),
  }
}
