import * as contract from '#contract/agreement.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Doors, type Exposed, type Visit, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import { type Query, query } from '#kernel/query.ts'
import { sendPaper } from '#kernel/sent.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sendFile } from '#modules/files/send.ts'
import { type House, makeLink } from './commands/links.ts'
import { sign } from './commands/sign.ts'
import { change, freeze, make, withdraw } from './commands/write.ts'
import { agreementDocument } from './docx.ts'
import { print } from './paper.ts'
import type { AgreementPrinter } from './port.ts'
import { checked } from './queries/check.ts'
import { type Content, content } from './queries/content.ts'
import { paper, papersOf, preview, waiting } from './queries/papers.ts'

interface Given { readonly printer: AgreementPrinter; readonly store: FileStore; readonly canMail: boolean; readonly baseUrl: string; /** Whether the link, and the code, can go to the customer of a case by SMS. */ readonly byText: { readonly link: Query<{ complaintId: string }, boolean>; readonly code: Query<{ complaintId: string }, boolean> } }

const houseFor = async ({ canMail, baseUrl, byText }: Given, doors: Doors, actor: Actor, complaintId: string): Promise<House> => {
  const [canText, canTextCode] = await Promise.all([doors.ask(byText.link, actor, { complaintId }), doors.ask(byText.code, actor, { complaintId })])
  return { canMail, canText, canTextCode, baseUrl }
}

/** What both signed, byte for byte; before that as it reads now. */
export const sendAgreement = async (given: Pick<Given, 'printer' | 'store'>, visit: Visit, found: Content) =>
  (found.sealed ? sendFile(visit, given.store, found.sealed, true) : sendPaper(visit, found.name, await print(given, found)))

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const paperWithUrl = query('agreement.read', async (read, actor, { id, url }: { id: string; url: string | null }, now) => ({ paper: await paper.answer(read, actor, { id }, now), url }), ({ id }) => ({ type: 'agreement', id, unitId: null }))
const withUrl = answered(makeLink, paperWithUrl, (done) => done)

export const agreementRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.papersOf, paper.name, async (doors, visit, { complaintId }) => {
    const { canMail, canText } = await houseFor(given, doors, visit.actor, complaintId)
    return doors.ask(papersOf({ canMail, canText }), visit.actor, { complaintId })
  }),
  expose(contract.onePaper, paper), exposeThen(contract.make, make, paper), exposeThen(contract.change, change, paper), expose(contract.preview, preview), exposeThen(contract.freeze, freeze, paper), exposeThen(contract.withdraw, withdraw, paper), exposeThen(contract.sign, sign, paper),
  exposeAs(contract.link, makeLink.name, async (doors, visit, input) => {
    const { complaintId } = await doors.ask(paper, visit.actor, { id: input.id })
    return performed(doors, visit, withUrl, { ...input, ...await houseFor(given, doors, visit.actor, complaintId) })
  }),
  exposeAs(contract.pdf, content.name, async (doors, visit, { id }) => sendAgreement(given, visit, await doors.ask(content, visit.actor, { id }))),
  exposeAs(contract.docx, content.name, async (doors, visit, { id }) => {
    const { name, text } = await doors.ask(content, visit.actor, { id })
    visit.reply.header('content-type', DOCX).header('content-disposition', `attachment; filename="${name}.docx"`).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
    return agreementDocument(text)
  }),
  expose(contract.waiting, waiting), expose(contract.check, checked),
]
