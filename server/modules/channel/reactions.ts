import { type Actor, systemActor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import { type Listening, type Outside, type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import { DAY, type Instant, instant } from '#kernel/time.ts'
import { AgreementLinkMade, SignCodeAsked } from '#modules/agreement/events.ts'
import { OpinionLinkGoing } from '#modules/campaign/events.ts'
import { ClockBreached, ExtensionApproved } from '#modules/clock/events.ts'
import { acknowledgeOfItself } from '#modules/complaint/commands/of-itself.ts'
import { ComplaintRegistered, ComplaintTakenBack, IdentityChanged, PeopleAccused, UrgencyChanged } from '#modules/complaint/events.ts'
import { NoticeGiven } from '#modules/notification/events.ts'
import { PromiseBroken } from '#modules/promise/events.ts'
import { QuestionnaireLinkMade } from '#modules/questionnaire/events.ts'
import { NewHandler } from '#modules/routing/events.ts'
import { NoticeSent } from '#modules/settlement/events.ts'
import { type GroupNews, tellGroups } from './commands/groups.ts'
import { FeedbackAnswered } from '#modules/feedback/events.ts'
import { forgetNumbers, goOtherwise, tellCustomer, tellOfExtension, textAgreement, textLetter, textQuestionnaire, textSignCode } from './commands/letters.ts'
import { textOpinion } from './commands/opinion-letters.ts'
import { LetterToText } from '#modules/telling/events.ts'
import { takeBack } from './commands/queue.ts'
import { planNotices } from './commands/plan.ts'
import { tellSuggester } from './commands/suggestion-letters.ts'
import { CustomerNotReached, CustomerReached, CustomerTold } from './events.ts'
import { aboutNotices, caseInSight, receiptStanding } from './queries/channels.ts'

export type ActorOf = (organizationId: string, personId: string) => Promise<Actor | null>
interface Given { readonly canMail: boolean; readonly baseUrl: string; readonly actorOf: ActorOf }

/** Of those told of a confidential case, who may see it: asked as each of them. Null where nothing is confidential. */
const whoSees = async ({ ask }: Outside, actorOf: ActorOf, organizationId: string, noticeIds: readonly string[]): Promise<string[] | null> => {
  const about = await ask(aboutNotices, systemActor(organizationId), { noticeIds })
  if (!about.some((n) => n.confidential)) return null
  const seen: string[] = []
  for (const { person_id, complaint_id, confidential } of about) {
    const actor = await actorOf(organizationId, person_id)
    const inSight = !confidential || !complaint_id || (actor?.may(caseInSight.name) === true && await ask(caseInSight, actor, { complaintId: complaint_id }))
    if (actor && inSight) seen.push(person_id)
  }
  return seen
}

/** What lies longer back was brought from elsewhere: nobody is told of it as news. */
const isFresh = (at: Instant, receivedAt: string) => at.getTime() - instant(receivedAt).getTime() < DAY

const toGroups = ({ perform }: Outside, organizationId: string, because: string, news: GroupNews['news'], complaintId: string, baseUrl: string) =>
  perform(tellGroups, { actor: systemActor(organizationId), requestId: because }, { complaintId, news, because, baseUrl })

/** The receipt is the acknowledgement (A13) where nothing is burning: where something is, a person has to answer in time. */
const acknowledgeBySms = async ({ ask, perform }: Outside, organizationId: string, id: string, complaintId: string) => {
  const actor = systemActor(organizationId)
  const standing = await ask(receiptStanding, actor, { complaintId })
  if (standing?.urgency !== 'general') return
  await acknowledgeOfItself({ perform }, organizationId, id, { id: complaintId, how: 'sms', note: words(standing.locale, ['channel', 'receiptNote']) ?? '' })
}

/** Where there is a channel at all. */
const withChannels: Listening = async (open) => new Set((await open.selectFrom('channel.channel').select('organization_id').distinct().where('removed_at', 'is', null).execute()).map((row) => row.organization_id))

/** Where somebody could be told outside of the application; mail reaches everybody, so with it everywhere. */
const withWays: Listening = async (open) => new Set([...await withChannels(open), ...(await open.selectFrom('channel.device').select('organization_id').distinct().execute()).map((row) => row.organization_id)])

export const reactions = ({ canMail, baseUrl, actorOf }: Given): readonly Reaction[] => [
  // A case that was brought by mistake is gone: what waits to be said of it goes nowhere.
  whenever(ComplaintTakenBack, async (tx, events) => {
    await tx.db.deleteFrom('channel.message').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', events.map(({ payload }) => payload.complaintId)).where('state', 'in', ['waiting', 'gathered']).execute()
  }),
  whenever(PeopleAccused, async (tx, events) => {
    for (const { subject, payload } of events) await takeBack(tx, payload.complaintId, subject.about ?? [])
  }),
  afterwards(NoticeGiven, 'channel.notices', async (outside, { id, organizationId, payload }) => {
    const sees = await whoSees(outside, actorOf, organizationId, payload.noticeIds)
    await outside.perform(planNotices, { actor: systemActor(organizationId), requestId: id }, { noticeIds: payload.noticeIds, canMail, baseUrl, sees })
  }, canMail ? undefined : withWays),
  afterwards(ComplaintRegistered, 'channel.registered', async (outside, { id, organizationId, at, payload }) => {
    if (payload.closedAt || !isFresh(at, payload.receivedAt)) return
    await toGroups(outside, organizationId, id, 'registered', payload.complaintId, baseUrl)
    await outside.perform(tellCustomer, { actor: systemActor(organizationId), requestId: id }, { complaintId: payload.complaintId, letter: 'receipt', because: payload.complaintId })
  }, withChannels),
  afterwards(ClockBreached, 'channel.overdue', (outside, { id, organizationId, payload }) => toGroups(outside, organizationId, id, 'overdue', payload.complaintId, baseUrl).then(() => undefined), withChannels),
  afterwards(PromiseBroken, 'channel.promise', (outside, { id, organizationId, payload }) => toGroups(outside, organizationId, id, 'overdue', payload.complaintId, baseUrl).then(() => undefined), withChannels),
  afterwards(UrgencyChanged, 'channel.escalated', async (outside, { id, organizationId, payload }) => {
    if (payload.urgency !== 'general' && payload.before !== 'critical') await toGroups(outside, organizationId, id, 'escalated', payload.complaintId, baseUrl)
  }, withChannels),
  afterwards(ExtensionApproved, 'channel.extension', async ({ perform }, { id, organizationId, payload }) => {
    await perform(tellOfExtension, { actor: systemActor(organizationId), requestId: id }, { complaintId: payload.complaintId, extensionId: payload.extensionId })
  }, withChannels),
  afterwards(NoticeSent, 'channel.completion', async ({ perform }, { id, organizationId, payload }) => {
    await perform(tellCustomer, { actor: systemActor(organizationId), requestId: id }, { complaintId: payload.complaintId, letter: 'completion', because: payload.noticeId })
  }, withChannels),
  afterwards(QuestionnaireLinkMade, 'channel.questionnaire', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.linkWay === 'sms' || payload.linkWay === 'smsReminder') await perform(textQuestionnaire, { actor: systemActor(organizationId), requestId: id }, { linkId: payload.linkId })
  }, withChannels),
  afterwards(AgreementLinkMade, 'channel.agreement', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.linkWay === 'sms') await perform(textAgreement, { actor: systemActor(organizationId), requestId: id }, { linkId: payload.linkId })
  }, withChannels),
  afterwards(SignCodeAsked, 'channel.signCode', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.linkWay === 'sms') await perform(textSignCode, { actor: systemActor(organizationId), requestId: id }, { linkId: payload.linkId })
  }, withChannels),
  afterwards(OpinionLinkGoing, 'channel.opinion', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.linkWay === 'sms') await perform(textOpinion, { actor: systemActor(organizationId), requestId: id }, { linkId: payload.linkId })
  }, withChannels),
  // Who is rung up hears it then.
  afterwards(NewHandler, 'channel.newHandler', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.told === 'message') await perform(tellCustomer, { actor: systemActor(organizationId), requestId: id }, { complaintId: payload.complaintId, letter: 'newHandler', because: id })
  }, withChannels),
  afterwards(LetterToText, 'channel.update', async ({ perform }, { id, organizationId, payload }) => {
    await perform(textLetter, { actor: systemActor(organizationId), requestId: id }, payload)
  }, withChannels),
  afterwards(CustomerNotReached, 'channel.otherwise', async ({ perform }, { id, organizationId, payload: { complaintId, messageId } }) => {
    await perform(goOtherwise, { actor: systemActor(organizationId), requestId: id }, { complaintId, messageId })
  }),
  afterwards(FeedbackAnswered, 'channel.suggestion', async ({ perform }, { id, organizationId, payload }) => {
    if (payload.answerWay === 'sms') await perform(tellSuggester, { actor: systemActor(organizationId), requestId: id }, { feedbackId: payload.feedbackId, letter: 'suggestion', because: payload.feedbackId })
  }, withChannels),
  // Who it is lies apart from now on: what went to their number does not name it any more, and what waits goes nowhere.
  whenever(IdentityChanged, async (tx, events) => { await forgetNumbers(tx, events.flatMap(({ payload }) => (payload.identity === 'protected' ? [payload.complaintId] : []))) }),
  afterwards(CustomerTold, 'channel.receiptSent', async (outside, { id, organizationId, payload }) => {
    if (payload.letter === 'receipt' && !payload.awaits) await acknowledgeBySms(outside, organizationId, id, payload.complaintId)
  }),
  afterwards(CustomerReached, 'channel.receiptArrived', async (outside, { id, organizationId, payload }) => {
    if (payload.letter === 'receipt') await acknowledgeBySms(outside, organizationId, id, payload.complaintId)
  }),
]
