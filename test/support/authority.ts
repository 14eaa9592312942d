import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

interface Asked { readonly challenge: string; readonly redirectUri: string; readonly user: string }

export const CLIENT = { clientId: 'wenguo-client', clientSecret: 'client-secret' } as const

const formOf = async (request: IncomingMessage) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

/** An authorization server of this test alone (RFC 6749, 7636, 7662): each refresh token is good once, as strict providers have it. */
export const openAuthority = async () => {
  const codes = new Map<string, Asked>()
  const refreshes = new Map<string, string>()
  const tokens = new Map<string, { user: string; until: number }>()
  const seen: string[] = []
  let seconds = 3_600
  let down = false
  const grant = (user: string) => {
    const [access, refresh] = [`access.${randomUUID()}`, `refresh.${randomUUID()}`]
    tokens.set(access, { user, until: Date.now() + seconds * 1_000 })
    refreshes.set(refresh, user)
    return { access_token: access, refresh_token: refresh, token_type: 'Bearer', expires_in: seconds }
  }
  const byCode = (form: URLSearchParams) => {
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    return asked && asked.challenge === challenge && asked.redirectUri === form.get('redirect_uri') ? grant(asked.user) : null
  }
  const byRefresh = (form: URLSearchParams) => {
    const shown = form.get('refresh_token') ?? ''
    const user = refreshes.get(shown)
    refreshes.delete(shown)
    return user ? grant(user) : null
  }
  const answerTo = (form: URLSearchParams): [number, unknown] => {
    seen.push(form.get('grant_type') ?? '')
    if (down) return [503, { error: 'temporarily_unavailable' }]
    if (form.get('client_id') !== CLIENT.clientId || form.get('client_secret') !== CLIENT.clientSecret) return [401, { error: 'invalid_client' }]
    const given = form.get('grant_type') === 'authorization_code' ? byCode(form) : byRefresh(form)
    return given ? [200, given] : [400, { error: 'invalid_grant', error_description: 'the consent is over' }]
  }
  const isToken = (token: string) => (tokens.get(token)?.until ?? 0) > Date.now()
  const server = createServer((request, response) => {
    const reply = (status: number, body: unknown) => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)) }
    formOf(request).then((form) => {
      if (request.url === '/token') return reply(...answerTo(form))
      const token = form.get('token') ?? ''
      return reply(200, isToken(token) ? { active: true, username: tokens.get(token)?.user } : { active: false })
    }).catch(() => reply(500, {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const base = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
  return {
    isToken, seen, introspect: `${base}/introspect`,
    oauth: { provider: 'other', ...CLIENT, tenant: '', authorizeUrl: `${base}/authorize`, tokenUrl: `${base}/token`, scope: 'imap smtp' },
    /** What its page does when the owner of the account says yes: back with a code. */
    sayYes: (url: string) => {
      const asked = new URL(url).searchParams
      const code = randomUUID()
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirectUri: asked.get('redirect_uri') ?? '', user: asked.get('login_hint') ?? '' })
      return { state: asked.get('state') ?? '', code }
    },
    /** From now on tokens last so long. */
    lasting: (of: number) => { seconds = of },
    /** Everything that was given is good for nothing any more. */
    withdraw: () => {
      tokens.clear()
      refreshes.clear()
    },
    forgetTokens: () => tokens.clear(),
    setDown: (is: boolean) => { down = is },
    close: () => new Promise<void>((closed) => { server.close(() => closed()) }),
  }
}
export type AuthorityServer = Awaited<ReturnType<typeof openAuthority>>
