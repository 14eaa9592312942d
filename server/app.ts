import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Locale } from '#contract/common.ts'
import { CONSENT_PATH } from '#contract/mailbox.ts'
import { alreadySetUp } from '#contract/identity.ts'
import { providersAt } from '#adapters/channel/providers.ts'
import { webPush } from '#adapters/channel/web-push.ts'
import { diskStore } from '#adapters/file-store/disk.ts'
import { whyNotHost } from '#adapters/mail/host.ts'
import { imap } from '#adapters/mail/imap.ts'
import { askForTokens } from '#adapters/mail/tokens.ts'
import { mailReader } from '#adapters/mail/reader.ts'
import { serverMailer, smtpMailer, trySending } from '#adapters/mail/smtp.ts'
import { printer } from '#adapters/paper/printer.ts'
import { httpPoster } from '#adapters/webhook/http.ts'
import { mayPush, whyNotUrl } from '#adapters/webhook/reachable.ts'
import { systemActor } from '#kernel/actor.ts'
import { asker } from '#kernel/ask.ts'
import { countAttempts } from '#kernel/attempts.ts'
import type { Config } from '#kernel/config.ts'
import { type Database, asSystem } from '#kernel/db.ts'
import { collectGuards } from '#kernel/guard.ts'
import type { Doors, Exposed, Watch } from '#kernel/http.ts'
import { openHub } from '#kernel/live.ts'
import type { Log } from '#kernel/log.ts'
import { performer } from '#kernel/perform.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reaction } from '#kernel/reaction.ts'
import { ROOT } from '#kernel/root.ts'
import type { Clock } from '#kernel/time.ts'
import * as agreementReactions from '#modules/agreement/reactions.ts'
import { agreementRoutes } from '#modules/agreement/routes.ts'
import * as analytics from '#modules/analytics/routes.ts'
import * as audit from '#modules/audit/routes.ts'
import { downloadRoutes } from '#modules/casefile/files.ts'
import { livePages } from '#modules/casefile/live.ts'
import { paperRoutes } from '#modules/casefile/papers.ts'
import * as callBackReactions from '#modules/call-back/reactions.ts'
import * as callBack from '#modules/call-back/routes.ts'
import * as campaignReactions from '#modules/campaign/reactions.ts'
import { campaignRoutes } from '#modules/campaign/routes.ts'
import * as causeReactions from '#modules/cause/reactions.ts'
import { causeRoutes } from '#modules/cause/routes.ts'
import * as casefile from '#modules/casefile/routes.ts'
import { messenger } from '#modules/channel/courier.ts'
import { readPushKey } from '#modules/channel/push-key.ts'
import * as commentCardReactions from '#modules/comment-card/reactions.ts'
import { guards as channelGuards } from '#modules/channel/queries/guards.ts'
import * as channelReactions from '#modules/channel/reactions.ts'
import { byText, mobileForNews } from '#modules/channel/commands/letters.ts'
import { textsOpinions } from '#modules/channel/commands/opinion-letters.ts'
import { askReceipts } from '#modules/channel/receipts.ts'
import { channelRoutes } from '#modules/channel/routes.ts'
import { laddersPart } from '#modules/clock/ladder/own-part.ts'
import * as clockReactions from '#modules/clock/reactions.ts'
import * as clockRoutes from '#modules/clock/routes.ts'
import { cardRoutes } from '#modules/comment-card/routes.ts'
import * as communicationReactions from '#modules/communication/reactions.ts'
import { beforeGoing } from '#modules/commitment/commands.ts'
import { guards as commitmentGuards } from '#modules/commitment/queries.ts'
import { reactions as commitmentReactions } from '#modules/commitment/reactions.ts'
import * as commitment from '#modules/commitment/routes.ts'
import { collectBeforeGoing, knowHouseAddresses } from '#modules/knowledge/port.ts'
import { collectBeforeJudging, collectMailing, collectTexting } from '#modules/complaint/port.ts'
import * as communication from '#modules/communication/routes.ts'
import { guards as communicationGuards } from '#modules/communication/guards.ts'
import { guards as complaintGuards } from '#modules/complaint/guards.ts'
import * as complaint from '#modules/complaint/reactions.ts'
import * as classificationReactions from '#modules/classification/reactions.ts'
import * as classification from '#modules/classification/routes.ts'
import { learner } from '#modules/classification/sweep.ts'
import { guards as custodyGuards } from '#modules/custody/queries.ts'
import * as custodyReactions from '#modules/custody/reactions.ts'
import { custodyRoutes } from '#modules/custody/routes.ts'
import * as containmentReactions from '#modules/containment/reactions.ts'
import { containmentRoutes } from '#modules/containment/routes.ts'
import * as draft from '#modules/draft/routes.ts'
import { guards as expertGuards } from '#modules/expert/queries/basis.ts'
import * as expertReactions from '#modules/expert/reactions.ts'
import { expertRoutes } from '#modules/expert/routes.ts'
import * as feedbackReactions from '#modules/feedback/reactions.ts'
import * as feedback from '#modules/feedback/routes.ts'
import { fileRoutes } from '#modules/files/routes.ts'
import * as evidenceReactions from '#modules/evidence/reactions.ts'
import { evidenceRoutes } from '#modules/evidence/routes.ts'
import { guards as followUpGuards } from '#modules/follow-up/queries.ts'
import * as followUpReactions from '#modules/follow-up/reactions.ts'
import * as followUp from '#modules/follow-up/routes.ts'
import { createDoor, csrfTokenOf, knowPerson } from '#modules/identity/door.ts'
import * as identity from '#modules/identity/routes.ts'
import { describe, openSession, signInRoutes } from '#modules/identity/sign-in.ts'
import { importRoutes } from '#modules/importing/routes.ts'
import * as intakeReactions from '#modules/intake/reactions.ts'
import * as intake from '#modules/intake/routes.ts'
import { courier } from '#modules/integration/courier.ts'
import * as integrationReactions from '#modules/integration/reactions.ts'
import { integrationRoutes } from '#modules/integration/routes.ts'
import * as grouping from '#modules/grouping/routes.ts'
import { sayAnswersOn } from '#modules/grouping/sweep.ts'
import { guards as inquiryGuards } from '#modules/inquiry/queries.ts'
import * as inquiryReactions from '#modules/inquiry/reactions.ts'
import * as inquiry from '#modules/inquiry/routes.ts'
import { guards as investigationGuards } from '#modules/investigation/queries.ts'
import * as investigationReactions from '#modules/investigation/reactions.ts'
import * as investigation from '#modules/investigation/routes.ts'
import * as knowledge from '#modules/knowledge/routes.ts'
import { firstStopped } from '#modules/knowledge/wording.ts'
import { postOffice } from '#modules/mailbox/post.ts'
import { addressesOf, mailsAbout } from '#modules/mailbox/queries/letterhead.ts'
import * as ledgerReactions from '#modules/ledger/reactions.ts'
import * as ledger from '#modules/ledger/routes.ts'
import * as liabilityReactions from '#modules/liability/reactions.ts'
import { liabilityRoutes } from '#modules/liability/routes.ts'
import { guards as liaisonGuards } from '#modules/liaison/queries/guards.ts'
import * as liaisonReactions from '#modules/liaison/reactions.ts'
import { liaisonRoutes } from '#modules/liaison/routes.ts'
import * as mailboxReactions from '#modules/mailbox/reactions.ts'
import { receiver } from '#modules/mailbox/receive.ts'
import { mailboxRoutes } from '#modules/mailbox/routes.ts'
import { entering } from '#modules/mailbox/enter.ts'
import { watcher } from '#modules/mailbox/watch.ts'
import * as meetingReactions from '#modules/meeting/reactions.ts'
import * as meeting from '#modules/meeting/routes.ts'
import * as notification from '#modules/notification/routes.ts'
import { firstRunRoutes } from '#modules/packs/first-run.ts'
import * as offenceReactions from '#modules/offence/reactions.ts'
import * as offence from '#modules/offence/routes.ts'
import { ONE_ORDER, WHOLE_LOT, httpConnector } from '#modules/order-book/ask.ts'
import type { PosterFor } from '#modules/order-book/port.ts'
import { orderBookRoutes } from '#modules/order-book/routes.ts'
import * as outsider from '#modules/outsider/routes.ts'
import { collectFindStopped, collectLaw, collectOwnParts } from '#modules/packs/port.ts'
import { categoriesPart } from '#modules/packs/own/part-categories.ts'
import { tablesPart } from '#modules/packs/own/part-tables.ts'
import { packRoutes } from '#modules/packs/routes.ts'
import { guards as payoutGuards } from '#modules/payout/queries/payouts.ts'
import * as payoutReactions from '#modules/payout/reactions.ts'
import * as payout from '#modules/payout/routes.ts'
import { guards as proceedingGuards } from '#modules/proceeding/queries/guards.ts'
import * as proceedingReactions from '#modules/proceeding/reactions.ts'
import * as proceeding from '#modules/proceeding/routes.ts'
import { publicPages } from '#modules/pledge/public.ts'
import { pledgeRoutes } from '#modules/pledge/routes.ts'
import * as portalReactions from '#modules/portal/reactions.ts'
import { openGate } from '#modules/portal/gate.ts'
import { portalRoutes } from '#modules/portal/routes.ts'
import { guards as promiseGuards } from '#modules/promise/queries.ts'
import * as promiseReactions from '#modules/promise/reactions.ts'
import * as promise from '#modules/promise/routes.ts'
import * as precedent from '#modules/precedent/routes.ts'
import { guards as remedyGuards } from '#modules/remedy/queries/remedies.ts'
import * as authority from '#modules/authority/routes.ts'
import * as remedyReactions from '#modules/remedy/reactions.ts'
import * as remedy from '#modules/remedy/routes.ts'
import { guards as routingGuards } from '#modules/routing/queries.ts'
import { guards as reviewGuards } from '#modules/review/queries.ts'
import * as questionnaireReactions from '#modules/questionnaire/reactions.ts'
import { questionnaireRoutes } from '#modules/questionnaire/routes.ts'
import * as reviewReactions from '#modules/review/reactions.ts'
import * as review from '#modules/review/routes.ts'
import * as routingReactions from '#modules/routing/reactions.ts'
import * as routing from '#modules/routing/routes.ts'
import { guards as settlementGuards } from '#modules/settlement/queries.ts'
import * as settlementReactions from '#modules/settlement/reactions.ts'
import * as settlement from '#modules/settlement/routes.ts'
import { beforeJudging } from '#modules/statute/commands.ts'
import { lawHere } from '#modules/statute/here.ts'
import * as statuteReactions from '#modules/statute/reactions.ts'
import * as statute from '#modules/statute/routes.ts'
import { guards as stockGuards } from '#modules/stock/guards.ts'
import * as stockReactions from '#modules/stock/reactions.ts'
import * as stock from '#modules/stock/routes.ts'
import * as tellingReactions from '#modules/telling/reactions.ts'
import * as telling from '#modules/telling/routes.ts'
import { thanksRoutes } from '#modules/thanks/routes.ts'
import { demo } from './demo/demo.ts'
import { openWeb } from './web.ts'
import { threadTeacher } from '#adapters/teacher/thread.ts'
import { learnAllTerms } from '#modules/packs/queries.ts'

