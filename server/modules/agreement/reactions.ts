import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintClosed, ComplaintReopened } from '#modules/complaint/events.ts'
import type { FileStore } from '#modules/files/port.ts'
import { mailsLinks } from '#modules/notification/commands/link-mail.ts'
import type { Mailer, PostOffice } from '#modules/notification/port.ts'
import { OfferCountered, OfferDeclined, RemedyExpired, RemedyProposed, RemedyWithdrawn } from '#modules/remedy/events.ts'
import { AgreementCancelled } from '#modules/settlement/events.ts'
import { noteCodeSent, noteLinkSent } from './commands/links.ts'
import { endPapers } from './commands/lock.ts'
import { seal } from './commands/seal.ts'
import { AgreementLinkMade, PaperCompleted, SignCodeAsked } from './events.ts'
import { storePdf } from './paper.ts'
import type { AgreementPrinter } from './port.ts'
import { codeLetter, linkLetter } from './queries/letters.ts'

const ALIVE = ['draft', 'open']

interface OfProposal { readonly payload: { readonly complaintId: string; readonly remedyId: string } }

const proposalOver = async (tx: Tx, events: readonly OfProposal[]) => {
  for (const { payload: { complaintId, remedyId } } of events) await endPapers(tx, complaintId, { about: [remedyId], among: ALIVE, cause: 'proposalChanged' })
}

/** A later one takes the place of an offer whose counter-demand was declined: the customer can take that no more. */
const laterProposed = async (tx: Tx, events: readonly OfProposal[]) => {
  for (const { payload: { complaintId, remedyId } } of events) {
    const before = await tx.db.selectFrom('remedy.proposal').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', '<>', remedyId).where('state', '=', 'counterDeclined').execute()
    if (before.length) await endPapers(tx, complaintId, { about: before.map(({ id }) => id), among: ALIVE, cause: 'proposalChanged' })
  }
}

/** Of what was agreed before, only what the customer has signed still waits for the firm. */
const takenUpAgain = async (tx: Tx, complaintId: string) => {
  const before = await tx.db.selectFrom('remedy.proposal').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', ['agreed', 'fulfilled']).execute()
  if (before.length) await endPapers(tx, complaintId, { about: before.map(({ id }) => id), among: ALIVE, spared: true, cause: 'proposalChanged' })
}

interface Given { readonly printer: AgreementPrinter; readonly store: FileStore; readonly mailer: Mailer | null; readonly post: PostOffice; readonly baseUrl: string }

export const reactions = ({ printer, store, mailer, post, baseUrl }: Given): readonly Reaction[] => [
  whenever(RemedyWithdrawn, proposalOver), whenever(RemedyExpired, proposalOver), whenever(OfferDeclined, proposalOver), whenever(OfferCountered, proposalOver), whenever(RemedyProposed, laterProposed),
  // What both had signed is called off by both.
  whenever(AgreementCancelled, async (tx, events) => {
    for (const { payload } of events) await endPapers(tx, payload.complaintId, { about: [payload.remedyId], among: [...ALIVE, 'signed'], cause: 'proposalChanged' })
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload } of events) await endPapers(tx, payload.complaintId, { about: null, among: ALIVE, cause: 'caseClosed' })
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) await takenUpAgain(tx, payload.complaintId)
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
