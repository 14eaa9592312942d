import type { DateOrder, ImportField, Mapping, Target } from '#contract/importing.ts'
import type { Field } from '#contract/packs.ts'
import { LETTER, LINE, PARAGRAPH } from '#contract/common.ts'

type Kind = ImportField['kind']
/** What a column can become. `most`: characters; `with`: read as a day or moment, as a value we know, or as it is. */
export interface Part { readonly part: string; readonly kind: Kind; readonly most: number; readonly required: boolean }

const part = (name: string, kind: Kind = 'text', most = LINE, required = false): Part => ({ part: name, kind, most, required })

/** What another system holds may be longer than our form takes; a cell of a spreadsheet holds 32,767 characters. */
const MOST_TEXT = 2 * LETTER

const ALWAYS = [
  part('wants', 'texts', PARAGRAPH), part('externalId'), part('channel', 'known'), part('unit', 'known'), part('category', 'known'),
  part('customerName'), part('phone', 'text', 40), part('productName'), part('orderNumber'),
]
const OF_COMPLAINTS = [
  part('occurredAt', 'moment'), part('closedAt', 'moment'), part('closingNote', 'texts', MOST_TEXT), part('email'), part('memberNumber', 'text', 60), part('customerClass', 'known'), part('address'),
  part('productCode'), part('lot'), part('place'), part('soFar', 'texts', PARAGRAPH), part('claim', 'money'), part('receiver'),
]
const KINDS: Readonly<Record<Field['type'], Kind>> = { text: 'text', longText: 'texts', number: 'number', money: 'money', day: 'day', choice: 'known', yesNo: 'known', several: 'known' }

const OF_ORDERS = [
  part('orderNumber', 'text', LINE, true), part('productName'), part('productCode'), part('lot'), part('serial'), part('quantity'), part('boughtOn', 'day'), part('amount', 'money'), part('soldAt'),
  part('customerName'), part('phone', 'text', 40), part('memberNumber', 'text', 60), part('shipment'), part('shippedOn', 'day'),
]

export const FIELD = 'field:'

const OF_CALLS = [part('calledAt', 'moment', LINE, true), part('callFrom', 'text', 40, true), part('callTo', 'text', 40), part('callId', 'text', 120), part('callKind', 'known')]

/** Everything a row can tell, most wanted first. */
export const partsFor = (target: Target, fields: readonly Field[]): readonly Part[] => {
  if (target === 'missedCalls') return OF_CALLS
  if (target === 'orders') return OF_ORDERS
  return target === 'complaints'
    ? [part('receivedAt', 'moment', LINE, true), part('text', 'texts', MOST_TEXT, true), ...ALWAYS, ...OF_COMPLAINTS, ...fields.map((f) => part(FIELD + f.code, KINDS[f.type], f.type === 'longText' ? PARAGRAPH : LINE))]
    : [part('receivedAt', 'moment'), part('text', 'texts', LETTER, true), ...ALWAYS]
}

const isDate = ({ kind }: Part) => kind === 'day' || kind === 'moment'

export type MappingFault = { readonly part: string; readonly why: 'column' | 'dates' }

/** What of a mapping is still to be told: columns that are needed, parts that there are none of, dates nobody was asked about. */
export const faultIn = (mapping: Mapping, parts: readonly Part[], width: number): MappingFault | null => {
  const missing = parts.find((p) => p.required && !mapping.columns[p.part])
  if (missing) return { part: missing.part, why: 'column' }
  const foreign = Object.entries(mapping.columns).find(([name, columns]) => !parts.some((p) => p.part === name) || columns.some((column) => column >= width))
  if (foreign) return { part: foreign[0], why: 'column' }
  const unasked = parts.find((p) => isDate(p) && mapping.columns[p.part] && !mapping.dates[p.part])
  return unasked ? { part: unasked.part, why: 'dates' } : null
}

export const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy', 'serial']
