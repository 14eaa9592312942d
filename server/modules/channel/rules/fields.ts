import { type ChannelKind, FIELDS, KNOWN_VALUES, SITES, type Template } from '#contract/channel.ts'

type Values = Readonly<Record<string, string>>

/** What of a channel is still missing or wrong, by field; null when nothing is. `kept`: secrets that were told before. */
export const faultIn = (kind: ChannelKind, { settings, secrets, unitId, news }: { settings: Values; secrets: Values; unitId: string | null; news: readonly string[] }, kept: Values): string | null => {
  const { plain, secret, optional, medium } = FIELDS[kind]
  const unfilled = plain.find((name) => !optional.includes(name) && !settings[name]?.trim())
  if (unfilled) return `settings/${unfilled}`
  const untold = secret.find((name) => !optional.includes(name) && !secrets[name] && !kept[name])
  if (untold) return `secrets/${untold}`
  if (settings['agentId'] !== undefined && plain.includes('agentId') && !/^\d{1,18}$/.test(settings['agentId'].trim())) return 'settings/agentId'
  if (medium === 'robot') return news.length ? null : 'news'
  return unitId ? 'unitId' : null
}

/** Blanks that nothing is known for, and names that the provider needs, by the index of the template; null when all is well. */
export const faultInTemplates = (kind: ChannelKind, templates: readonly Template[]): string | null => {
  const twice = templates.findIndex((t, i) => templates.findIndex((other) => other.kind === t.kind && other.locale === t.locale) !== i)
  if (twice >= 0) return `templates/${twice}/kind`
  for (const [i, template] of templates.entries()) {
    const blank = template.params.findIndex((p) => !KNOWN_VALUES[template.kind].includes(p.value) || (kind === 'aliyunSms' && !p.name.trim()))
    if (blank >= 0) return `templates/${i}/params/${blank}`
  }
  return null
}

/** Only what the kind knows, without the blanks around it. */
export const settingsOf = (kind: ChannelKind, settings: Values): Record<string, string> => Object.fromEntries(FIELDS[kind].plain.map((name) => {
  const value = settings[name]?.trim() ?? ''
  return [name, name === 'site' && !SITES.some((site) => site === value) ? SITES[0] : value]
}))

/** A robot's whole address as its page shows it, or the key alone. */
const KEYS = [/[?&]key=([\w-]{8,100})/, /[?&]access_token=([\w-]{8,100})/, /\/open-apis\/bot\/v2\/hook\/([\w-]{8,100})/, /^([\w-]{8,100})$/]
export const robotKey = (typed: string): string | null => KEYS.map((shape) => shape.exec(typed.trim())?.[1]).find((key) => key !== undefined) ?? null
