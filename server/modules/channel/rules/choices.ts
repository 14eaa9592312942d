import { type Choices, type ChosenBy, type Medium, MEDIA, NoticeClass } from '#contract/channel.ts'
import type { NoticeDefault } from '#contract/notice-pack.ts'

const WORK: readonly Medium[] = ['wecom', 'dingtalk', 'feishu', 'push']
const EVERYWHERE: readonly Medium[] = ['mail', ...WORK]

/** Whose defaults are asked for: their roles, and whether they can take cases over. */
export interface Standing { readonly roles: readonly string[]; readonly leads: boolean }

/** Unless the pack or somebody themselves says otherwise. `leads`: who can take a case over hears of an escalation by SMS too. */
const plainly = (leads: boolean): Readonly<Record<NoticeClass, readonly Medium[]>> => ({
  escalation: leads ? MEDIA : EVERYWHERE, deadline: EVERYWHERE, work: EVERYWHERE, customer: EVERYWHERE, progress: ['mail', 'push'], feedback: ['mail'], system: EVERYWHERE,
})

/** What the pack says of a kind: for their roles, all ways together where they have several, otherwise for everybody. */
const ofPack = (rules: readonly NoticeDefault[], kind: NoticeClass, roles: readonly string[]): readonly Medium[] | undefined => {
  const about = rules.filter(({ kinds }) => kinds.includes(kind))
  const named = about.filter((rule) => rule.roles?.some((role) => roles.includes(role)))
  if (named.length > 0) return MEDIA.filter((medium) => named.some(({ media }) => media.includes(medium)))
  return about.find((rule) => !rule.roles)?.media
}

export interface Chosen { readonly media: readonly Medium[]; readonly by: ChosenBy; /** What would hold without a choice of one's own. */ readonly otherwise: { readonly media: readonly Medium[]; readonly by: Exclude<ChosenBy, 'self'> } }

/** What counts for somebody: their own choices, then what the pack says for their role, then what holds everywhere. */
export const choicesOf = (own: Choices, { roles, leads }: Standing, rules: readonly NoticeDefault[]): Record<NoticeClass, Chosen> => {
  const plain = plainly(leads)
  return Object.fromEntries(NoticeClass.options.map((kind): [NoticeClass, Chosen] => {
    const packed = ofPack(rules, kind, roles)
    const otherwise = packed ? { media: packed, by: 'pack' as const } : { media: plain[kind], by: 'program' as const }
    const chosen = own[kind]
    return [kind, { ...(chosen ? { media: chosen, by: 'self' } : otherwise), otherwise }]
  })) as Record<NoticeClass, Chosen>
}
