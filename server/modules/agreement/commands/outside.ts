import * as contract from '#contract/agreement.ts'
import { wordsMissing } from '#contract/agreement-link.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { tell } from '#modules/notification/commands.ts'
import { answerOffer } from '#modules/remedy/commands/negotiate.ts'
import { whyNotAgain, whyNotSign } from '../rules.ts'
import { endPaper, proposalRow, signaturesOn } from './lock.ts'
import { type ByLink, lockByLink } from './links.ts'
import { putName } from './sign.ts'

/** Of an open case, and still before the customer. */
const lockToAnswer = async (tx: Tx, input: ByLink) => {
  const locked = await lockByLink(tx, input)
  const refusal = whyNotOpen(locked.complaint) ?? whyNotSign(locked.paper) ?? whyNotAgain('customer', await signaturesOn(tx, input.paperId))
  if (refusal) throw new Problem(refusal)
  return locked
}

interface Signing extends ByLink { readonly name: string; readonly signatureId: string; /** Of the text they read. */ readonly sha256: string; /** Where the code went by which they showed who they are. */ readonly contact: string }

/** Their name, drawn on their own screen, under the text they read and no other. */
export const signByLink = command('agreement.signByLink', async (tx, { name, signatureId, sha256, contact, ...by }: Signing) => {
  const locked = await lockToAnswer(tx, by)
  if (locked.paper.sha256 !== sha256) throw new Problem(contract.otherText)
  if (!name.trim()) throw new Problem(contract.nameMissing, {}, 'name')
  await putName(tx, locked, { side: 'customer', way: 'link', name, fileId: signatureId, linkId: by.linkId, contact })
  return by
})

interface Refusing extends ByLink { readonly answer: 'change' | 'decline'; readonly text: string }

/** Not so, or not at all: to whoever negotiates, as an answer to the offer where it still waits for one, else as a message. */
export const declineByLink = command('agreement.declineByLink', async (tx, { answer, text, ...by }: Refusing) => {
  const { complaint, paper, subject, text: read } = await lockToAnswer(tx, by)
  if (!text.trim()) throw new Problem(wordsMissing, {}, 'text')
  await endPaper(tx, complaint, paper, { cause: 'declined', why: text, state: 'declined' })
  const proposal = await proposalRow(tx, paper.proposal_id)
  if (proposal?.state === 'agreed') await addMessage(tx, complaint, { kind: 'fromCustomer', text, via: 'portal', uploader: null })
  else await answerOffer(tx, { id: paper.proposal_id, answer: answer === 'change' ? 'counter' : 'decline', text, proof: { kind: 'portal' } })
  await tell(tx, { to: [complaint.owner_id, paper.made_by].filter((id) => id !== null), name: 'agreementDeclined', subject, payload: { number: read.number } })
  return by
})
