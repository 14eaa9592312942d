import type { Locale } from '#contract/common.ts'
import type { Template, TemplateKind, TemplateValue } from '#contract/channel.ts'

/** An approved template with what stands in its blanks, in their order. */
export interface Filled { readonly id: string; readonly params: readonly { readonly name: string; readonly value: string }[] }

export type Values = Readonly<Partial<Record<TemplateValue, string>>>

/** The longest a blank may be filled with at the strictest provider. */
const MOST_LETTERS = 35

/** The approved template of a kind in the reader's language, else in any; null when there is none. */
export const templateFor = (templates: readonly Template[], kind: TemplateKind, locale: Locale): Template | null =>
  templates.find((t) => t.kind === kind && t.locale === locale) ?? templates.find((t) => t.kind === kind) ?? null

/** A blank is never left empty: providers refuse the whole message. */
export const fill = (template: Template, values: Values): Filled => ({
  id: template.templateId, params: template.params.map(({ name, value }) => ({ name, value: [...(values[value] || '-')].slice(0, MOST_LETTERS).join('') })),
})
