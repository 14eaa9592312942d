import type { Locale } from '#contract/common.ts'
import { systemActor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import { type Reaction, afterwards } from '#kernel/reaction.ts'
import { acknowledgeOfItself } from '#modules/complaint/commands/of-itself.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { PostOffice } from '#modules/notification/port.ts'
import { MailTaken } from './events.ts'
import { receiptToSend } from './queries/mails.ts'

/** Who complained by mail hears at once that it arrived, under which number and how to add something. */
export const reactions = (post: PostOffice): readonly Reaction[] => [
  afterwards(MailTaken, 'mailbox.receipt', async (outside, { id, organizationId, payload }) => {
    if (!payload.receipt) return
    const actor = systemActor(organizationId)
    const receipt = await outside.ask(receiptToSend, actor, { mailId: payload.mailId })
    if (!receipt) return
    const locale = receipt.locale as Locale
    const said = (name: string, more: Record<string, string> = {}) => words(locale, ['mailbox', 'receipt', name], { number: receipt.number, house: receipt.house, unit: receipt.unit, ...more }) ?? ''
    const text = [said('text', { name: receipt.from_name || said('you') }), ...(receipt.phone ? [said('phone', { phone: receipt.phone })] : []), said('signed')].join('\n\n')
    const mail = { id: payload.mailId, to: receipt.to, subject: said('subject'), text }
    const undeliverable = await post.send(mail, { organizationId, complaintId: receipt.id })
    await outside.perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
    if (undeliverable === null && receipt.urgency === 'general') await acknowledgeOfItself(outside, organizationId, id, { id: receipt.id, how: 'email', note: said('note') })
  }),
]
