import * as contract from '#contract/liaison.ts'
import * as outside from '#contract/liaison-outside.ts'
import { type Exposed, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { sendFile } from '#modules/files/send.ts'
import type { FileStore } from '#modules/files/port.ts'
import { adopt } from './commands/adopt.ts'
import { ask, changeForm, issue, send, settle, withdraw } from './commands/issue.ts'
import { makeLink } from './commands/link.ts'
import { askParty, changeParty, dropParty, replyToParty, revokeLinks } from './commands/party.ts'
import { answer, decide, dispute, forward, recall, reject, sendBack, take } from './commands/stops.ts'
import { printForm } from './paper.ts'
import type { LiaisonPrinter } from './port.ts'
import { fileQuery, formQuery } from './queries/form.ts'
import { board, forms, formsOfCase } from './queries/lists.ts'
import { partyProposal, previewPart } from './queries/outside.ts'
import { proposal } from './queries/proposal.ts'

interface Given { readonly printer: LiaisonPrinter; readonly store: FileStore; readonly canMail: boolean; readonly baseUrl: string }

/** What is done about outsiders. What they do themselves comes in by the portal. */
const partyRoutes = ({ canMail, baseUrl }: Given): readonly Exposed[] => [
  expose(outside.partyProposal, partyProposal(canMail)), exposeThen(outside.askParty, askParty, formQuery), exposeThen(outside.changeParty, changeParty, formQuery), expose(outside.preview, previewPart),
  exposeAs(outside.makeLink, makeLink.name, (doors, visit, input) => performed(doors, visit, makeLink, { ...input, canMail, baseUrl })),
  exposeThen(outside.revokeLinks, revokeLinks, formQuery), exposeThen(outside.dropParty, dropParty, formQuery), exposeThen(outside.replyToParty, replyToParty, formQuery),
]

export const liaisonRoutes = (given: Given): readonly Exposed[] => [
  ...partyRoutes(given),
  expose(contract.proposal, proposal), expose(contract.formsOfCase, formsOfCase), exposeThen(contract.issue, issue, formQuery),
  expose(contract.forms, forms), expose(contract.board, board), expose(contract.form, formQuery), exposeThen(contract.change, changeForm, formQuery), exposeThen(contract.send, send, formQuery), exposeThen(contract.withdraw, withdraw, formQuery),
  exposeThen(contract.ask, ask, formQuery), exposeThen(contract.settle, settle, formQuery),
  exposeThen(contract.take, take, formQuery), exposeThen(contract.forward, forward, formQuery), exposeThen(contract.answer, answer, formQuery), exposeThen(contract.sendBack, sendBack, formQuery), exposeThen(contract.recall, recall, formQuery),
  exposeThen(contract.reject, reject, formQuery), exposeThen(contract.dispute, dispute, formQuery), exposeThen(contract.decide, decide, formQuery), exposeThen(contract.adopt, adopt, formQuery),
  exposeAs(contract.paper, formQuery.name, async (doors, visit, { id }) => {
    const { number, pdf } = await printForm({ ...given, doors, visit }, id)
    return sendPaper(visit, number, pdf)
  }),
  exposeAs(contract.fileOf, fileQuery.name, async (doors, visit, input) => sendFile(visit, given.store, await doors.ask(fileQuery, visit.actor, { id: input.id, fileId: input.fileId }), input.inline === '1')),
]
