import { consentRefused } from '#contract/mailbox.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import type { Ask } from '#kernel/query.ts'
import type { Clock } from '#kernel/time.ts'
import { dropToken, noteTokens } from './commands/consent.ts'
import { type AskForTokens, type MailServer, MailTrouble, type Tokens } from './port.ts'
import { type Consent, consentOf } from './queries/consents.ts'
import { endpointsOf, isFresh } from './rules/consent.ts'

export interface Of { readonly organizationId: string; readonly mailboxId: string }
/** Servers of a mailbox as they are entered now: with its password, or with a token that is good. @throws MailTrouble */
export type Enter = (of: Of, server: MailServer) => Promise<MailServer>

interface Given { readonly ask: Ask; readonly perform: Perform; readonly askForTokens: AskForTokens; readonly clock: Clock }

const asClient = (c: Consent) => ({ client_id: c.client_id, ...(c.client_secret && { client_secret: c.client_secret }) })

/** Tokens for what the owner of the account said yes to. @throws Problem with what the provider says. */
export const exchanged = async (askForTokens: AskForTokens, consent: Consent & { readonly verifier: string }, code: string, redirectUri: string): Promise<Tokens> => {
  const came = await askForTokens(endpointsOf(consent).tokenUrl, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: consent.verifier, ...asClient(consent) })
  if (came && 'accessToken' in came && came.refreshToken) return came
  throw new Problem(consentRefused, { said: came && 'refused' in came ? came.refused : came ? 'no refresh_token' : '…' })
}

export const entering = ({ ask, perform, askForTokens, clock }: Given) => {
  const find = ({ organizationId, mailboxId }: Of) => ask(consentOf, systemActor(organizationId), { mailboxId })

  /** Somebody else may have shown the same one at the same time and been given another. */
  const renewedMeanwhile = async (of: Of, shown: string): Promise<string | null> => {
    const now = await find(of)
    return now?.refresh_token && now.refresh_token !== shown && isFresh(now.access_until, clock()) ? now.access_token : null
  }

  const renew = async (of: Of, consent: Consent): Promise<string> => {
    const shown = consent.refresh_token
    if (!shown) throw new MailTrouble('consent', null)
    const { tokenUrl, scope } = endpointsOf(consent)
    const came = await askForTokens(tokenUrl, { grant_type: 'refresh_token', refresh_token: shown, ...(scope && { scope }), ...asClient(consent) })
    if (!came) throw new MailTrouble('connection', new URL(tokenUrl).host)
    if ('accessToken' in came) {
      await perform(noteTokens, { actor: systemActor(of.organizationId), requestId: 'mailbox' }, { mailboxId: of.mailboxId, shown, tokens: came })
      return came.accessToken
    }
    const meanwhile = await renewedMeanwhile(of, shown)
    if (meanwhile) return meanwhile
    throw new MailTrouble(came.over ? 'consent' : 'signIn', came.refused)
  }

  const enter: Enter = async (of, server) => {
    const consent = await find(of)
    if (!consent) return server
    const accessToken = consent.access_token && isFresh(consent.access_until, clock()) ? consent.access_token : await renew(of, consent)
    return { ...server, accessToken }
  }

  return {
    enter,
    /** What a server did not let in with is not shown to it again. */
    refused: async (of: Of, { accessToken }: MailServer, error: unknown): Promise<void> => {
      if (accessToken && error instanceof MailTrouble && error.code === 'signIn') await perform(dropToken, { actor: systemActor(of.organizationId), requestId: 'mailbox' }, { mailboxId: of.mailboxId, token: accessToken })
    },
  }
}
export type Entering = ReturnType<typeof entering>
