import * as contract from '#contract/mailbox.ts'
import { answered } from '#kernel/answered.ts'
import { type Doors, type Exposed, type Visit, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import type { FileStore } from '#modules/files/port.ts'
import { attachMail, ignoreMail, releaseMail } from './commands/decide.ts'
import { beginConsent, keepConsent } from './commands/consent.ts'
import { type WhyNot, type WhyNotHost, defining, pauseMailbox, removeMailbox, resumeMailbox } from './commands/define.ts'
import { type Enter, exchanged } from './enter.ts'
import { type AskForTokens, type Imap, type MailServer, MailTrouble, type TrySending } from './port.ts'
import { begunWith } from './queries/consents.ts'
import { mailboxes, toTry } from './queries/mailboxes.ts'
import { mail, mails, source } from './queries/mails.ts'
import type { Receiver } from './receive.ts'
import { Problem } from '#kernel/problem.ts'

interface Given { readonly store: FileStore; readonly receive: Receiver; readonly imap: Imap; readonly trySending: TrySending; readonly whyNot: WhyNot; readonly enter: Enter; readonly askForTokens: AskForTokens; readonly redirectUri: string }

const troubleOf = async (work: Promise<unknown>): Promise<contract.Trouble | null> => {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof MailTrouble) return { code: error.code, said: error.said }
    throw error
  }
}

const refuseInside = (whyNot: WhyNotHost, fields: contract.MailboxFields) => {
  for (const [side, server] of [['receiving', fields.receiving], ['sending', fields.sending]] as const) {
    const refusal = server && whyNot(server.host.trim())
    if (refusal) throw new Problem(refusal, {}, `${side}/host`)
  }
}

const attachThenShow = answered(attachMail, mail, (done) => done)

/** The source is read again outside of any transaction: reading takes as long as it takes. */
const reread = async ({ receive }: Given, doors: Doors, visit: Visit, id: string) => receive.reread((await doors.ask(source, visit.actor, { id })).sha256)

const tried = async ({ imap, trySending, enter }: Given, doors: Doors, visit: Visit, input: Parameters<typeof toTry.answer>[2]) => {
  const { receiving, sending, folder, after, since } = await doors.ask(toTry, visit.actor, input)
  const { mailboxId } = input
  const entered = async (server: MailServer) => (mailboxId && input.oauth ? enter({ organizationId: visit.actor.organizationId, mailboxId }, server) : server)
  let waiting: number | null = null
  const look = async () => {
    const open = await imap.open(await entered(receiving), folder, new AbortController().signal)
    try {
      waiting = (await open.list(after, since)).length
    } finally {
      await open.close()
    }
  }
  const [inTrouble, outTrouble] = await Promise.all([troubleOf(look()), sending ? troubleOf(entered(sending).then(trySending)) : null])
  return { receiving: inTrouble, sending: outTrouble, waiting }
}

export const mailboxRoutes = (given: Given): readonly Exposed[] => {
  const { create, change } = defining(given.whyNot)
  return [
    exposeAs(contract.mailboxes, 'mailbox.read', async (doors, visit, input) => ({ ...await doors.ask(mailboxes, visit.actor, input), redirectUri: given.redirectUri })),
    expose(contract.createMailbox, create),
    expose(contract.changeMailbox, change),
    expose(contract.pauseMailbox, pauseMailbox),
    expose(contract.resumeMailbox, resumeMailbox),
    expose(contract.removeMailbox, removeMailbox),
    exposeAs(contract.beginConsent, 'mailbox.consent', (doors, visit, { id }) => performed(doors, visit, beginConsent, { id, redirectUri: given.redirectUri })),
    exposeAs(contract.giveConsent, 'mailbox.consent', async (doors, visit, { state, code }) => {
      const consent = await doors.ask(begunWith, visit.actor, { state })
      const tokens = await exchanged(given.askForTokens, consent, code, given.redirectUri)
      return performed(doors, visit, keepConsent, { mailboxId: consent.mailbox_id, state, tokens })
    }),
    exposeAs(contract.testMailbox, 'mailbox.test', async (doors, visit, input) => {
      refuseInside(given.whyNot.host, input)
      return tried(given, doors, visit, input)
    }),
    expose(contract.mails, mails),
    expose(contract.mail, mail),
    exposeAs(contract.mailSource, 'mailbox.readMails', async (doors, visit, { id }) => {
      const { sha256, bytes } = await doors.ask(source, visit.actor, { id })
      visit.reply.header('content-type', 'application/octet-stream').header('content-length', bytes).header('content-disposition', `attachment; filename="${id}.eml"`)
        .header('content-security-policy', "sandbox; default-src 'none'").header('x-content-type-options', 'nosniff').header('cache-control', 'private, max-age=3600')
      return given.store.open(sha256)
    }),
    exposeAs(contract.releaseMail, releaseMail.name, async (doors, visit, input) => performed(doors, visit, releaseMail, { ...input, reread: await reread(given, doors, visit, input.id) })),
    exposeAs(contract.attachMail, attachMail.name, async (doors, visit, input) => performed(doors, visit, attachThenShow, { ...input, reread: await reread(given, doors, visit, input.id) })),
    exposeThen(contract.ignoreMail, ignoreMail, mail),
  ]
}
