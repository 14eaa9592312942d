import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { PostOffice } from '#modules/notification/port.ts'
import { ExtensionApproved } from '#modules/clock/events.ts'
import { NewHandler } from '#modules/routing/events.ts'
import { tellOfHandler } from './handler-letter.ts'
import { tellOfExtension } from './extension-letter.ts'
import { ComplaintTakenBack, ComplaintsMerged, ComplaintsUnmerged } from '#modules/complaint/events.ts'
import { MessageWritten } from './events.ts'
import { giveBackMessages, takeInMessages } from './take-in.ts'
import { replyToMail } from './queries/messages.ts'

/** Letters that the program writes. */
const OF_ITSELF = ['handler', 'extension', 'closing', 'appointment', 'update'] as const

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
  mailReplies(post),
]

const mailReplies = (post: PostOffice): Reaction =>
  afterwards(MessageWritten, 'communication.mail', async ({ ask, perform }, { id, organizationId, payload }) => {
    const actor = systemActor(organizationId)
    const reply = await ask(replyToMail, actor, { messageId: payload.messageId })
    if (!reply) return
    const mail = { id: payload.messageId, ...reply }
    await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable: await post.send(mail, { organizationId, complaintId: payload.complaintId }) })
  })