/** Tokens are long: a thousand bytes and more each. */
const MOST_TOKEN_BYTES = 32_768

/** Guards and reactions in the order of the modules. */
const guards = [...complaintGuards, ...promiseGuards, ...routingGuards, ...custodyGuards, ...inquiryGuards, ...investigationGuards, ...liaisonGuards, ...communicationGuards, ...expertGuards, ...remedyGuards, ...commitmentGuards, ...settlementGuards, ...payoutGuards, ...stockGuards, ...proceedingGuards, ...followUpGuards, ...reviewGuards, ...channelGuards]

/** What later modules have to say in the commands and files of earlier ones. */
const contribute = (canMail: boolean) => {
  collectGuards(guards)
  collectBeforeGoing([beforeGoing])
  knowHouseAddresses(addressesOf)
  collectBeforeJudging(beforeJudging)
  collectTexting(mobileForNews)
  collectMailing(mailsAbout(canMail))
  collectFindStopped(firstStopped)
  collectLaw(lawHere)
  collectOwnParts([tablesPart, laddersPart, categoriesPart])
}

export interface Given { /** Size of the smallest puzzle of the portal. */ readonly puzzleBase?: number; readonly config: Config; readonly database: Database; readonly log: Log; readonly clock: Clock; readonly watch?: Watch; readonly committed?: () => void; /** Leads to the database itself, past any pooler; without it open pages hear nothing. */ readonly directUrl?: string | null }

