import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import * as contract from '#contract/identity.ts'
import { allows } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { newId, newSecret, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import { SignInFailed, SignedIn, SignedOut, TokenCreated, TokenRevoked } from '../events.ts'
import { passwordFits } from '../password.ts'
import { LOCK_MINUTES, MOST_FAILURES } from '../rules.ts'
import { setPassword } from './people.ts'

const SESSION_DAYS = 14
const subject = (id: string) => ({ type: 'person', id, unitId: null })

/** Run by the door after the password was found right. Returns the secret of the cookie, kept only as its hash. */
export const beginSession = command('identity.beginSession', async (tx, { personId }: { personId: string }) => {
  const secret = newSecret()
  await tx.db.insertInto('identity.session').values({
    organization_id: tx.actor.organizationId, id: newId(), person_id: personId, token_hash: sha256(secret), begun_at: tx.now, expires_at: plusMs(tx.now, SESSION_DAYS * DAY),
  }).execute()
  await tx.db.updateTable('identity.credential').set({ failures: 0, locked_until: null }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('failures', '>', 0).execute()
  await tx.record(SignedIn, { subject: subject(personId), payload: { personId } })
  return { secret, seconds: SESSION_DAYS * 86_400 }
})

/**
 * Looks at a password while the credential is held: attempts on one account, however many arrive at once, are looked at one after the
 * other, and none after the last that is allowed. Tells whether it fits instead of refusing, so that the failure is kept.
 */
export const tryPassword = command('identity.tryPassword', async (tx, { personId, password }: { personId: string; password: string }) => {
  const kept = await tx.db.selectFrom('identity.credential').select(['password_hash', 'failures', 'locked_until']).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).forUpdate().executeTakeFirstOrThrow()
  refuseLocked(kept.locked_until, tx.now)
  if (await passwordFits(kept.password_hash, password)) return { fits: true }
  const failures = kept.failures + 1
  const locked = failures >= MOST_FAILURES
  await tx.db.updateTable('identity.credential').set({ failures: locked ? 0 : failures, locked_until: locked ? plusMs(tx.now, LOCK_MINUTES * MINUTE) : null })
    .where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).execute()
  await tx.record(SignInFailed, { subject: subject(personId), payload: { personId, failures, locked } })
  return { fits: false }
})

/** @throws Problem with the seconds that are left while a lock holds. */
export const refuseLocked = (until: Instant | null, now: Instant): void => {
  if (until && until > now) throw new Problem(contract.lockedOut, { seconds: Math.ceil((until.getTime() - now.getTime()) / 1000) })
}

export const endSession = command('identity.endSession', async (tx, { secret, personId }: { secret: string; personId: string }) => {
  await tx.db.deleteFrom('identity.session').where('organization_id', '=', tx.actor.organizationId).where('token_hash', '=', sha256(secret)).execute()
  await tx.record(SignedOut, { subject: subject(personId), payload: { personId } })
  return { done: true as const }
})

export const createToken = command('identity.createToken', async (tx, input: z.output<typeof contract.createToken.input>) => {
  if (!tx.actor.id) throw new Problem(notFound)
  // A token makes no token that may do more than itself.
  const { scopes } = tx.actor
  if (scopes && !input.scopes.every(allows(scopes))) throw new Problem(notAllowed, {}, 'scopes')
  const id = newId()
  const token = `wg_${newSecret()}`
  await tx.db.insertInto('identity.token').values({
    organization_id: tx.actor.organizationId, id, person_id: tx.actor.id, name: input.name, scopes: input.scopes, rate_limit: input.rateLimit ?? contract.TOKEN_RATE, token_hash: sha256(token), created_at: tx.now, last_used_at: null, revoked_at: null,
  }).execute()
  await tx.record(TokenCreated, { subject: subject(tx.actor.id), payload: { tokenId: id, scopes: input.scopes } })
  return { id, token }
})

export const revokeToken = command('identity.revokeToken', async (tx, { id }: { id: string }) => {
  const row = await tx.db.updateTable('identity.token').set({ revoked_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('revoked_at', 'is', null).returning('person_id').executeTakeFirst()
  if (!row) throw new Problem(notFound)
  await tx.record(TokenRevoked, { subject: subject(row.person_id), payload: { tokenId: id } })
  return { done: true as const }
})

/** One's own language, phone and password. */
export const changeMe = command('identity.me', async (tx, input: z.output<typeof contract.changeMe.input>) => {
  const id = tx.actor.id
  if (!id) throw new Problem(notFound)
  const change = { ...(input.locale ? { locale: input.locale } : {}), ...(input.phone === undefined ? {} : { phone: input.phone }) }
  if (Object.keys(change).length) await tx.db.updateTable('identity.person').set(change).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  if (input.password) {
    const kept = await tx.db.selectFrom('identity.credential').select('password_hash').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', id).forUpdate().executeTakeFirstOrThrow()
    if (!await passwordFits(kept.password_hash, input.password.current)) throw new Problem(contract.wrongPassword, {}, 'password/current')
    await setPassword(tx, id, input.password.next)
  }
  return { id }
})
