import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { ComplaintClosed } from '#modules/complaint/events.ts'
import type { FileStore } from '#modules/files/port.ts'
import { mailsLinks } from '#modules/notification/commands/link-mail.ts'
import type { Mailer, PostOffice } from '#modules/notification/port.ts'
import { OfferCountered, OfferDeclined, RemedyExpired, RemedyWithdrawn } from '#modules/remedy/events.ts'
import { AgreementCancelled } from '#modules/settlement/events.ts'
import { noteCodeSent, noteLinkSent } from './commands/links.ts'
import { endPaper } from './commands/lock.ts'
import { seal } from './commands/seal.ts'
import { AgreementLinkMade, PaperCompleted, SignCodeAsked } from './events.ts'
import { storePdf } from './paper.ts'
import type { AgreementPrinter } from './port.ts'
import { codeLetter, linkLetter } from './queries/letters.ts'

interface Over { readonly complaintId: string; readonly remedyId?: string; readonly cause: 'proposalChanged' | 'caseClosed'; readonly states: readonly string[] }

const ALIVE = ['draft', 'open']

/** What it was about is no more: nobody signs it, and links say so. */
const endAll = async (tx: Tx, { complaintId, remedyId, cause, states }: Over) => {
  let found = tx.db.selectFrom('agreement.paper').selectAll().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', [...states])
  if (remedyId) found = found.where('proposal_id', '=', remedyId)
  const papers = await found.execute()
  if (!papers.length) return
  const complaint = await lockComplaint(tx, complaintId)
  for (const paper of papers) await endPaper(tx, complaint, paper, { cause, why: '' })
}

interface OfProposal { readonly payload: { readonly complaintId: string; readonly remedyId: string } }

const proposalOver = async (tx: Tx, events: readonly OfProposal[]) => {
  for (const { payload: { complaintId, remedyId } } of events) await endAll(tx, { complaintId, remedyId, cause: 'proposalChanged', states: ALIVE })
}

interface Given { readonly printer: AgreementPrinter; readonly store: FileStore; readonly mailer: Mailer | null; readonly post: PostOffice; readonly baseUrl: string }

export const reactions = ({ printer, store, mailer, post, baseUrl }: Given): readonly Reaction[] => [
  whenever(RemedyWithdrawn, proposalOver), whenever(RemedyExpired, proposalOver), whenever(OfferDeclined, proposalOver), whenever(OfferCountered, proposalOver),
  // What both had signed is called off by both.
  whenever(AgreementCancelled, async (tx, events) => {
    for (const { payload } of events) await endAll(tx, { complaintId: payload.complaintId, remedyId: payload.remedyId, cause: 'proposalChanged', states: [...ALIVE, 'signed'] })
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload } of events) await endAll(tx, { complaintId: payload.complaintId, cause: 'caseClosed', states: ALIVE })
  }),
  afterwards(PaperCompleted, 'agreement.seal', async ({ ask, perform }, { id, organizationId, payload }) => {
    const actor = systemActor(organizationId)
    const file = await storePdf({ printer, store }, ask, actor, payload.paperId)
    if (file) await perform(seal, { actor, requestId: id }, { paperId: payload.paperId, file })
  }),
  ...(mailer ? [
    // What the customer answers to such a mail finds the case.
    mailsLinks({ on: AgreementLinkMade, handler: 'agreement.linkMail', letter: linkLetter(baseUrl), note: noteLinkSent, send: (mail, { complaintId }, organizationId) => post.send(mail, { organizationId, complaintId }) }),
    mailsLinks({ on: SignCodeAsked, handler: 'agreement.codeMail', letter: codeLetter, note: noteCodeSent, send: (mail, { complaintId }, organizationId) => post.send(mail, { organizationId, complaintId }) }),
  ] : []),
]
