import { type Channel, type ChannelKind, FIELDS, KNOWN_VALUES, type News, type Template, type TemplateKind, type TemplateValue } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'

type Values = Readonly<Record<string, string>>
export interface Typed {
  readonly kind: ChannelKind; readonly name: string; readonly settings: Values; readonly secrets: Values; readonly templates: readonly Template[]
  readonly unitId: string | null; readonly news: readonly News[]; readonly summaryAt: string; readonly locale: Locale
}

const SUMMARY_AT = '09:00'

export const emptyOf = (kind: ChannelKind, name: string, locale: Locale): Typed => ({ kind, name, settings: {}, secrets: {}, templates: [], unitId: null, news: FIELDS[kind].medium === 'robot' ? ['registered', 'escalated', 'overdue'] : [], summaryAt: SUMMARY_AT, locale })

export const typedOf = (channel: Channel): Typed => ({ ...channel, secrets: {}, summaryAt: channel.summaryAt ?? SUMMARY_AT })

/** What is sent to the server; what is kept there and was not typed anew stays out. */
export const inputOf = ({ kind, ...typed }: Typed) => ({
  name: typed.name.trim(), settings: Object.fromEntries(FIELDS[kind].plain.map((name) => [name, typed.settings[name] ?? ''])), secrets: Object.fromEntries(FIELDS[kind].secret.map((name) => [name, typed.secrets[name] ?? ''])),
  templates: typed.templates.map((template) => ({ ...template, params: [...template.params] })), unitId: typed.unitId, news: [...typed.news], summaryAt: typed.news.includes('summary') ? typed.summaryAt : null, locale: typed.locale,
})

/** What still has to be filled in, by field. */
export const missingIn = (typed: Typed, isNew: boolean): ReadonlySet<string> => {
  const { plain, secret, optional, medium } = FIELDS[typed.kind]
  const asked = (names: readonly string[]) => names.filter((name) => !optional.includes(name))
  return new Set([
    ...(typed.name.trim() ? [] : ['name']), ...asked(plain).filter((name) => !typed.settings[name]?.trim()).map((name) => `settings/${name}`),
    ...(isNew ? asked(secret).filter((name) => !typed.secrets[name]?.trim()).map((name) => `secrets/${name}`) : []), ...(medium === 'robot' && typed.news.length === 0 ? ['news'] : []),
    ...typed.templates.flatMap((template, i) => [...(template.templateId.trim() ? [] : [`templates/${i}/templateId`]), ...(typed.kind === 'aliyunSms' ? template.params.flatMap((p, j) => (p.name.trim() ? [] : [`templates/${i}/params/${j}`])) : [])]),
  ])
}

/** A new template asks for everything that can be said of its kind, in the order in which it is said. */
export const newTemplate = (kind: TemplateKind, locale: Locale): Template => ({ kind, locale, templateId: '', params: KNOWN_VALUES[kind].slice(0, 2).map((value: TemplateValue) => ({ name: value, value })) })
