import type { Greeting } from '#contract/comment-card.ts'
import { MOST_BYTES } from '#contract/files.ts'
import * as contract from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Attempts } from '#kernel/attempts.ts'
import { answered } from '#kernel/answered.ts'
import type { Caller, Command } from '#kernel/command.ts'
import type { Db } from '#kernel/db.ts'
import { type Doors, type Exposed, type Visit, expose, exposeAs, performed } from '#kernel/http.ts'
import { words } from '#kernel/i18n.ts'
import { openCard } from '#modules/comment-card/commands.ts'
import type { FoundCard } from '#modules/comment-card/queries.ts'
import { carried, printedCode, whyNotUse } from '#modules/comment-card/rules.ts'
import { writeFromCustomer } from '#modules/communication/commands.ts'
import { answer, rate } from './commands/answer.ts'
import { askCode, renewByLink, renewForCaller } from './commands/code.ts'
import { protect } from './commands/protect.ts'
import { submit } from './commands/submit.ts'
import { findPlace, openCase, submitter, visitor } from './door.ts'
import { caseOfLink, casesOf, inEqualTime } from './lost-code.ts'
import { look, places, portalFile } from './queries.ts'
import { tellFeedback } from '#modules/feedback/commands.ts'
import type { Clock } from '#kernel/time.ts'
import { Problem } from '#kernel/problem.ts'
import type { FileStore } from '#modules/files/port.ts'
import { receive } from '#modules/files/receive.ts'
import { sendFile } from '#modules/casefile/files.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly attempts: Attempts; readonly submissions: Attempts; readonly uploadedBytes: Attempts; readonly codeRequests: Attempts; readonly canMail: boolean; readonly clock: Clock }
type Key = { readonly number: string; readonly code: string }

const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit): Caller => ({ actor, requestId, idempotencyKey })

const countOne = ({ submissions }: Given, who: string) => {
  submissions.refuseTooMany(who)
  submissions.note(who)
}

const scanned = (card: FoundCard) => ({ code: printedCode(card.code), active: whyNotUse(card) === null, counter: card.counter, product: card.product, lot: card.lot, campaign: card.campaign, greeting: card.greeting as Greeting | null })

/** Words for who lost the code: asking for another, taking it by the letter's link, and by staff. */
const codeRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.askCode, 'portal.askCode', async (doors, visit, { number, contact, locale }) => {
    const who = `code ${visit.request.ip}`
    given.codeRequests.refuseTooMany(who)
    given.codeRequests.note(who)
    await inEqualTime(async () => {
      for (const { organizationId, caseId } of await casesOf(given.db, number, contact)) await doors.perform(askCode, { actor: visitor(organizationId, locale, { caseId }), requestId: visit.requestId }, { canMail: given.canMail })
    })
    return { done: true as const }
  }),
  exposeAs(contract.renewByLink, 'portal.renewByLink', async (doors, visit, { token }) => {
    const who = `link ${visit.request.ip}`
    given.attempts.refuseTooMany(who)
    const found = await caseOfLink(given.db, token, given.clock)
    if (!found) {
      given.attempts.note(who)
      throw new Problem(contract.linkOver)
    }
    return performed(doors, visit, renewByLink, { token }, callerAs(visitor(found.organizationId, visit.locale, { caseId: found.caseId }), visit))
  }),
  expose(contract.renewCode, renewForCaller),
]

/** Counted before the bytes come, so that many at once count too; what does not say its length counts as the longest. */
const countUpload = ({ submissions, uploadedBytes }: Given, { request }: Visit) => {
  const who = `upload ${request.ip}`
  submissions.refuseTooMany(who)
  uploadedBytes.refuseTooMany(who)
  submissions.note(who)
  uploadedBytes.note(who, Number(request.headers['content-length'] ?? MOST_BYTES))
}

