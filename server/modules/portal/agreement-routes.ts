import * as contract from '#contract/agreement-link.ts'
import { notSealed } from '#contract/agreement.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { answered } from '#kernel/answered.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Doors, type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Clock, Instant } from '#kernel/time.ts'
import { askCode, noteOpened, showCode } from '#modules/agreement/commands/links.ts'
import { declineByLink, signByLink } from '#modules/agreement/commands/outside.ts'
import { contentOutside } from '#modules/agreement/queries/content.ts'
import { paperBehind, sealedOfCase } from '#modules/agreement/queries/outside.ts'
import { byText } from '#modules/channel/commands/letters.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sendFile } from '#modules/files/send.ts'
import { beginUpload } from '#modules/files/uploads.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { hashOfToken } from './token.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock; readonly store: FileStore; readonly canMail: boolean }
interface Behind { readonly actor: Actor; readonly complaintId: string; readonly linkId: string; readonly paperId: string; readonly until: Instant }

/** A link that was neither taken back nor is past its day. Who comes by it gets at the one case, and there at what they are to sign. */
const behindCode = ({ db, clock }: Given, code: string, locale: Locale): Promise<Behind | null> => asSystem(db, async (open) => {
  const row = await open.selectFrom('agreement.link').select(['organization_id', 'id', 'paper_id', 'complaint_id', 'until']).where('token_hash', '=', hashOfToken(code)).where('revoked_at', 'is', null).where('until', '>', clock()).executeTakeFirst()
  return row ? { actor: visitor(row.organization_id, locale, { caseId: row.complaint_id }), complaintId: row.complaint_id, linkId: row.id, paperId: row.paper_id, until: row.until } : null
})

/** By which contact they showed who they are, a while ago at most; null: they have not. */
const passedBy = ({ db, clock }: Given, { linkId }: Behind, pass: string): Promise<string | null> => (pass === '' ? Promise.resolve(null) : asSystem(db, async (open) =>
  (await open.selectFrom('agreement.code').select('contact').where('link_id', '=', linkId).where('pass_hash', '=', sha256(pass)).where('pass_until', '>', clock()).executeTakeFirst())?.contact ?? null))

const canTextCode = byText('signCode', 'portal.read')

/** What the customer does behind the link to an agreement. */
export const agreementLinkRoutes = (given: Given): readonly Exposed[] => {
  const { canMail, store, gate } = given
  const enter = ({ request, locale }: Pick<Visit, 'request' | 'locale'>, code: string) =>
    guessed({ gate, request, subject: `agreement ${hashOfToken(code).toString('base64')}`, refusal: contract.linkOver }, () => behindCode(given, code, locale))
  const enterShown = async (visit: Pick<Visit, 'request' | 'locale'>, { code, pass }: { code: string; pass: string }) => {
    const came = await enter(visit, code)
    const contact = await passedBy(given, came, pass)
    if (contact === null) throw new Problem(contract.passOver)
    return { ...came, contact }
  }
  const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit) => ({ actor, requestId, idempotencyKey })
  const house = async (doors: Doors, { actor, complaintId }: Behind) => ({ canMail, canTextCode: await doors.ask(canTextCode, actor, { complaintId }) })
  const shownTo = (came: Behind, ways: Awaited<ReturnType<typeof house>>, shown: boolean) => ({ paperId: came.paperId, until: came.until, shown, ...ways })
  return [
    exposeAs(contract.behind, paperBehind.name, async (doors, visit, { code, pass }) => {
      const came = await enter(visit, code)
      visit.reply.header('cache-control', 'no-store')
      return doors.ask(paperBehind, came.actor, shownTo(came, await house(doors, came), await passedBy(given, came, pass) !== null))
    }),
    exposeAs(contract.opened, noteOpened.name, async (doors, visit, { code }) => {
      const { actor, linkId, paperId } = await enter(visit, code)
      return performed(doors, visit, noteOpened, { linkId, paperId }, callerAs(actor, visit))
    }),
    exposeAs(contract.askCode, askCode.name, async (doors, visit, { code, locale }) => {
      const came = await enter({ ...visit, locale }, code)
      return performed(doors, visit, askCode, { linkId: came.linkId, paperId: came.paperId, ...await house(doors, came) }, callerAs(came.actor, visit))
    }),
    exposeAs(contract.showCode, showCode.name, async (doors, visit, { code, digits }) => {
      const { actor, linkId, paperId } = await enter(visit, code)
      const subject = `code of ${linkId}`
      await gate.guess(visit.request, subject)
      const { pass, over } = await performed(doors, visit, showCode, { linkId, paperId, digits }, callerAs(actor, visit))
      if (pass !== null) return { pass }
      gate.wrong(visit.request, subject)
      throw new Problem(over ? contract.codeOver : contract.codeWrong, {}, 'digits')
    }),
    exposeAs(contract.beginDrawing, beginUpload.name, async (doors, visit, { code, pass, ...file }) => {
      await gate.upload(visit.request)
      const { actor } = await enterShown(visit, { code, pass })
      return performed(doors, visit, beginUpload, file, callerAs(actor, visit))
    }),
    exposeAs(contract.signBehind, signByLink.name, async (doors, visit, { code, pass, name, signatureId, sha256: read, locale }) => {
      const came = await enterShown({ ...visit, locale }, { code, pass })
      const ways = await house(doors, came)
      return performed(doors, visit, answered(signByLink, paperBehind, () => shownTo(came, ways, true)), { linkId: came.linkId, paperId: came.paperId, name, signatureId, sha256: read, contact: came.contact }, callerAs(came.actor, visit))
    }),
    exposeAs(contract.declineBehind, declineByLink.name, async (doors, visit, { code, pass, answer, text, locale }) => {
      const came = await enterShown({ ...visit, locale }, { code, pass })
      const ways = await house(doors, came)
      return performed(doors, visit, answered(declineByLink, paperBehind, () => shownTo(came, ways, true)), { linkId: came.linkId, paperId: came.paperId, answer, text }, callerAs(came.actor, visit))
    }),
    exposeAs(contract.pdfBehind, contentOutside.name, async (doors, visit, { code, pass }) => {
      const { actor, paperId } = await enterShown(visit, { code, pass })
      const { sealed } = await doors.ask(contentOutside, actor, { id: paperId })
      if (!sealed) throw new Problem(notSealed)
      const bytes = await sendFile(visit, store, sealed, true)
      visit.reply.header('cache-control', 'no-store')
      return bytes
    }),
  ]
}

interface OfCase { readonly store: FileStore; readonly enter: (visit: Visit, key: { number: string; code: string }) => Promise<Actor> }

/** What was signed, for who comes with number and code of the case. */
export const sealedRoutes = ({ store, enter }: OfCase): readonly Exposed[] => [
  exposeAs(contract.sealedOfCase, sealedOfCase.name, async (doors, visit, input) => {
    const actor = await enter(visit, input)
    const found = await doors.ask(sealedOfCase, actor, { complaintId: actor.caseId ?? '' })
    return { agreement: found && { no: found.no, signedAt: found.signedAt, sha256: found.sha256 } }
  }),
  exposeAs(contract.sealedPdf, sealedOfCase.name, async (doors, visit, input) => {
    const actor = await enter(visit, input)
    const found = await doors.ask(sealedOfCase, actor, { complaintId: actor.caseId ?? '' })
    const sealed = found && (await doors.ask(contentOutside, actor, { id: found.id })).sealed
    if (!sealed) throw new Problem(notSealed)
    const bytes = await sendFile(visit, store, sealed, true)
    visit.reply.header('cache-control', 'no-store')
    return bytes
  }),
]
