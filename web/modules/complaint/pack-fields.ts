import type { Case } from '#contract/casefile.ts'
import type { Field, PackView } from '#contract/packs.ts'
import { type Category, lineage } from './category-tree.ts'
import { isHeldBeside } from './twins.ts'

/** The extra fields that are asked for: those without a condition, those of a chosen category or of one above it, those of the way it came. */
export const fieldsFor = (fields: readonly Field[], categories: readonly Category[], chosen: readonly (string | null | undefined)[], channel: string): Field[] => {
  const reached = new Set(chosen.flatMap((code) => lineage(categories, code ?? null).map((category) => category.code)))
  return fields.filter((field) => (!field.categories || field.categories.some((code) => reached.has(code))) && (!field.channels || field.channels.some((one) => one === channel)))
}

/** The fields of a case: those asked for as it stands, and others that have an answer. */
export const askedOf = (it: Pick<Case, 'points' | 'channel' | 'fields'>, pack: Pick<PackView, 'fields' | 'categories'>): Field[] => {
  const asked = fieldsFor(pack.fields, pack.categories, it.points.map((point) => point.categoryCode), it.channel)
  return [...asked, ...pack.fields.filter((field) => field.code in it.fields && !asked.includes(field))]
}

/** Those that are filled in or put right here: what stands among the facts of order and goods is not written twice. */
export const openFieldsOf = (it: Pick<Case, 'points' | 'channel' | 'fields' | 'customer' | 'order' | 'product' | 'claimFen'>, pack: Pick<PackView, 'fields' | 'categories'>): Field[] => askedOf(it, pack).filter((field) => !isHeldBeside(it, field))
