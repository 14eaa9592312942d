import type { Field } from '#contract/packs.ts'
import { inOurTimes } from '#kernel/time.ts'

export type FieldFault = { readonly code: string; readonly kind: 'unknown' | 'wrong' | 'missing' }
export type Answers = Readonly<Record<string, string | number>>

const fits = (field: Field, value: string | number): boolean => {
  switch (field.type) {
    case 'text': return typeof value === 'string' && !value.includes('\u0000')
    case 'number': return typeof value === 'number' && Number.isFinite(value)
    case 'money': return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    case 'day': return typeof value === 'string' && isDay(value)
    case 'choice': return (field.choices ?? []).some((c) => c.code === value)
  }
}

const isDay = (value: string) => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (!year || !month || !day || !inOurTimes(value)) return false
  const longest = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1]
  return longest !== undefined && Number(day) >= 1 && Number(day) <= longest
}

/** Every answer that the form does not know, that has the wrong kind, and every required one that is missing. */
export const faultsOf = (fields: readonly Field[], answers: Answers, categories: readonly string[]): FieldFault[] => {
  const given = Object.entries(answers).flatMap(([code, value]): FieldFault[] => {
    const field = fields.find((f) => f.code === code)
    if (!field) return [{ code, kind: 'unknown' }]
    return fits(field, value) ? [] : [{ code, kind: 'wrong' }]
  })
  const asked = fields.filter((f) => f.required && (!f.categories || f.categories.some((c) => categories.includes(c))))
  return [...given, ...asked.filter((f) => answers[f.code] === undefined || answers[f.code] === '').map((f): FieldFault => ({ code: f.code, kind: 'missing' }))]
}
