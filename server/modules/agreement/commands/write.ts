import type { z } from 'zod'
import * as contract from '#contract/agreement.ts'
import type { Locale } from '#contract/common.ts'
import { localDay } from '#kernel/calendar.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { offer } from '#modules/remedy/commands/negotiate.ts'
import { PaperChanged, PaperFrozen, PaperMade } from '../events.ts'
import { toSignOf, whyNotMake, whyNotName } from '../queries/papers.ts'
import { reachOn } from '../queries/findings.ts'
import { proposalOfText } from '../queries/source.ts'
import { partsOf, pastIn, strayIn, typedIn, whyNotChange, whyNotFreeze, whyNotStill, whyNotTouch } from '../rules.ts'
import { sealOfText } from '../seal.ts'
import { editedText } from '../text.ts'
import { type LockedPaper, changePaper, endPaper, factOf, lockToAct, proposalRow } from './lock.ts'

interface New { readonly proposalId: string; readonly no: number; readonly text: contract.AgreementText }

const insert = async (tx: Tx, complaint: LockedComplaint, { proposalId, no, text }: New): Promise<string> => {
  const id = newId()
  try {
    await tx.db.insertInto('agreement.paper').values({
      organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, proposal_id: proposalId, no, locale: text.locale, text: JSON.stringify(text), total_fen: text.totalFen, state: 'draft', made_by: tx.actor.id, made_at: tx.now,
    }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'paper_alive') throw new Problem(contract.underWay)
    throw error
  }
  await touch(tx, complaint, {})
  await tx.record(PaperMade, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, paperId: id, no, remedyId: proposalId } })
  return id
}

/** Filled in from what was approved, offered or agreed; to be looked over before it is laid before anybody. */
export const make = command('agreement.make', async (tx, { complaintId, locale }: { complaintId: string; locale: Locale }) => {
  const complaint = await lockOpen(tx, complaintId)
  const papers = await tx.db.selectFrom('agreement.paper').select(['no', 'state', 'proposal_id']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).orderBy('no').execute()
  const proposals = await tx.db.selectFrom('remedy.proposal').select(['id', 'no', 'state', 'offered_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).orderBy('no').execute()
  const refusal = await whyNotName(readerOf(tx.db), tx.actor, complaint) ?? whyNotMake(proposals, papers)
  if (refusal) throw new Problem(refusal)
  const proposal = toSignOf(proposals)
  if (!proposal) throw new Problem(contract.nothingToSign)
  const no = (papers.at(-1)?.no ?? 0) + 1
  return { id: await insert(tx, complaint, { proposalId: proposal.id, no, text: await proposalOfText(readerOf(tx.db), tx.actor, { complaintId, proposalId: proposal.id, no, locale }, tx.now) }) }
})

const todayOf = async (tx: Tx, unitId: string): Promise<string> => {
  const { time_zone } = await tx.db.selectFrom('identity.unit').select('time_zone').where('organization_id', '=', tx.actor.organizationId).where('id', '=', unitId).executeTakeFirstOrThrow()
  return localDay(time_zone, tx.now)
}

const refusePast = async (tx: Tx, { complaint }: LockedPaper, of: Parameters<typeof pastIn>[0]) => {
  const past = pastIn(of, await todayOf(tx, complaint.unit_id))
  if (past) throw new Problem(contract.dayPast, {}, past)
}

/** Of a draft: in its place. Of what lies before the customer already: a new edition, for a reason, and whatever was signed is void. */
export const change = command('agreement.change', async (tx, { id, version, reason, ...edits }: z.output<typeof contract.change.input>) => {
  const locked = await lockToAct(tx, { id, version }, whyNotTouch)
  const { complaint, paper, text, subject } = locked
  const refusal = whyNotChange(paper, await proposalRow(tx, paper.proposal_id), tx.now)
  if (refusal) throw new Problem(refusal)
  const stray = strayIn(text, edits)
  if (stray) throw new Problem(contract.itemUnknown, {}, stray)
  await refusePast(tx, locked, edits)
  const next = editedText(text, edits)
  if (paper.state === 'draft') {
    await changePaper(tx, complaint, paper, { text: JSON.stringify(next) })
    await tx.record(PaperChanged, { subject, payload: factOf(paper) })
    return { id }
  }
  if (!reason.trim()) throw new Problem(contract.reasonMissing, {}, 'reason')
  await endPaper(tx, complaint, paper, { cause: 'changed', why: reason })
  return { id: await insert(tx, complaint, { proposalId: paper.proposal_id, no: paper.no + 1, text: { ...next, no: paper.no + 1 } }) }
})

/** The whole text, the firm's own standing words included; and what somebody typed commits as every word that goes out. */
const refuseText = async (tx: Tx, { complaint, paper, text }: LockedPaper, despite: string | undefined) => {
  const reach = await reachOn(readerOf(tx.db), tx.actor.organizationId, complaint.id, text)
  for (const [field, words] of partsOf(text)) await refuseWords(tx, { text: words, field, despite, reach })
  const proposed = await proposalOfText(readerOf(tx.db), tx.actor, { complaintId: complaint.id, proposalId: paper.proposal_id, no: paper.no, locale: text.locale }, tx.now)
  await refuseGoing(tx, { complaint, parts: typedIn(text, proposed) })
}

/** From here on the text stands. What was only approved is offered by it: the same gates as for every offer. */
export const freeze = command('agreement.freeze', async (tx, { id, version, despite }: z.output<typeof contract.freeze.input>) => {
  const locked = await lockToAct(tx, { id, version }, whyNotFreeze)
  const { complaint, paper, text, subject } = locked
  const proposal = await proposalRow(tx, paper.proposal_id)
  const gone = whyNotStill(proposal, [], tx.now)
  if (gone || !proposal) throw new Problem(gone ?? contract.proposalChanged)
  await refusePast(tx, locked, text)
  await refuseText(tx, locked, despite)
  if (proposal.state === 'approved') await offer.run(tx, { id: proposal.id, version: proposal.version, ...(despite && { despite }) })
  const sha256 = sealOfText(text)
  await changePaper(tx, complaint, paper, { state: 'open', sha256, opened_by: tx.actor.id, opened_at: tx.now, despite: despite ?? null })
  await tx.record(PaperFrozen, { subject, payload: { ...factOf(paper), remedyId: paper.proposal_id, textSha256: sha256, totalFen: paper.total_fen }, reason: despite })
  return { id }
})

export const withdraw = command('agreement.withdraw', async (tx, { id, version, reason }: z.output<typeof contract.withdraw.input>) => {
  const { complaint, paper } = await lockToAct(tx, { id, version }, whyNotTouch)
  await endPaper(tx, complaint, paper, { cause: 'withdrawn', why: reason })
  return { id }
})
