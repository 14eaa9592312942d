import type { Pen } from '../words.ts'

/** What every paper carries on its edges. */
export interface Frame {
  readonly locale: string
  readonly title: string
  readonly organization: string
  readonly number: string
  readonly numberLabel: string
  readonly printed: string
  readonly zone: string
  /** With `{page}` and `{pages}`, which only the typesetter knows. */
  readonly page: string
  readonly seal: string
  readonly dateLabel: string
  readonly dateBlank: string
}

/** Names in headers and footers keep to their line. */
const MOST_LETTERS = 40

export function frame(pen: Pen, title: string): Frame {
  const { data, w } = pen
  return {
    locale: data.locale,
    title,
    organization: short(data.organization.name, MOST_LETTERS),
    number: data.case.number,
    numberLabel: w.common.number,
    printed: pen.fill(w.common.printed, { at: pen.at(data.printedAt), by: short(data.printedBy, MOST_LETTERS) }),
    zone: pen.fill(w.common.zone, { zone: data.timeZone }),
    page: w.common.page,
    seal: w.common.seal,
    dateLabel: w.common.date,
    dateBlank: w.common.dateBlank,
  }
}

/** The beginning of a longer text on one line. */
export function short(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`
}
