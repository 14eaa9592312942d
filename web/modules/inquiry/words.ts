import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import { type Cell, type Details, INQUIRY_FIELDS, type InquiryField, type Spot, type Value, isAsked } from '#contract/inquiry-kinds.ts'
import { money } from '../../ui/money.ts'
import { exactWords } from '../../ui/time-words.ts'

type Term = (kind: string, value: string) => string
type Known = Pick<Case, 'goods' | 'evidence'>

export interface Speaker { readonly t: TFunction; readonly term: Term; readonly zone: string; readonly known: Known }

const COORDINATE_DIGITS = 5
export const spotWords = (t: TFunction, { latitude, longitude, accuracy }: Spot): string => t('inquiry:spot.at', { latitude: latitude.toFixed(COORDINATE_DIGITS), longitude: longitude.toFixed(COORDINATE_DIGITS), accuracy: Math.round(accuracy) })

/** What stands in a field, in words; a table has cells instead. */
export const valueWords = ({ t, term, zone, known }: Speaker, { type }: InquiryField, value: Value | Cell): string => {
  if (value === null) return ''
  switch (type) {
    case 'moment': return exactWords(t, String(value), { zone })
    case 'choice': return term('inquiryChoice', String(value))
    case 'yes': return value === true ? t('common:yes') : t('common:no')
    case 'money': return money(Number(value))
    case 'spot': return spotWords(t, value as Spot)
    case 'goods': return known.goods.find(({ id }) => id === value)?.what ?? ''
    case 'sample': return known.evidence.find(({ id }) => id === value)?.what ?? ''
    default: return String(value)
  }
}

/** The fields that were filled in, in their order. */
export const filledIn = ({ kind, fields }: Details): readonly (readonly [InquiryField, Value])[] => INQUIRY_FIELDS[kind].flatMap((each) => {
  const value = fields[each.code]
  return value === undefined || value === null || value === '' || !isAsked(each, fields) ? [] : [[each, value] as const]
})

/** Rows with the number by which people call them. */
export const numbered = <T>(rows: readonly T[]): readonly { readonly row: T; readonly no: number }[] => rows.map((row, at) => ({ row, no: at + 1 }))
