import type { Field, FieldAnswer, PackView } from '#contract/packs.ts'
import type { Draft } from './draft.ts'

/** Pack fields that the form asks for anyway, by where the form keeps them: asked once, kept in both places. */
const TEXTS = { memberNumber: 'memberNumber', boughtOn: 'boughtOn', salesNumber: 'orderNumber', orderNumber: 'orderNumber', barcode: 'productCode', lot: 'lot', lotNumber: 'lot' } as const
const MONEY = { pricePaid: 'priceFen', claimAmount: 'claimFen' } as const

type TwinKey = (typeof TEXTS)[keyof typeof TEXTS] | (typeof MONEY)[keyof typeof MONEY]

const keyIn = <T extends Readonly<Record<string, TwinKey>>>(table: T, code: string): TwinKey | null => table[code] ?? null

export const twinOf = (field: Field): TwinKey | null => {
  if (field.type === 'money') return keyIn(MONEY, field.code)
  return field.type === 'text' || field.type === 'day' ? keyIn(TEXTS, field.code) : null
}

export const valueIn = (draft: Draft, field: Field): FieldAnswer | undefined => {
  const twin = twinOf(field)
  return (twin ? draft[twin] : draft.fields[field.code]) ?? undefined
}

/** A trade that has no such field is not asked for it; what is written there already stays in sight. */
export const isAsked = (pack: PackView, draft: Draft, key: 'memberNumber' | 'productCode' | 'lot'): boolean => draft[key] !== '' || twinField(pack.fields, key) !== undefined

/** The pack's own word for one of the form's fields, where it has one. */
export const twinField = (fields: readonly Field[], key: string): Field | undefined => fields.find((field) => twinOf(field) === key)
