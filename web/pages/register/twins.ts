import type { Field, FieldAnswer, PackView } from '#contract/packs.ts'
import { twinOf } from '../../modules/complaint/twins.ts'
import type { Draft } from './draft.ts'

export const valueIn = (draft: Draft, field: Field): FieldAnswer | undefined => {
  const twin = twinOf(field)
  return (twin ? draft[twin] : draft.fields[field.code]) ?? undefined
}

/** A trade that has no such field is not asked for it; what is written there already stays in sight. */
export const isAsked = (pack: PackView, draft: Draft, key: 'memberNumber' | 'productCode' | 'lot'): boolean => draft[key] !== '' || twinField(pack.fields, key) !== undefined

/** The pack's own word for one of the form's fields, where it has one. */
export const twinField = (fields: readonly Field[], key: string): Field | undefined => fields.find((field) => twinOf(field) === key)
