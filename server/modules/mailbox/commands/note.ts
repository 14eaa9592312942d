import { randomBytes } from 'node:crypto'
import type { TroubleCode } from '#contract/mailbox.ts'
import { allows } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { type Instant, MINUTE } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders, roleBook } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { MailboxStuck } from '../events.ts'
import { endConsent } from './consent.ts'
import { subjectOf } from './lock.ts'

/** The server was told that these are read. */
export const noteFlagged = command('mailbox.noteFlagged', async (tx, { mailboxId, uidValidity, uids }: { mailboxId: string; uidValidity: number; uids: readonly number[] }) => {
  await tx.db.updateTable('mailbox.mail').set({ flagged: true }).where('organization_id', '=', tx.actor.organizationId).where('mailbox_id', '=', mailboxId).where('uid_validity', '=', uidValidity).where('uid', 'in', [...uids]).execute()
})

/** The folder was looked through. Uids of another validity mean other mails: it is read from its beginning, what came before is known by its fingerprint. */
export const noteSeen = command('mailbox.noteSeen', async (tx, { mailboxId, uidValidity }: { mailboxId: string; uidValidity: number }) => {
  await tx.db.updateTable('mailbox.mailbox').set((eb) => ({ seen_at: tx.now, trouble: null, trouble_said: null, trouble_since: null, trouble_told: false, uid_validity: uidValidity, last_uid: eb.case().when('uid_validity', '=', uidValidity).then(eb.ref('last_uid')).else(0).end() }))
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', mailboxId).execute()
})

const whoLooksAfter = async (tx: Tx): Promise<string[]> => {
  const read = readerOf(tx.db)
  const { roles } = await roleBook(read, tx.actor.organizationId)
  const may = new Set(roles.filter((r) => allows(r.permissions)('mailbox.change')).map((r) => r.code))
  return (await holders(read, tx.actor.organizationId)).filter((h) => may.has(h.role)).map((h) => h.personId)
}

/** These do not pass by themselves. */
const LASTING: readonly TroubleCode[] = ['consent', 'signIn', 'folder', 'inside', 'tls']
const PATIENCE_MS = 10 * MINUTE

const isToTell = (code: TroubleCode, since: Instant, now: Instant) => LASTING.includes(code) || now.getTime() - since.getTime() >= PATIENCE_MS

/** The mailbox could not be read. Whoever set it up hears of it once: at once where only they can help, else when it lasts. */
export const noteTrouble = command('mailbox.noteTrouble', async (tx, { mailboxId, code, said }: { mailboxId: string; code: TroubleCode; said: string | null }) => {
  const of = tx.actor.organizationId
  const mailbox = await tx.db.selectFrom('mailbox.mailbox').select(['id', 'address', 'trouble_since', 'trouble_told']).where('organization_id', '=', of).where('id', '=', mailboxId).where('removed_at', 'is', null).forUpdate().executeTakeFirst()
  if (!mailbox) return
  const since = mailbox.trouble_since ?? tx.now
  // What was consented to is withdrawn: asking again changes nothing, somebody has to say yes again.
  const over = code === 'consent'
  const told = mailbox.trouble_told || isToTell(code, since, tx.now)
  await tx.db.updateTable('mailbox.mailbox').set({ trouble: code, trouble_said: said, trouble_since: since, trouble_told: told, ...(over && { paused_at: tx.now }) }).where('organization_id', '=', of).where('id', '=', mailboxId).execute()
  if (over) await endConsent(tx, mailboxId)
  if (!told || mailbox.trouble_told) return
  const subject = subjectOf(tx)
  await tx.record(MailboxStuck, { subject, payload: { mailboxId, trouble: code } })
  await tell(tx, { to: await whoLooksAfter(tx), name: over ? 'mailboxConsent' : 'mailboxStuck', subject, payload: { address: mailbox.address } })
})

const KEY_BYTES = 32

/** The key that signs message ids; made when the first mail about a case leaves. */
export const makeSigningKey = command('mailbox.makeSigningKey', async (tx): Promise<void> => {
  await tx.db.insertInto('mailbox.signing_key').values({ organization_id: tx.actor.organizationId, secret: randomBytes(KEY_BYTES), made_at: tx.now }).onConflict((c) => c.doNothing()).execute()
})
