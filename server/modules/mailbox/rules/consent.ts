import { type MailboxFields, PROVIDERS, type Provider } from '#contract/mailbox.ts'
import { type Instant, MINUTE, plusMs } from '#kernel/time.ts'

/** How long somebody has to say yes. */
export const CONSENT_MS = 10 * MINUTE
/** Renewed so long before its end. */
const AHEAD_MS = 5 * MINUTE

export interface Authority { readonly provider: string; readonly client_id: string; readonly tenant: string; readonly authorize_url: string; readonly token_url: string; readonly scope: string }

/** The directory of everybody. */
const ANYBODY = 'common'

/** Where a provider is asked: known ones by their names, others by what was typed. */
export const endpointsOf = (a: Authority) => {
  const known = a.provider === 'other' ? null : PROVIDERS[a.provider as Exclude<Provider, 'other'>]
  const at = (url: string) => url.replace('{tenant}', encodeURIComponent(a.tenant.trim() || ANYBODY))
  return known ? { authorizeUrl: at(known.authorizeUrl), tokenUrl: at(known.tokenUrl), scope: known.scope, extra: known.extra } : { authorizeUrl: a.authorize_url, tokenUrl: a.token_url, scope: a.scope, extra: {} }
}

export const columnsOf = (oauth: NonNullable<MailboxFields['oauth']>) => ({
  provider: oauth.provider, client_id: oauth.clientId.trim(), tenant: oauth.tenant.trim(), authorize_url: oauth.authorizeUrl.trim(), token_url: oauth.tokenUrl.trim(), scope: oauth.scope.trim(),
})

/** What a consent was given to: to another it has to be given anew. */
export const sameAuthority = (a: Authority, b: Authority): boolean => (['provider', 'client_id', 'tenant', 'authorize_url', 'token_url', 'scope'] as const).every((name) => a[name] === b[name])

/** The page where the owner of the account says yes. `challenge`: the SHA-256 of the verifier, which only who holds that can meet (RFC 7636). */
export const consentUrl = (a: Authority, { state, challenge, redirectUri, user }: { readonly state: string; readonly challenge: string; readonly redirectUri: string; readonly user: string }): string => {
  const { authorizeUrl, scope, extra } = endpointsOf(a)
  const url = new URL(authorizeUrl)
  const asked = {
    response_type: 'code', client_id: a.client_id, redirect_uri: redirectUri, scope, state, code_challenge: challenge, code_challenge_method: 'S256', login_hint: user, ...extra,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

export const isFresh = (until: Instant | null, now: Instant): boolean => until !== null && until > plusMs(now, AHEAD_MS)
