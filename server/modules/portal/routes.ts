import type { Greeting } from '#contract/comment-card.ts'
import type { Locale } from '#contract/common.ts'
import { MOST_BYTES } from '#contract/files.ts'
import * as contract from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
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
import { hear } from './commands/hear.ts'
import { protect } from './commands/protect.ts'
import { submit } from './commands/submit.ts'
import { hold } from './commands/hold.ts'
import { askSuggestionCode, renewSuggestionByLink, renewSuggestionForCaller } from './commands/suggestion-code.ts'
import { type Place, findPlace, openCase, submitter } from './door.ts'
import type { Gate } from './gate.ts'
import { lookAtHeld } from './held-case.ts'
import { heldRoutes } from './held-routes.ts'
import { manifestOf } from './manifest.ts'
import { visitor } from './visitor.ts'
import { type Lost, inEqualTime, lostOf, lostOfLink } from './lost-code.ts'
import { meetRoutes } from './meet-routes.ts'
import { opinionRoutes } from './opinion-routes.ts'
import { agreementLinkRoutes, sealedRoutes } from './agreement-routes.ts'
import { approvalRoutes } from './approval-routes.ts'
import { expertLinkRoutes } from './expert-routes.ts'
import { partRoutes } from './part-routes.ts'
import { questionnaireRoutes } from './questionnaire-routes.ts'
import { look, places, portalFile } from './queries.ts'
import { lookAtSuggestion } from './suggestion.ts'
import { tellFeedback } from '#modules/feedback/commands.ts'
import type { Clock } from '#kernel/time.ts'
import { Problem } from '#kernel/problem.ts'
import type { FileStore } from '#modules/files/port.ts'
import { receive } from '#modules/files/receive.ts'
import { uploadRoutes } from './upload-routes.ts'
import { sendFile } from '#modules/files/send.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly gate: Gate; readonly canMail: boolean; readonly clock: Clock; readonly actorOf: (organizationId: string, personId: string) => Promise<Actor | null> }
type Key = { readonly number: string; readonly code: string }

const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit): Caller => ({ actor, requestId, idempotencyKey })

const scanned = (card: FoundCard) => ({ code: printedCode(card.code), active: whyNotUse(card) === null, counter: card.counter, product: card.product, lot: card.lot, campaign: card.campaign, greeting: card.greeting as Greeting | null })

const actorFor = (found: Lost, locale: Locale): Actor => visitor(found.organizationId, locale, 'caseId' in found ? { caseId: found.caseId } : { units: [found.unitId] })

/** Words for who lost the code: asking for another, taking it by the letter's link, and by staff. */
const codeRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.askCode, 'portal.askCode', async (doors, visit, { number, contact, locale }) => {
    await given.gate.lostCode(visit.request)
    await inEqualTime(async () => {
      for (const found of await lostOf(given.db, number, contact)) {
        const caller = { actor: actorFor(found, locale), requestId: visit.requestId }
        if ('caseId' in found) await doors.perform(askCode, caller, { canMail: given.canMail })
        else await doors.perform(askSuggestionCode, caller, { canMail: given.canMail, feedbackId: found.feedbackId })
      }
    })
    return { done: true as const }
  }),
  exposeAs(contract.renewByLink, 'portal.renewByLink', async (doors, visit, { token }) => {
    await given.gate.guess(visit.request, 'link')
    const found = await lostOfLink(given.db, token, given.clock)
    if (!found) {
      given.gate.wrong(visit.request, 'link')
      throw new Problem(contract.linkOver)
    }
    const caller = callerAs(actorFor(found, visit.locale), visit)
    return 'caseId' in found ? performed(doors, visit, renewByLink, { token }, caller) : performed(doors, visit, renewSuggestionByLink, { token, feedbackId: found.feedbackId }, caller)
  }),
  expose(contract.renewCode, renewForCaller),
  expose(contract.renewSuggestionCode, renewSuggestionForCaller),
]

/** Counted before the bytes come, so that many at once count too; what does not say its length counts as the longest. */
const countBytes = ({ gate }: Given, { request }: Visit) => gate.uploadBytes(request, Number(request.headers['content-length'] ?? MOST_BYTES))

const countUpload = async (given: Given, visit: Visit) => {
  await given.gate.upload(visit.request)
  await countBytes(given, visit)
}

const receiverIn = (locale: Locale) => ({ name: words(locale, ['portal', 'receiver', 'name']) ?? 'Portal', position: words(locale, ['portal', 'receiver', 'position']) ?? 'Portal' })

const gatePlace = (place: Place) => ({ organizationId: place.organizationId, unitId: place.unitId, cardId: place.card?.id ?? null })

