import type { Medium, NoticeClass } from '#contract/channel.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { DAY, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { workingDaysOf } from '#modules/clock/queries/hours.ts'
import { noticeWords } from '#modules/notification/queries.ts'
import { type Open, type Reached, openChannels, reachedBy } from '../queries/reach.ts'
import { linkFor } from '#modules/remedy/commands/by-link.ts'
import { classOf, isPressing } from '../rules/classes.ts'
import { templateFor } from '../rules/filled.ts'
import { whenFor } from '../rules/when.ts'
import { type Said, type ToSend, queue } from './queue.ts'

/** `sees`: who may see the case, asked of each where it is confidential; null where it is not. */
export interface Plan { readonly noticeIds: readonly string[]; readonly canMail: boolean; readonly baseUrl: string; readonly sees: readonly string[] | null }

/** What is older is no news any more, wherever it was held up: it stands in the application. */
const NEWS_MS = DAY

const noticesOf = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('notification.notice as n').leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'n.organization_id').onRef('c.id', '=', 'n.complaint_id'))
  .innerJoin('identity.organization as o', 'o.organization_id', 'n.organization_id')
  .select(['n.id', 'n.person_id', 'n.name', 'n.payload', 'n.complaint_id', 'n.about_type', 'n.about_id', 'c.number', 'c.urgency', 'c.confidential', 'o.name as house']).where('n.organization_id', '=', tx.actor.organizationId).where('n.id', 'in', [...ids]).where('n.at', '>', plusMs(tx.now, -NEWS_MS)).execute()
type Notice = Awaited<ReturnType<typeof noticesOf>>[number]

const urlOf = (notice: Notice, kind: NoticeClass, baseUrl: string) => {
  if (notice.complaint_id) return `${baseUrl}/complaints/${notice.complaint_id}`
  if (notice.about_type === 'liaison') return `${baseUrl}/complaints/liaison/${notice.about_id}`
  return `${baseUrl}/${kind === 'feedback' ? 'feedback' : 'notices'}`
}

/** Of a confidential case nothing is said outside but that there is one. */
const saidOf = (notice: Notice, kind: NoticeClass, { locale }: Reached, baseUrl: string): Said => {
  const say = (key: string, params = {}) => words(locale, ['channel', ...key.split('.')], params) ?? ''
  const text = notice.confidential ? say('confidential') : noticeWords(notice.name, notice.payload, locale)
  return { title: say(`title.${kind}`), text, url: urlOf(notice, kind, baseUrl), locale, template: 'notice', values: { number: notice.confidential ? '' : notice.number ?? '', matter: say(`title.${kind}`), house: notice.house } }
}

/** The lanes by which a medium reaches somebody now: none, one, or one for each browser. */
const lanesOf = (medium: Medium, person: Reached, channels: readonly Open[], canMail: boolean): readonly Pick<ToSend, 'lane' | 'address' | 'deviceId'>[] => {
  if (medium === 'mail') return canMail ? [{ lane: 'mail', address: person.email }] : []
  if (medium === 'push') return person.devices.map((deviceId) => ({ lane: 'push', address: null, deviceId }))
  const channel = channels.find((one) => one.medium === medium && (medium !== 'sms' || templateFor(one.templates, 'notice', person.locale)))
  const address = person.addresses[medium]
  return channel && address ? [{ lane: channel.id, address }] : []
}

/** What somebody chose for news of this kind, put where it goes out: at once, after the quiet, or with the digest. */
const messagesOf = (tx: Tx, notice: Notice, person: Reached, channels: readonly Open[], { canMail, baseUrl, works }: Plan & { readonly works: (day: string) => boolean }): ToSend[] => {
  const kind = classOf(notice.name)
  const pressing = isPressing(kind, notice.urgency)
  const when = whenFor(person.habits, pressing, tx.now, works)
  const said = saidOf(notice, kind, person, baseUrl)
  return person.choices[kind].media.flatMap((medium) => lanesOf(medium, person, channels, canMail).map((lane) => ({
    ...lane, medium, kind: notice.name, personId: person.personId, complaintId: notice.complaint_id, noticeId: notice.id, said, once: `notice:${notice.id}:${medium}:${lane.deviceId ?? ''}`, pressing, when,
  })))
}

/** What can be decided where the message is read. */
const DECIDED_BY_LINK: readonly string[] = ['approvalAsked', 'approvalClimbed']
/** Whose messages carry a link: they reach one person alone, and have room for it. */
const CARRIES: readonly Medium[] = ['mail', 'wecom', 'dingtalk', 'feishu']

/** Messages with the link to decide by; one that waits for the digest leads into the application. */
const withLink = async (tx: Tx, notice: Notice, person: Reached, messages: readonly ToSend[], baseUrl: string): Promise<ToSend[]> => {
  const carries = (one: ToSend) => CARRIES.some((medium) => medium === one.medium) && one.when?.state !== 'gathered'
  if (!notice.complaint_id || !DECIDED_BY_LINK.includes(notice.name) || !messages.some(carries)) return [...messages]
  const token = await linkFor(tx, { complaintId: notice.complaint_id, personId: notice.person_id })
  return messages.map((one) => (token && carries(one) ? { ...one, said: { ...one.said, link: `${baseUrl}/portal?approve=${token}&lang=${person.locale}` } } : one))
}

/** Notices of the application become messages out, by what each reader chose. */
export const planNotices = command('channel.plan', async (tx, plan: Plan) => {
  const notices = (await noticesOf(tx, plan.noticeIds)).filter((n) => plan.sees === null || plan.sees.includes(n.person_id))
  const read = readerOf(tx.db)
  const people = new Map((await reachedBy(read, tx.actor.organizationId, notices.map((n) => n.person_id))).map((p) => [p.personId, p]))
  const channels = await openChannels(read, tx.actor.organizationId)
  const worksAt = await workingDaysOf(read, tx.actor.organizationId, [...people.values()].flatMap(({ unitId }) => (unitId ? [unitId] : [])))
  const messages: ToSend[] = []
  for (const notice of notices) {
    const person = people.get(notice.person_id)
    if (person) messages.push(...await withLink(tx, notice, person, messagesOf(tx, notice, person, channels, { ...plan, works: worksAt(person.unitId) }), plan.baseUrl))
  }
  await queue(tx, messages)
})
