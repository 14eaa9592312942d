import { consentOver } from '#contract/mailbox.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { plusMs } from '#kernel/time.ts'
import { CONSENT_MS } from '../rules/consent.ts'

/** The consent that somebody is asked for with this state; nobody else's, and not for long. */
export const begunWith = query('mailbox.consent', async (read, actor, { state }: { state: string }, now) => {
  const found = await read.selectFrom('mailbox.consent').selectAll().where('organization_id', '=', actor.organizationId).where('state_hash', '=', sha256(state)).executeTakeFirst()
  if (!found?.verifier || found.begun_by !== actor.id || !found.begun_at || plusMs(found.begun_at, CONSENT_MS) < now) throw new Problem(consentOver)
  return { ...found, verifier: found.verifier }
})

/** How a mailbox is entered; null: with its password. */
export const consentOf = query('mailbox.letterhead', async (read, actor, { mailboxId }: { mailboxId: string }) =>
  await read.selectFrom('mailbox.consent').selectAll().where('organization_id', '=', actor.organizationId).where('mailbox_id', '=', mailboxId).executeTakeFirst() ?? null)
export type Consent = NonNullable<Awaited<ReturnType<typeof consentOf.answer>>>
