import { sql } from '#kernel/db.ts'
import { type Reaction, whenever } from '#kernel/reaction.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { mailsLinks } from '#modules/notification/commands/link-mail.ts'
import { type Mailer, orRefused } from '#modules/notification/port.ts'
import { leaveLink, noteLinkMailed } from './commands/links.ts'
import { OpinionCallReleased, OpinionLinkGoing } from './events.ts'
import { personSubject } from './lock.ts'
import { linkLetter } from './queries/links.ts'

export const reactions = (mailer: Mailer | null, baseUrl: string): readonly Reaction[] => [
  ...(mailer ? [mailsLinks({ on: OpinionLinkGoing, handler: 'campaign.linkMail', letter: linkLetter(baseUrl), note: noteLinkMailed, left: leaveLink, send: (mail) => orRefused(mailer.send(mail)) })] : []),
  // Who changes it may see no campaign at all: the complainant in the portal, a clerk of another shop.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload: { complaintId, identity } } of events) if (identity === 'protected') await sql`select campaign.keep_identity(${complaintId}::uuid, ${tx.now})`.execute(tx.db)
  }),
  // Calls that somebody has taken who is away now, or has left, are anybody's again.
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload: { fromId } } of events) {
      const free = await tx.db.updateTable('campaign.person').set((eb) => ({ taken_by: null, taken_at: null, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('taken_by', '=', fromId).where('state', '=', 'open')
        .returning(['id', 'unit_id', 'campaign_id']).execute()
      await tx.record(OpinionCallReleased, free.map((person) => ({ subject: personSubject(person), payload: { campaignId: person.campaign_id, personId: person.id } })))
    }
  }),
]
