import { formatDay, formatDayOf, formatInstant } from '#kernel/format-time.ts'
import type { ClaimLetter } from '#modules/liability/port.ts'
import { type Block, form } from '../blocks.ts'
import { figures, fill, wordsOf } from '../words.ts'
import { type Frame, short } from './frame.ts'

interface Claim extends Frame { readonly uncovered: string; readonly to: string; readonly opening: string; readonly blocks: readonly Block[]; readonly closing: string; readonly sender: string; readonly sentOn: string; readonly reply: string; readonly choices: readonly string[]; readonly replySign: string }

const MOST_LETTERS = 40

/** What an outsider is asked to pay, for what, and on what grounds; below, how they answer. Who complains is not on it. */
export const claim = (root: string, data: ClaimLetter): Claim => {
  const { locale, chargeBack: b, unit } = data
  const w = wordsOf(root, data)
  const s = w.claim
  const money = (fen: number) => (locale === 'en' ? figures(fen) : `${figures(fen)}　${s.inWords}${data.inWords}`)
  const by = b.answerBy && formatDay(b.answerBy, locale)
  return {
    locale, title: s.title, organization: short(data.organization, MOST_LETTERS), number: b.number, numberLabel: s.number, printed: fill(w.common.printed, { at: formatInstant(data.printedAt, locale, b.timeZone), by: short(data.printedBy, MOST_LETTERS) }), zone: fill(w.common.zone, { zone: b.timeZone }),
    page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank, uncovered: '',
    to: fill(s.to, { name: data.to.name }), opening: fill(s.opening, { number: b.complaintNumber, on: formatDayOf(data.receivedAt, locale, b.timeZone), party: data.party, share: String(b.share / 100) }),
    blocks: [form([
      [s.number, b.number], [w.common.number, b.complaintNumber], ...(data.to.contact ? [[s.contact, data.to.contact, 'wide'] as const] : []), ...(data.to.address ? [[s.address, data.to.address, 'wide'] as const] : []),
      ...(data.product ? [[s.product, data.product, 'wide'] as const] : []), ...(data.lot ? [[s.lot, data.lot, 'wide'] as const] : []), [s.grounds, b.grounds, 'wide'],
      [s.cost, figures(b.costFen)], [s.share, `${b.share / 100}%`], [s.amount, money(b.amountFen), 'wide'], ...(b.amountReason ? [[s.reason, b.amountReason, 'wide'] as const] : []), ...(by ? [[s.answerBy, by, 'wide'] as const] : []),
    ])],
    closing: by ? fill(s.closingBy, { by, phone: unit.phone ?? w.common.absent }) : fill(s.closing, { phone: unit.phone ?? w.common.absent }), sender: [data.organization, unit.name].join('\n'), sentOn: formatDayOf(data.printedAt, locale, b.timeZone),
    reply: s.reply, choices: [s.agree, s.agreePart, s.disagree], replySign: s.replySign,
  }
}
