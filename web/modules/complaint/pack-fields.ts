import type { Field } from '#contract/packs.ts'
import { type Category, lineage } from './category-tree.ts'

/** The extra fields that are asked for: those without a condition, those of a chosen category or of one above it, those of the way it came. */
export const fieldsFor = (fields: readonly Field[], categories: readonly Category[], chosen: readonly (string | null | undefined)[], channel: string): Field[] => {
  const reached = new Set(chosen.flatMap((code) => lineage(categories, code ?? null).map((category) => category.code)))
  return fields.filter((field) => (!field.categories || field.categories.some((code) => reached.has(code))) && (!field.channels || field.channels.some((one) => one === channel)))
}
