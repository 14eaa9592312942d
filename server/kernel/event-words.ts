import type { Locale } from '#contract/common.ts'
import { dictionary, words } from './i18n.ts'
import { yuan } from './money.ts'

const readable = (key: string, value: unknown): unknown => (key.endsWith('Fen') && typeof value === 'number' ? yuan(value) : value)

/** Nothing but words was decided: the sum is no part of the story. */
const withoutMoney = (payload: unknown) => typeof payload === 'object' && payload !== null && ('counterFen' in payload ? !payload.counterFen : 'totalFen' in payload && payload.totalFen === 0)

/** What happened, as a person reads it: the words of the event with its payload filled in. */
export const eventWords = (name: string, payload: unknown, locale: Locale): string => {
  const [module = ''] = name.split('.')
  const params = Object.fromEntries(Object.entries(payload as Record<string, unknown>).map(([key, value]) => [key, termOf(key, value, locale) ?? readable(key, value)]))
  const verb = name.slice(module.length + 1)
  return (withoutMoney(payload) ? words(locale, [module, 'eventsWithoutMoney', verb], params) : null) ?? words(locale, [module, 'events', verb], params) ?? name
}

/** Enumerated values read in words: `urgency: critical` → 特别紧急. */
export const termOf = (key: string, value: unknown, locale: Locale): string | null => (typeof value === 'string' ? words(locale, ['terms', key, value]) : null)

/** Every event there is with its words, `…` where the payload would stand. */
export const eventNames = (locale: Locale): { name: string; words: string }[] => Object.entries(dictionary(locale)).flatMap(([module, sections]) => {
  const told = typeof sections === 'object' ? sections['events'] : undefined
  return Object.entries(typeof told === 'object' ? told : {}).map(([name, text]) => ({ name: `${module}.${name}`, words: String(text).replace(/\{\w+\}/g, '…') }))
})
