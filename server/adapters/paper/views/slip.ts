import type { GoodsSlip } from '#modules/custody/port.ts'
import { formatEnd, formatInstant } from '#kernel/format-time.ts'
import { type Block, form } from '../blocks.ts'
import { figures, fill, wordsOf } from '../words.ts'
import { type Frame, short } from './frame.ts'

interface Slip extends Frame { readonly uncovered: string; readonly blocks: readonly Block[]; readonly keep: string; readonly customerSign: string; readonly staffSign: string; readonly returned: string; readonly backSign: string }

const MOST_LETTERS = 40

const weightWords = ({ goods: { weight }, weightUnit }: GoodsSlip) => (weight ? `${weight.milli / 1_000} ${weightUnit}` : '')

/** What was left with us, in what state, until when, and who signed for it; below, that it was handed back. */
export const slip = (root: string, data: GoodsSlip): Slip => {
  const { locale, goods, unit } = data
  const w = wordsOf(root, data)
  const s = w.slip
  const at = (moment: string) => formatInstant(moment, locale, goods.timeZone)
  const ended = goods.ended?.to ? [...(goods.ended.authority ? [goods.ended.to, goods.ended.authority] : [goods.ended.to]), at(goods.ended.at)].join('　') : ''
  return {
    locale, title: s.title, organization: short(data.organization, MOST_LETTERS), number: goods.number, numberLabel: s.number, printed: fill(w.common.printed, { at: at(data.printedAt), by: short(data.printedBy, MOST_LETTERS) }), zone: fill(w.common.zone, { zone: goods.timeZone }),
    page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank, uncovered: '',
    blocks: [form([
      [s.number, goods.number], [w.common.number, goods.complaintNumber], [s.owner, goods.customerName], [s.takenAt, at(goods.takenAt)], [s.unit, unit.name], [s.phone, unit.phone ?? ''],
      [s.kind, data.kind], [s.weight, weightWords(data)], [s.what, goods.what, 'wide'], [s.condition, goods.condition, 'wide'], [s.sealNumber, goods.seal ?? ''], [s.value, goods.valueFen === null ? '' : figures(goods.valueFen)],
      [s.photos, String(goods.photos.length)], [s.returnBy, formatEnd(goods.returnBy, locale, goods.timeZone)], ...(goods.unsignedWhy ? [[s.unsigned, goods.unsignedWhy, 'wide'] as const] : []),
    ])],
    keep: s.keep, customerSign: s.customerSign, staffSign: s.staffSign, returned: ended && `${s.returned}${ended}`, backSign: s.backSign,
  }
}
