import { fieldMissing, fieldWrong } from '#contract/liaison.ts'
import type { LiaisonField, LiaisonPart } from '#contract/liaison-pack.ts'
import type { Locale } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { Liability } from '#contract/packs.ts'
import { inOurTimes } from '#kernel/time.ts'

export type Values = Readonly<Record<string, string | number>>
/** Codes of causes that the pack knows. */
export type Causes = readonly string[]

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && inOurTimes(value)

const fits = (field: LiaisonField, value: string | number, causes: Causes): boolean => {
  if (field.type === 'number') return typeof value === 'number' && Number.isFinite(value)
  if (typeof value !== 'string') return false
  if (field.type === 'day') return isDay(value)
  if (field.type === 'choice') return (field.choices ?? []).some((c) => c.code === value)
  if (field.type === 'liability') return Liability.safeParse(value).success
  return field.type !== 'cause' || causes.includes(value)
}

export interface Fault { readonly refusal: Refusal; readonly code: string; readonly label: string }

/** Without what was left empty. */
export const filledIn = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/** The first value that cannot stand in its part of the form; `whole`: and the first that must stand there and does not. */
export const faultIn = (template: readonly LiaisonField[], part: LiaisonPart, values: Values, { causes, whole, locale }: { readonly causes: Causes; readonly whole: boolean; readonly locale: Locale }): Fault | null => {
  const fields = template.filter((field) => field.part === part)
  for (const [code, value] of Object.entries(values)) {
    const field = fields.find((each) => each.code === code)
    if (!field || !fits(field, value, causes)) return { refusal: fieldWrong, code, label: field?.label[locale] ?? code }
  }
  const missing = whole ? fields.find((field) => field.required && values[field.code] === undefined) : undefined
  return missing ? { refusal: fieldMissing, code: missing.code, label: missing.label[locale] } : null
}

/** A new form begins with what the registration knows; what does not fit any more is left for who fills it. */
export const beginning = (template: readonly LiaisonField[], known: Values): Values => Object.fromEntries(template.flatMap((field) => {
  const value = field.part === 'issue' && field.from ? known[field.from] : undefined
  return value !== undefined && fits(field, field.type === 'number' ? value : String(value), []) ? [[field.code, field.type === 'number' ? value : String(value)]] : []
}))
