import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Log } from '#kernel/log.ts'
import { type Clock, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import type { Security } from '#contract/mailbox.ts'
import { noteFlagged, noteSeen, noteTrouble } from './commands/note.ts'
import type { Entering } from './enter.ts'
import { type Folder, type Imap, MailTrouble } from './port.ts'
import type { Receiver } from './receive.ts'

/** Whoever watches a mailbox and ends without a word loses it after that; two at once would do nothing twice. */
const LEASE_MS = 20_000
const POLL_MS = MINUTE
/** After trouble: longer each time, so that nobody is locked out for asking too often. */
const WAITS_MS = [5_000, 15_000, MINUTE, 5 * MINUTE, 15 * MINUTE] as const

interface Leased {
  readonly organization_id: string; readonly id: string; readonly revision: number; readonly folder: string; readonly begin_at: Instant | null; readonly uid_validity: number | null; readonly last_uid: number
  readonly imap_host: string; readonly imap_port: number; readonly imap_security: string; readonly imap_user: string; readonly imap_password: string
}

/** Takes and keeps what nobody else watches; what is paused or removed is let go. */
const lease = (db: Db, me: string, now: Instant) => asSystem(db, async (open) => (await sql<Leased>`
  update mailbox.mailbox m set lease_by = ${me}::uuid, lease_until = ${plusMs(now, LEASE_MS)}
  where m.paused_at is null and m.removed_at is null and (m.lease_by = ${me}::uuid or m.lease_until is null or m.lease_until < ${now})
  returning m.organization_id, m.id, m.revision, m.folder, m.begin_at, m.uid_validity, m.last_uid, m.imap_host, m.imap_port, m.imap_security, m.imap_user, m.imap_password`.execute(open)).rows)

const letGo = (db: Db, me: string) => asSystem(db, async (open) => { await open.updateTable('mailbox.mailbox').set({ lease_until: null }).where('lease_by', '=', me).execute() })

/** How far it is read now; null when it is no longer ours. */
const standing = (db: Db, me: string, { organization_id, id, revision }: Leased) => asSystem(db, (open) => open.selectFrom('mailbox.mailbox').select(['uid_validity', 'last_uid'])
  .where('organization_id', '=', organization_id).where('id', '=', id).where('lease_by', '=', me).where('revision', '=', revision).executeTakeFirst())

const unflagged = (db: Db, { organization_id, id }: Leased, uidValidity: number) => asSystem(db, (open) => open.selectFrom('mailbox.mail').select('uid')
  .where('organization_id', '=', organization_id).where('mailbox_id', '=', id).where('uid_validity', '=', uidValidity).where('flagged', '=', false).orderBy('uid').limit(500).execute())

interface Given { readonly db: Db; readonly perform: Perform; readonly imap: Imap; readonly entering: Entering; readonly receive: Receiver; readonly clock: Clock; readonly log: Log; readonly pollMs?: number }
interface Session { readonly revision: number; readonly stop: AbortController; readonly ended: Promise<void> }

/** Watches the mailboxes that fall to this node, a connection for each. */
export const watcher = ({ db, perform, imap, entering: { enter, refused }, receive, clock, log, pollMs = POLL_MS }: Given) => {
  const me = newId()
  const sessions = new Map<string, Session>()
  /** How far a folder was looked through, with what was left alone. */
  const passed = new Map<string, number>()
  const failures = new Map<string, { readonly times: number; readonly notBefore: number; readonly revision: number }>()

  /** The server is told only of what is kept; what a crash left untold is told the next time. */
  const flag = async (mailbox: Leased, folder: Folder) => {
    const uids = (await unflagged(db, mailbox, folder.uidValidity)).map((row) => row.uid)
    if (!uids.length) return
    // A folder that is only to be read is watched all the same.
    await folder.flag(uids).catch((error: unknown) => { if (!(error instanceof MailTrouble) || error.code !== 'protocol') throw error })
    await perform(noteFlagged, { actor: systemActor(mailbox.organization_id), requestId: 'mailbox' }, { mailboxId: mailbox.id, uidValidity: folder.uidValidity, uids })
  }

  const takeNew = async (mailbox: Leased, folder: Folder, after: number, stop: AbortSignal) => {
    const where = { organizationId: mailbox.organization_id, mailboxId: mailbox.id, uidValidity: folder.uidValidity }
    for (const uid of await folder.list(after, mailbox.begin_at)) {
      if (stop.aborted) return
      // The server searches by day; what came earlier on the first one is left alone.
      const letter = await folder.take(uid, mailbox.begin_at)
      if (letter) await receive.take(where, letter)
      passed.set(mailbox.id, uid)
    }
  }

  const watch = async (mailbox: Leased, stop: AbortSignal) => {
    const { organization_id, id, folder: path, imap_host: host, imap_port: port, imap_security, imap_user: user, imap_password: password } = mailbox
    const of = { organizationId: organization_id, mailboxId: id }
    const server = await enter(of, { host, port, security: imap_security as Security, user, password })
    const folder = await imap.open(server, path, stop).catch(async (error: unknown) => {
      await refused(of, server, error)
      throw error
    })
    passed.delete(id)
    try {
      while (!stop.aborted) {
        await perform(noteSeen, { actor: systemActor(organization_id), requestId: 'mailbox' }, { mailboxId: id, uidValidity: folder.uidValidity })
        failures.delete(id)
        const at = await standing(db, me, mailbox)
        if (!at) return
        await takeNew(mailbox, folder, Math.max(at.last_uid, passed.get(id) ?? 0), stop)
        await flag(mailbox, folder)
        await folder.wait(pollMs, stop)
      }
    } finally {
      await folder.close()
    }
  }

  const fail = async (mailbox: Leased, error: unknown) => {
    const times = (failures.get(mailbox.id)?.times ?? 0) + 1
    failures.set(mailbox.id, { times, revision: mailbox.revision, notBefore: performance.now() + (WAITS_MS[times - 1] ?? WAITS_MS.at(-1) ?? MINUTE) })
    if (!(error instanceof MailTrouble)) throw error
    await perform(noteTrouble, { actor: systemActor(mailbox.organization_id), requestId: 'mailbox' }, { mailboxId: mailbox.id, code: error.code, said: error.said })
  }

  const begin = (mailbox: Leased) => {
    const stop = new AbortController()
    const ended = watch(mailbox, stop.signal).catch((error: unknown) => (stop.signal.aborted ? undefined : fail(mailbox, error)))
      .catch((error: unknown) => { log.error({ err: error, mailbox: mailbox.id }, 'mailbox') })
      .finally(() => { sessions.delete(mailbox.id) })
    sessions.set(mailbox.id, { revision: mailbox.revision, stop, ended })
  }

  const mayBegin = ({ id, revision }: Leased) => {
    const failed = failures.get(id)
    return !sessions.has(id) && (!failed || failed.revision !== revision || failed.notBefore <= performance.now())
  }

  return {
    /** Renews what is watched, begins what is free, ends what is not ours any more or was changed. */
    round: async (): Promise<void> => {
      const mine = await lease(db, me, clock())
      const current = new Map(mine.map((m) => [m.id, m]))
      for (const [id, session] of sessions) if (current.get(id)?.revision !== session.revision) session.stop.abort()
      for (const mailbox of mine) if (mayBegin(mailbox)) begin(mailbox)
    },
    stop: async (): Promise<void> => {
      for (const { stop } of sessions.values()) stop.abort()
      await Promise.all([...sessions.values()].map(({ ended }) => ended))
      await letGo(db, me)
    },
  }
}
export type Watcher = ReturnType<typeof watcher>
