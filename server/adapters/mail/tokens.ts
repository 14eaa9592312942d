import { z } from 'zod'
import type { Poster } from '#kernel/post.ts'
import type { AskForTokens, Granted } from '#modules/mailbox/port.ts'

const Given = z.object({ access_token: z.string().min(1), refresh_token: z.string().optional(), expires_in: z.coerce.number().optional() })
const Refused = z.object({ error: z.string(), error_description: z.string().optional() })
/** Where nothing is said of how long it lasts. */
const USUAL_SECONDS = 3_600
const MOST_SAID = 300
/** What trying again does not change (RFC 6749, 5.2). */
const OVER = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required']

const parsed = (answer: string): unknown => {
  try {
    return JSON.parse(answer)
  } catch {
    return null
  }
}

const read = (answer: string): Granted | null => {
  const body = parsed(answer)
  const given = Given.safeParse(body)
  if (given.success) return { accessToken: given.data.access_token, refreshToken: given.data.refresh_token ?? null, seconds: given.data.expires_in ?? USUAL_SECONDS }
  const refused = Refused.safeParse(body)
  if (!refused.success) return null
  const { error, error_description: said } = refused.data
  return { refused: `${error}${said ? `: ${said}` : ''}`.replace(/\s+/g, ' ').slice(0, MOST_SAID), over: OVER.includes(error) }
}

/** Asks a token endpoint by its form (RFC 6749, 4.1.3). */
export const askForTokens = (poster: Poster): AskForTokens => async (tokenUrl, form) => {
  const { status, answer } = await poster.post({
    url: tokenUrl, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: new URLSearchParams(form).toString(),
  }, new AbortController().signal)
  return status === null || status >= 500 || answer === null ? null : read(answer)
}
