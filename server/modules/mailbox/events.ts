import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { MailReason, TroubleCode, Verdict } from '#contract/mailbox.ts'

const OfMailbox = z.object({ mailboxId: z.uuid() })
const OfMail = z.object({ mailId: z.uuid() })

export const MailboxCreated = event('mailbox.created', OfMailbox.extend({ unitId: z.uuid() }))
export const MailboxChanged = event('mailbox.changed', OfMailbox.extend({ unitId: z.uuid() }))
export const MailboxPaused = event('mailbox.paused', OfMailbox)
export const MailboxResumed = event('mailbox.resumed', OfMailbox)
export const MailboxRemoved = event('mailbox.removed', OfMailbox)
/** Whoever owns the account said yes. */
export const MailboxConsented = event('mailbox.consented', OfMailbox)
/** It has not been read for a while, and why. */
export const MailboxStuck = event('mailbox.stuck', OfMailbox.extend({ trouble: TroubleCode }))
export const MailTaken = event('mailbox.taken', OfMail.extend({ mailboxId: z.uuid(), verdict: Verdict, reason: MailReason.nullable(), complaintId: z.uuid().nullable(), receipt: z.boolean() }))
export const MailReleased = event('mailbox.released', OfMail.extend({ complaintId: z.uuid() }))
export const MailAttached = event('mailbox.attached', OfMail.extend({ complaintId: z.uuid() }))
export const MailIgnored = event('mailbox.ignored', OfMail)