/** Complaints, praise and suggestions: taken at once, or held where too much comes. */
const tellingRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.praise, 'portal.praise', async (doors, visit, { place: chosen, card, trap, seconds, ...told }) => {
    const found = await findPlace(given.db, chosen, card)
    const why = await given.gate.submit(visit.request, gatePlace(found), { text: told.text, trap, seconds })
    const caller = callerAs(submitter(found, told.locale), visit)
    const feedback = { ...told, unitId: found.unitId ?? '', channel: found.card ? 'card' as const : 'web' as const, cardId: found.card?.id ?? null, place: found.card ? carried(found.card, []).place : null }
    if (!why) return performed(doors, visit, tellFeedback, feedback, caller)
    const held = await performed(doors, visit, hold, { why, kept: { feedback } }, caller)
    // Of praise there is nothing to look up.
    return { ...(told.kind === 'suggestion' ? held : { number: null, code: null }), held: true }
  }),
  exposeAs(contract.submit, 'portal.submit', async (doors, visit, { trap, seconds, ...input }) => {
    const place = await findPlace(given.db, input.place, input.card)
    const why = await given.gate.submit(visit.request, gatePlace(place), { text: input.text, trap, seconds })
    const aboutStaff = input.aboutStaff ?? false
    const identity = input.identity ?? 'open'
    const caller = callerAs({ ...submitter(place, input.locale), confidential: aboutStaff }, visit)
    const complaint = {
      unitId: place.unitId ?? '', name: input.name, identity, aboutStaff, phone: input.phone, email: input.email || null, text: input.text, wants: input.wants ?? null, fileIds: input.fileIds ?? [], receiver: receiverIn(input.locale), card: place.card && { id: place.card.id, code: place.card.code },
    }
    // What is held is looked at by the place it is about: what that may not know is taken at once.
    if (!why || aboutStaff || identity !== 'open') return performed(doors, visit, submit, complaint, caller)
    return { ...await performed(doors, visit, hold, { why, kept: { complaint } }, caller), nextBy: null, held: true }
  }),
]

export const portalRoutes = (given: Given): readonly Exposed[] => {
  const enterAny = (visit: Visit, key: Key) => openCase(given.db, given.gate, visit.request, key, visit.locale)
  /** To a case; what is held, and a suggestion, can be looked at and nothing else. */
  const enter = async (visit: Visit, key: Key) => {
    const { actor, heldId, feedbackId } = await enterAny(visit, key)
    if (heldId || feedbackId) throw new Problem(contract.caseNotFound)
    return actor
  }
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
      return { organization: found.organization, places: all, place: found.code && found.unitId ? { id: found.unitId, code: found.code, name: found.name } : null, card: found.card && scanned(found.card) }
    }),
    exposeAs(contract.manifest, 'portal.read', async (_doors, visit, { place, card, locale }) => {
      const { organization } = await findPlace(given.db, place, card)
      return manifestOf(organization, locale ?? visit.locale, { place, card })
    }),
    exposeAs(contract.openCard, 'portal.openCard', async (doors, visit, { code }) => {
      await given.gate.opened(visit.request)
      const found = await findPlace(given.db, null, code)
      return found.card ? performed(doors, visit, openCard, { cardId: found.card.id }, callerAs(submitter(found, visit.locale), visit)) : { done: true as const }
    }),
    ...tellingRoutes(given),
    exposeAs(contract.attach, 'files.upload', async (doors, visit, { place, card }) => {
      await countUpload(given, visit)
      return receive(given.store, doors, visit, callerAs(submitter(await findPlace(given.db, place, card), visit.locale), visit))
    }),
    exposeAs(contract.attachToCase, 'files.upload', async (doors, visit, input) => {
      await countUpload(given, visit)
      return receive(given.store, doors, visit, callerAs(await enter(visit, input), visit))
    }),
    exposeAs(contract.look, 'portal.read', async (doors, visit, input) => {
      const { actor, heldId, feedbackId } = await enterAny(visit, input)
      if (feedbackId) return doors.ask(lookAtSuggestion, actor, { feedbackId })
      return heldId ? doors.ask(lookAtHeld, actor, { heldId }) : show(doors, actor)
    }),
    exposeAs(contract.puzzle, 'portal.read', (_doors, visit) => given.gate.puzzle(visit.request)),
    exposeAs(contract.answer, 'portal.answer', act(answer, ({ remedyId, answer: said, counterFen, text }) => ({ remedyId, answer: said, counterFen, text }))),
    exposeAs(contract.write, 'portal.write', act(writeFromCustomer, ({ text, fileIds }, complaintId) => ({ complaintId, text, fileIds: fileIds ?? [] }))),
    exposeAs(contract.rate, 'portal.rate', act(rate, ({ score, satisfied, text }, complaintId) => ({ complaintId, score, satisfied, text: text ?? null }))),
    exposeAs(contract.hear, 'portal.hear', act(hear, ({ wish, tellBy }, complaintId) => ({ complaintId, wish, tellBy }))),
    exposeAs(contract.protect, 'portal.protect', act(protect, ({ identity }, id) => ({ id, identity }))),
    exposeAs(contract.file, 'portal.read', async (doors, visit, input) => {
      const bytes = await sendFile(visit, given.store, await doors.ask(portalFile, await enter(visit, input), { id: input.id }), true)
      // A phone may be everybody's: nothing of a case stays on it.
      visit.reply.header('cache-control', 'no-store')
      return bytes
    }),
    ...uploadRoutes({ ...given, enter, countBytes: (visit) => countBytes(given, visit), countUpload: (visit) => given.gate.upload(visit.request) }),
    ...codeRoutes(given), ...heldRoutes(given.gate, given.store, given.clock()),
    ...meetRoutes(given), ...opinionRoutes(given), ...partRoutes(given), ...expertLinkRoutes(given), ...approvalRoutes(given), ...questionnaireRoutes(given), ...agreementLinkRoutes(given), ...sealedRoutes({ store: given.store, enter }),
  ]
}