export const portalRoutes = (given: Given): readonly Exposed[] => {
  const enter = (visit: Visit, key: Key) => openCase(given.db, given.attempts, visit.request.ip, key, visit.locale)
  const show = (doors: Doors, actor: Actor) => doors.ask(look, actor, {})
  /** One write by who holds the code, answered with the case as it is then. */
  const act = <I, W>(what: Command<W, unknown>, inputOf: (input: I, caseId: string) => W) => {
    const whole = answered(what, look, () => ({}))
    return async (doors: Doors, visit: Visit, input: I & Key) => {
      const actor = await enter(visit, input)
      return performed(doors, visit, whole, inputOf(input, actor.caseId ?? ''), callerAs(actor, visit))
    }
  }
  return [
    exposeAs(contract.info, 'portal.read', async (doors, visit, { place, card }) => {
      const found = await findPlace(given.db, place, card)
      const all = await doors.ask(places, submitter(found, visit.locale), {})
      return { organization: found.organization, places: all, place: (found.code && all.find((p) => p.id === found.unitId)) || null, card: found.card && scanned(found.card) }
    }),
    exposeAs(contract.openCard, 'portal.openCard', async (doors, visit, { code }) => {
      countOne(given, `open ${visit.request.ip}`)
      const found = await findPlace(given.db, null, code)
      return found.card ? performed(doors, visit, openCard, { cardId: found.card.id }, callerAs(submitter(found, visit.locale), visit)) : { done: true as const }
    }),
    exposeAs(contract.praise, 'portal.praise', async (doors, visit, { place: chosen, card, ...told }) => {
      countOne(given, `submit ${visit.request.ip}`)
      const found = await findPlace(given.db, chosen, card)
      return performed(doors, visit, tellFeedback, {
        ...told, unitId: found.unitId ?? '', channel: found.card ? 'card' as const : 'web' as const, cardId: found.card?.id ?? null, place: found.card ? carried(found.card, []).place : null,
      }, callerAs(submitter(found, told.locale), visit))
    }),
    exposeAs(contract.submit, 'portal.submit', async (doors, visit, input) => {
      countOne(given, `submit ${visit.request.ip}`)
      const place = await findPlace(given.db, input.place, input.card)
      const receiver = { name: words(input.locale, ['portal', 'receiver', 'name']) ?? 'Portal', position: words(input.locale, ['portal', 'receiver', 'position']) ?? 'Portal' }
      return performed(doors, visit, submit, {
        unitId: place.unitId ?? '', name: input.name, identity: input.identity ?? 'open', aboutStaff: input.aboutStaff ?? false, phone: input.phone, email: input.email || null, text: input.text, wants: input.wants ?? null, fileIds: input.fileIds ?? [], receiver, card: place.card,
      }, callerAs({ ...submitter(place, input.locale), confidential: input.aboutStaff === true }, visit))
    }),
    exposeAs(contract.attach, 'files.upload', async (doors, visit, { place, card }) => {
      countUpload(given, visit)
      return receive(given.store, doors, visit, callerAs(submitter(await findPlace(given.db, place, card), visit.locale), visit))
    }),
    exposeAs(contract.attachToCase, 'files.upload', async (doors, visit, input) => {
      countUpload(given, visit)
      return receive(given.store, doors, visit, callerAs(await enter(visit, input), visit))
    }),
    exposeAs(contract.look, 'portal.read', async (doors, visit, input) => show(doors, await enter(visit, input))),
    exposeAs(contract.answer, 'portal.answer', act(answer, ({ remedyId, answer: said, counterFen, text }) => ({ remedyId, answer: said, counterFen, text }))),
    exposeAs(contract.write, 'portal.write', act(writeFromCustomer, ({ text, fileIds }, complaintId) => ({ complaintId, text, fileIds: fileIds ?? [] }))),
    exposeAs(contract.rate, 'portal.rate', act(rate, ({ score, satisfied, text }, complaintId) => ({ complaintId, score, satisfied, text: text ?? null }))),
    exposeAs(contract.protect, 'portal.protect', act(protect, ({ identity }, id) => ({ id, identity }))),
    exposeAs(contract.file, 'portal.read', async (doors, visit, input) => sendFile(visit, given.store, await doors.ask(portalFile, await enter(visit, input), { id: input.id }), true)),
    ...codeRoutes(given),
  ]
}
