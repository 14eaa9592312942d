import { systemActor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import { type Outside, type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import { noteMail } from '#modules/notification/commands.ts'
import { NO_SERVER, type PostOffice, REFUSED, orRefused } from '#modules/notification/port.ts'
import { ExtensionApproved } from '#modules/clock/events.ts'
import { NewHandler } from '#modules/routing/events.ts'
import { tellOfHandler } from './handler-letter.ts'
import { tellOfExtension } from './extension-letter.ts'
import { ComplaintTakenBack, ComplaintsMerged, ComplaintsUnmerged, TellByChosen } from '#modules/complaint/events.ts'
import { acknowledgeOfItself } from '#modules/complaint/commands/of-itself.ts'
import { LetterToMail, MessageWritten } from './events.ts'
import { sendReceipt } from './receipt-letter.ts'
import { giveBackMessages, takeInMessages } from './take-in.ts'
import { replyToMail } from './queries/messages.ts'
import { LETTERS, type Why, noteReturned } from './commands/ways.ts'

/** Letters that the program writes. */
const OF_ITSELF = LETTERS.filter((one) => one !== 'notice')

export const reactions = (post: PostOffice): readonly Reaction[] => [
  whenever(ExtensionApproved, async (tx, events) => {
    for (const { payload } of events) await tellOfExtension(tx, payload.complaintId, payload.extensionId)
  }),
  whenever(NewHandler, async (tx, events) => {
    for (const { payload } of events) if (payload.told === 'message') await tellOfHandler(tx, payload.complaintId, payload.ownerId)
  }),
  // What was written of itself about a case that was brought by mistake, and has not gone out, goes with it.
  whenever(ComplaintTakenBack, async (tx, events) => {
    await tx.db.deleteFrom('communication.message').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', events.map(({ payload }) => payload.complaintId)).where('kind', '=', 'reply').where('via', 'in', OF_ITSELF).execute()
  }),
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) await takeInMessages(tx, payload, payload.mergedId)
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await giveBackMessages(tx, payload.mergeId, payload.separatedId)
  }),
  whenever(TellByChosen, async (tx, events) => {
    for (const { payload } of events) if (payload.atStart && payload.tellBy !== 'usual') await sendReceipt(tx, payload.complaintId)
  }),
  ...mailReplies(post),
]

/** Whether it is the address that takes nothing, this mail that is refused, or nothing can be sent at all. */
const whyOf = (undeliverable: string): Why => ({ [NO_SERVER]: 'noServer' as const, [REFUSED]: 'refused' as const })[undeliverable] ?? 'address'

interface Going { readonly complaintId: string; readonly messageId: string }

/** What goes out by mail, and what became of it: a receipt that went is the acknowledgement where nothing is burning, one that cannot arrive goes another way. */
const mailLetter = async (outside: Outside, post: PostOffice, { id, organizationId, payload: { complaintId, messageId } }: { readonly id: string; readonly organizationId: string; readonly payload: Going }) => {
  const actor = systemActor(organizationId)
  const reply = await outside.ask(replyToMail, actor, { messageId })
  if (!reply) return
  const mail = { id: reply.mailId, to: reply.to, subject: reply.subject, text: reply.text, byPerson: reply.byPerson }
  const undeliverable = await orRefused(post.send(mail, { organizationId, complaintId }))
  // First what follows of it: once the mail is noted nobody comes back to it.
  if (undeliverable !== null) await outside.perform(noteReturned, { actor, requestId: `${id} returned` }, { complaintId, mailId: mail.id, to: mail.to, why: whyOf(undeliverable) })
  await outside.perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
  if (undeliverable === null && reply.acknowledges) await acknowledgeOfItself(outside, organizationId, id, { id: complaintId, how: 'email', note: words(reply.locale, ['communication', 'receiptNote']) ?? '' })
}

const mailReplies = (post: PostOffice): readonly Reaction[] => [
  // What goes another way at first, and by mail after all, is told of by an event of its own.
  afterwards(MessageWritten, 'communication.mail', async (outside, written) => { if ((written.payload.goes ?? 'mail') === 'mail') await mailLetter(outside, post, written) }),
  afterwards(LetterToMail, 'communication.mailAfterAll', (outside, going) => mailLetter(outside, post, going)),
]
