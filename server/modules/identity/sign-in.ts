import { notSignedIn } from '#contract/common.ts'
import * as contract from '#contract/identity.ts'
import { systemActor } from '#kernel/actor.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import { termsOf } from '#kernel/terms.ts'
import type { Clock, Instant } from '#kernel/time.ts'
import { beginSession, changeMe, endSession, refuseLocked, tryPassword } from './commands/sessions.ts'
import { COOKIE, type Door, type Known, csrfTokenOf } from './door.ts'
import { spendTheTime } from './password.ts'
import { type Strangers, rememberStrangers } from './strangers.ts'
import type { Attempts } from '#kernel/attempts.ts'

interface Given { readonly db: Db; readonly door: Door; readonly clock: Clock; readonly secureCookies: boolean; readonly attempts: Attempts }

const findByEmail = (db: Db, email: string) => asSystem(db, (open) => open.selectFrom('identity.person as p')
  .select(['p.organization_id', 'p.id']).where((eb) => eb(eb.fn('lower', ['p.email']), '=', email.toLowerCase())).where('p.retired_at', 'is', null).executeTakeFirst())

/** What the browser keeps of a session. */
export const describe = async (db: Db, { actor, permissions, positionCodes, ...known }: Known, csrfToken: string): Promise<contract.SignedIn> => {
  const organization = await asSystem(db, (open) => open.selectFrom('identity.organization').selectAll().where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow())
  return {
    person: { id: actor.id ?? '', name: actor.name, locale: actor.locale, permissions: [...permissions], positionCodes: [...positionCodes], ...known },
    organization: { id: actor.organizationId, name: organization.name, pack: organization.pack, timeZone: organization.time_zone, terms: termsOf(actor.organizationId) }, csrfToken,
  }
}

/** Sets the cookie of a new session; returns its secret. */
export const openSession = async (given: Given, doors: Parameters<Exposed['serve']>[0], visit: Visit, organizationId: string, personId: string): Promise<string> => {
  const { output } = await doors.perform(beginSession, { actor: systemActor(organizationId), requestId: visit.requestId }, { personId })
  visit.reply.setCookie(COOKIE, output.secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: given.secureCookies, maxAge: output.seconds })
  return output.secret
}

/** An address that nobody has: counted before the time is spent, so that many at once lock it like one that somebody has. */
const tryStranger = async (strangers: Strangers, email: string, password: string, now: Instant) => {
  refuseLocked(strangers.lockedUntil(email), now)
  strangers.note(email)
  return { fits: await spendTheTime(password) }
}

export const signInRoutes = (given: Given, strangers = rememberStrangers(given.clock)): readonly Exposed[] => [
  exposeAs(contract.signIn, 'identity.signIn', async (doors, visit, { email, password }) => {
    given.attempts.refuseTooMany(`sign-in ${visit.request.ip}`)
    const found = await findByEmail(given.db, email)
    const { fits } = found ? (await doors.perform(tryPassword, { actor: systemActor(found.organization_id), requestId: visit.requestId }, { personId: found.id, password })).output : await tryStranger(strangers, email, password, given.clock())
    if (!found || !fits) {
      given.attempts.note(`sign-in ${visit.request.ip}`)
      throw new Problem(contract.wrongSignIn)
    }
    const secret = await openSession(given, doors, visit, found.organization_id, found.id)
    visit.request.cookies[COOKIE] = secret
    delete visit.request.headers.authorization
    return session(given, visit)
  }),
  exposeAs(contract.whoAmI, 'identity.me', (_doors, visit) => session(given, visit)),
  exposeAs(contract.changeMe, 'identity.me', async (doors, visit, input) => {
    await performed(doors, visit, changeMe, input)
    given.door.forget()
    if (input.password) await openSession(given, doors, visit, visit.actor.organizationId, visit.actor.id ?? '').then((secret) => { visit.request.cookies[COOKIE] = secret })
    return session(given, visit)
  }),
  exposeAs(contract.signOut, 'identity.me', async (doors, visit) => {
    const secret = visit.request.cookies[COOKIE]
    if (secret && visit.actor.id) await doors.perform(endSession, { actor: systemActor(visit.actor.organizationId), requestId: visit.requestId }, { secret, personId: visit.actor.id })
    given.door.forget()
    visit.reply.clearCookie(COOKIE, { path: '/' })
    return { done: true }
  }),
]

const session = async (given: Given, visit: Visit) => {
  const found = await given.door.knownFrom(visit.request)
  if (!found) throw new Problem(notSignedIn)
  return describe(given.db, found.known, found.cookie ? csrfTokenOf(found.cookie) : '')
}
