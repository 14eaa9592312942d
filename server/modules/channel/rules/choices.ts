import { type Choices, type Medium, MEDIA, NoticeClass } from '#contract/channel.ts'

const WORK: readonly Medium[] = ['wecom', 'dingtalk', 'feishu', 'push']
const EVERYWHERE: readonly Medium[] = ['mail', ...WORK]

/** Unless somebody chooses otherwise. `leads`: who can take a case over hears of an escalation by SMS too. */
export const defaultsOf = (leads: boolean): Readonly<Record<NoticeClass, readonly Medium[]>> => ({
  escalation: leads ? MEDIA : EVERYWHERE, deadline: EVERYWHERE, work: EVERYWHERE, customer: EVERYWHERE, progress: ['mail', 'push'], feedback: ['mail'], system: EVERYWHERE,
})

/** What counts for somebody: their own choices, the defaults for the rest. */
export const choicesOf = (own: Choices, leads: boolean): Record<NoticeClass, readonly Medium[]> => {
  const defaults = defaultsOf(leads)
  return Object.fromEntries(NoticeClass.options.map((kind) => [kind, own[kind] ?? defaults[kind]])) as Record<NoticeClass, readonly Medium[]>
}
