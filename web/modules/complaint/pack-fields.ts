import type { Field } from '#contract/packs.ts'
import { type Category, lineage } from './category-tree.ts'

/** The extra fields that the chosen categories ask for: those without a condition, and those of a category or of one above it. */
export const fieldsFor = (fields: readonly Field[], categories: readonly Category[], chosen: readonly (string | null | undefined)[]): Field[] => {
  const reached = new Set(chosen.flatMap((code) => lineage(categories, code ?? null).map((category) => category.code)))
  return fields.filter((field) => !field.categories || field.categories.some((code) => reached.has(code)))
}