const askingOrders = ({ webhooksInside }: Pick<Config, 'webhooksInside'>, { bytes } = ONE_ORDER): PosterFor => (patienceMs) => httpPoster({ insideAllowed: webhooksInside, patienceMs, keptBytes: bytes + 1 })

/** The composition root: every module's routes, reactions and guards, adapters wired to their ports. */
export const compose = ({ config, database, log, clock, watch, committed = () => undefined, directUrl = null, puzzleBase }: Given) => {
  const { db } = database
  const mailer = config.smtpUrl ? smtpMailer(config.smtpUrl, config.mailFrom) : null
  const ask = asker(db, clock)
  const actorOf = async (organizationId: string, personId: string) => (await knowPerson(db, organizationId, personId, null))?.actor ?? null
  // Reactions write through what is made of them: the post office asks for it when it has something to write.
  const post = postOffice({ ask, perform: (...given) => perform(...given), enter: (...given) => entrance.enter(...given), house: mailer, houseFrom: config.mailFrom, byServer: serverMailer(config.webhooksInside) })
  const [store, papers] = [diskStore(join(config.dataDir, 'files')), printer(ROOT)]
  const reactions: readonly Reaction[] = [
    ...complaint.reactions, ...classificationReactions.reactions, ...clockReactions.reactions, ...promiseReactions.reactions, ...intakeReactions.reactions, ...commentCardReactions.reactions, ...callBackReactions.reactions, ...feedbackReactions.reactions(mailer), ...campaignReactions.reactions(mailer, config.baseUrl), ...meetingReactions.reactions(mailer), ...routingReactions.reactions, ...custodyReactions.reactions, ...evidenceReactions.reactions, ...inquiryReactions.reactions, ...questionnaireReactions.reactions({ mailer, post, baseUrl: config.baseUrl }), ...investigationReactions.reactions, ...causeReactions.reactions, ...liaisonReactions.reactions(mailer, config.baseUrl), ...communicationReactions.reactions(post), ...containmentReactions.reactions, ...offenceReactions.reactions, ...mailboxReactions.reactions(post), ...expertReactions.reactions(mailer, config.baseUrl), ...statuteReactions.reactions, ...remedyReactions.reactions, ...commitmentReactions, ...settlementReactions.reactions, ...payoutReactions.reactions, ...stockReactions.reactions, ...agreementReactions.reactions({ printer: papers, store, mailer, post, baseUrl: config.baseUrl }), ...liabilityReactions.reactions, ...ledgerReactions.reactions, ...proceedingReactions.reactions, ...tellingReactions.reactions, ...followUpReactions.reactions, ...reviewReactions.reactions, ...channelReactions.reactions({ canMail: mailer !== null, baseUrl: config.baseUrl, actorOf }), ...portalReactions.reactions(mailer, config.baseUrl), ...integrationReactions.reactions,
  ]
  contribute(mailer !== null)
  const door = createDoor(db, clock)
  const perform = forgetting(performer(db, reactions, clock, committed), door.forget)
  const doors: Doors = { perform, ask }
  const reader = mailReader()
  const mailServer = imap(config.webhooksInside)
  const tokens = askForTokens(httpPoster({ insideAllowed: config.webhooksInside, keptBytes: MOST_TOKEN_BYTES }))
  const entrance = entering({ ask, perform, askForTokens: tokens, clock })
  const receive = receiver({ perform, store, reader, clock })
  const signIn = { db, door, clock, secureCookies: config.baseUrl.startsWith('https:'), attempts: countAttempts(60, 10 * 60_000) }
  /** How much of the demo is played; null: none is. While one plays its year nothing else is there, and the machinery of today must not run into it. */
  let played: number | null = null
  const fillDemo = async (pack: string, locale: Locale) => {
    if (played !== null) throw new Problem(alreadySetUp)
    played = 0
    try {
      return await demo({ db, reactions, store, timeZone: config.timeZone, pack, locale, clock, months: config.demoMonths, progress: (share) => { played = share } })
    } finally {
      played = null
    }
  }
  const push = webPush(pushSubject(config))
  const providers = providersAt(config.channelEndpoints)
  const gate = openGate({ db, clock, ...(puzzleBase && { base: puzzleBase }) })
  const hub = openHub(directUrl, log)
  const live = livePages(hub)
  const routes: readonly Exposed[] = [
    ...firstRunRoutes({
      db, timeZone: config.timeZone,
      signIn: async (with_, visit, organizationId, personId) => {
        const secret = await openSession(signIn, with_, visit, organizationId, personId)
        const known = await knowPerson(db, organizationId, personId, null)
        if (!known) throw new Error('the new administrator is not there')
        return describe(db, known, csrfTokenOf(secret))
      },
      fillDemo, demoShare: () => played,
    }),
    ...signInRoutes(signIn), ...identity.routes, ...audit.routes, ...fileRoutes({ db, store, clock }), ...notification.routes, ...packRoutes(papers), ...knowledge.routes, ...outsider.routes, ...classification.routes, ...clockRoutes.routes, ...promise.routes, ...intake.routes, ...draft.routes, ...cardRoutes(papers, config.baseUrl), ...feedback.routes, ...callBack.routes, ...campaignRoutes({ printer: papers, baseUrl: config.baseUrl, canMail: mailer !== null, texts: textsOpinions }), ...orderBookRoutes(askingOrders(config), whyNotUrl(config.webhooksInside)), ...importRoutes(store), ...meeting.routes, ...routing.routes,
    ...custodyRoutes(papers, store), ...evidenceRoutes(store, clock), ...inquiry.routes, ...questionnaireRoutes({ canMail: mailer !== null, baseUrl: config.baseUrl, byText: byText('questionnaire') }), ...investigation.routes, ...causeRoutes(papers), ...liaisonRoutes({ printer: papers, store, canMail: mailer !== null, baseUrl: config.baseUrl }), ...communication.routes, ...mailboxRoutes({ store, receive, imap: mailServer, trySending: trySending(config.webhooksInside), enter: entrance.enter, askForTokens: tokens, redirectUri: `${config.baseUrl}${CONSENT_PATH}`, whyNot: { host: whyNotHost(config.webhooksInside), authority: mayPush(config.webhooksInside) } }), ...grouping.routes, ...containmentRoutes((system) => httpConnector(askingOrders(config, WHOLE_LOT), system, WHOLE_LOT)), ...offence.routes, ...authority.routes, ...thanksRoutes(store),
...precedent.routes, ...expertRoutes({ printer: papers, canMail: mailer !== null, baseUrl: config.baseUrl }), ...statute.routes, ...remedy.routes, ...commitment.routes, ...settlement.routes, ...agreementRoutes({ printer: papers, store, canMail: mailer !== null, baseUrl: config.baseUrl, byText: { link: byText('agreement', 'agreement.read'), code: byText('signCode', 'agreement.read') } }), ...payout.routes, ...stock.routes, ...liabilityRoutes(papers), ...ledger.routes, ...proceeding.routes, ...telling.routes, ...followUp.routes, ...review.routes, ...casefile.routes, ...analytics.routes, ...downloadRoutes(store), ...paperRoutes(papers, store, config.baseUrl),
    ...channelRoutes({ canMail: mailer !== null, publicKey: async () => (await readPushKey(db, push, clock)).publicKey, isTaken: mayPush(config.webhooksInside) }),
    ...portalRoutes({ db, store, gate, canMail: mailer !== null, clock, actorOf }),
    ...pledgeRoutes({ db, store, clock, printer: papers, baseUrl: config.baseUrl }),
    ...integrationRoutes(whyNotUrl(config.webhooksInside)), ...live.routes,
  ]
  const outside = httpPoster({ insideAllowed: config.webhooksInside })
  const webhooks = courier({ db, perform, poster: outside, clock, log })
  // Where providers answer is for the installation to say; browsers name addresses of their own.
  const sending = { db, perform, poster: httpPoster({ insideAllowed: true }), pushPoster: outside, mailer, push, providers, clock, log }
  const messages = { ...messenger(sending), askReceipts: () => askReceipts(sending), baseUrl: config.baseUrl, opinionHouse: async (organizationId: string) => ({ canMail: mailer !== null, canText: await ask(textsOpinions, systemActor(organizationId), {}) }) }
  const teacher = threadTeacher(ROOT)
  const mailboxes = watcher({ db, perform, imap: mailServer, entering: entrance, receive, clock, log })
  return {
    reactions, doors, routes, store, gate, webhooks, messages, mailboxes, receive, learner: learner({ db, perform, teacher, clock, log }), sayAnswersOn: () => sayAnswersOn({ db, perform, actorOf }), isPlaying: () => played !== null,
    serve: async (): Promise<FastifyInstance> => {
      await asSystem(db, learnAllTerms)
      return openWeb({ config, db, log, clock, gate, routes, doors, whoIs: door.whoIs, watch, publicHtml: publicPages({ db, ask, clock, baseUrl: config.baseUrl }), endStreams: live.end })
    },
    close: async () => { papers.close(); teacher.close(); mailer?.close(); reader.close(); await hub.close() },
  }
}
export type Composed = ReturnType<typeof compose>

/** Whom the makers of browsers may write to about what this installation sends (RFC 8292): its mail address, or its page. */
const pushSubject = ({ mailFrom, baseUrl }: Config): string => {
  const address = /[^\s<>]+@[^\s<>]+\.[^\s<>]+/.exec(mailFrom)?.[0]
  return address || !baseUrl.startsWith('https:') ? `mailto:${address ?? 'postmaster@localhost.localdomain'}` : baseUrl
}

/** What somebody may do can change with any command of identity or packs: what the door believes is asked anew. */
const forgetting = (perform: Doors['perform'], forget: () => void): Doors['perform'] => async (command, caller, input) => {
  const performed = await perform(command, caller, input)
  if (/^(identity|packs)\./.test(command.name)) forget()
  return performed
}
