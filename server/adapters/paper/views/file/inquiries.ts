import type { Cell, InquiryField, Spot, Value } from '#contract/inquiry-kinds.ts'
import { type Block, type Pair, form, heading, nothing, table } from '../../blocks.ts'
import { type Pen, figures } from '../../words.ts'
import { evidenceOf } from './evidence.ts'

type Inquiry = Pen['data']['case']['inquiries'][number]
type Row = Readonly<Record<string, Cell>>

const COORDINATE_DIGITS = 5

/** What stands in a field; a table stands below the form. */
function written(pen: Pen, { type }: InquiryField, value: Value | Cell): string {
  switch (type) {
    case 'moment': return pen.at(String(value))
    case 'day': return pen.day(String(value))
    case 'choice': return pen.term('inquiryChoice', String(value))
    case 'yes': return pen.yesNo(value === true)
    case 'money': return figures(Number(value))
    case 'spot': { const { latitude, longitude, accuracy } = value as Spot; return pen.fill(pen.w.inquiry.spot, { latitude: latitude.toFixed(COORDINATE_DIGITS), longitude: longitude.toFixed(COORDINATE_DIGITS), accuracy: Math.round(accuracy) }) }
    case 'signature': return pen.w.inquiry.signed
    case 'goods': return pen.data.case.goods.find(({ id }) => id === value)?.number ?? pen.w.common.absent
    case 'sample': return pen.data.case.evidence.find(({ id }) => id === value)?.number ?? pen.w.common.absent
    default: return pen.text(String(value))
  }
}

const filled = (pen: Pen, { details: { kind, fields } }: Inquiry) => (pen.data.inquiryFields[kind] ?? []).flatMap((field) => {
  const value = fields[field.code]
  return value === undefined || value === null ? [] : [{ field, value }]
})

function pairs(pen: Pen, inquiry: Inquiry): Pair[] {
  const i = pen.w.inquiry
  const { ended } = inquiry
  const files = evidenceOf(pen).filter(({ file }) => inquiry.files.some(({ id }) => id === file.id)).map(({ code }) => code)
  return [
    [i.what, inquiry.what, 'wide'], [i.owner, inquiry.owner.name], [i.askedAt, pen.at(inquiry.askedAt)], [i.due, pen.until(inquiry.dueAt)], [i.state, pen.term('inquiryState', inquiry.state)],
    ...filled(pen, inquiry).filter(({ field }) => field.type !== 'rows').map(({ field, value }): Pair => (field.type === 'long' ? [pen.term('inquiryField', field.code), written(pen, field, value), 'wide'] : [pen.term('inquiryField', field.code), written(pen, field, value)])),
    ...(inquiry.result === null ? [] : [[i.result, inquiry.result, 'wide'] as const]), [i.files, pen.list(files)], [i.evidence, pen.list(inquiry.evidence.map(({ number }) => number))],
    ...(ended === null ? [] : [[i.ended, pen.list([ended.by?.name, pen.at(ended.at), ended.why]), 'wide'] as const]),
  ]
}

const tables = (pen: Pen, inquiry: Inquiry): Block[] => filled(pen, inquiry).filter(({ field, value }) => field.type === 'rows' && Array.isArray(value) && value.length > 0).map(({ field: { columns = [] }, value }) =>
  table(columns.map(({ code, type }) => ({ head: pen.term('inquiryField', code), ...(type === 'yes' ? { mm: 18 } : { share: 1 }) })), (value as readonly Row[]).map((row) => columns.map((column) => (column.type === 'yes' ? pen.yesNo(row[column.code] === true) : pen.text(row[column.code] as string | null))))))

/** E6: everything that was found out, and how. */
export function inquiries(pen: Pen): Block[] {
  const { inquiries: all } = pen.data.case
  if (all.length === 0) return [nothing(pen.w.common.nothing)]
  return all.flatMap((inquiry) => [heading(`${inquiry.number}　${pen.term('inquiryKind', inquiry.details.kind)}`), form(pairs(pen, inquiry)), ...tables(pen, inquiry)])
}
