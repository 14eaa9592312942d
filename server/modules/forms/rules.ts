import { LINE, PARAGRAPH } from '#contract/common.ts'
import { type Field, type FieldAnswer, YES_NO } from '#contract/packs.ts'
import { inOurTimes } from '#kernel/time.ts'

export type FieldFault = { readonly code: string; readonly kind: 'unknown' | 'wrong' | 'missing' }
export type Answers = Readonly<Record<string, FieldAnswer>>
/** What a registration is about: its categories with those above them, and the way it came. */
export interface About { readonly categories: readonly string[]; readonly channel: string }

const isText = (value: FieldAnswer, most: number) => typeof value === 'string' && value.length <= most && !value.includes('\u0000')
const isChoice = ({ choices = [] }: Field, value: FieldAnswer) => choices.some((c) => c.code === value && !c.retired)

const fits = (field: Field, value: FieldAnswer): boolean => {
  switch (field.type) {
    case 'text': return isText(value, LINE)
    case 'longText': return isText(value, PARAGRAPH)
    case 'number': return typeof value === 'number' && Number.isFinite(value)
    case 'money': return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    case 'day': return typeof value === 'string' && isDay(value)
    case 'yesNo': return YES_NO.some((one) => one === value)
    case 'choice': return isChoice(field, value)
    case 'several': return Array.isArray(value) && new Set(value).size === value.length && value.every((one) => isChoice(field, one))
  }
}

const isDay = (value: string) => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (!year || !month || !day || !inOurTimes(value)) return false
  const longest = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1]
  return longest !== undefined && Number(day) >= 1 && Number(day) <= longest
}

const isAsked = (field: Field, { categories, channel }: About) =>
  (!field.categories || field.categories.some((c) => categories.includes(c))) && (!field.channels || field.channels.some((c) => c === channel))

const isBlank = (value: FieldAnswer | undefined) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Every answer that the form does not know, that has the wrong kind, and every required one that is missing. */
export const faultsOf = (fields: readonly Field[], answers: Answers, about: About): FieldFault[] => {
  const given = Object.entries(answers).flatMap(([code, value]): FieldFault[] => {
    const field = fields.find((f) => f.code === code)
    if (!field) return [{ code, kind: 'unknown' }]
    return fits(field, value) ? [] : [{ code, kind: 'wrong' }]
  })
  const asked = fields.filter((f) => f.required && isAsked(f, about))
  return [...given, ...asked.filter((f) => isBlank(answers[f.code])).map((f): FieldFault => ({ code: f.code, kind: 'missing' }))]
}
