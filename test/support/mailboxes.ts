import { once } from 'node:events'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { vi } from 'vitest'
import { asSystem, connect, sql } from '#kernel/db.ts'
import { startJobs } from '#kernel/jobs.ts'
import { createLog } from '#kernel/log.ts'
import { relayOnce } from '#kernel/relay.ts'
import { type Client, type World, openWorld } from './app.ts'
import { type Dovecot, IMAP_PASSWORD, openDovecot } from './dovecot.ts'
import { got } from './steps.ts'

/** A mail that left, as it was sent and as it reads. */
export interface Sent { readonly raw: string; readonly subject: string; readonly text: string }

/** A real SMTP server that keeps what it is given. `isToken`: by which tokens one gets in besides. */
export const openSmtp = async (isToken: (token: string) => boolean = () => false) => {
  const sent: Sent[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'], onAuth: ({ password, accessToken }, _session, done) => (password === IMAP_PASSWORD || (accessToken && isToken(accessToken)) ? done(null, { user: 'ok' }) : done(new Error('wrong code'))),
    // One whom the server does not know, one whose mailbox is full, and one for whom it takes nothing from us.
    onRcptTo: ({ address }, _session, done) => {
      const refusal = ([['unknown@', 550, 'no such user'], ['full@', 552, '5.2.2 mailbox full'], ['blocked@', 550, '5.7.1 blocked']] as const).find(([begin]) => address.startsWith(begin))
      done(refusal ? Object.assign(new Error(refusal[2]), { responseCode: refusal[1] }) : null)
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then(({ subject = '', text = '' }) => {
          sent.push({ raw: Buffer.concat(chunks).toString(), subject, text })
          done()
        }, done)
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  return { sent, port: address && typeof address === 'object' ? address.port : 0, close: () => new Promise<void>((closed) => { server.close(() => closed()) }) }
}

export interface Shown { readonly id: string; readonly verdict: string; readonly reason: string | null; readonly subject: string; readonly complaint: { id: string; number: string } | null; readonly proposed: { id: string; number: string } | null }

/** A head of a mail and its text, as a person's program writes them. */
export const aMail = ({ from = '王女士 <wang@customers.example.cn>', to = 'ts@shop.example.cn', subject = '戒指掉钻', text = '戒指戴了三天就掉钻，请退款。', headers = [] as readonly string[], id = String(crypto.randomUUID()) } = {}): string =>
  [`From: =?UTF-8?B?${Buffer.from(from.replace(/ <.*/, '')).toString('base64')}?= <${/<(.*)>/.exec(from)?.[1] ?? from}>`, `To: ${to}`, `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${id}@customers.example.cn>`, ...headers,
    'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n'), ''].join('\r\n')

/** A world whose mailboxes lie on a real server of this machine, and what tests of mail do there again and again. */
export const openMailboxes = async (authority: { readonly introspect: string; isToken(token: string): boolean } | null = null) => {
  const [w, dovecot, smtp]: [World, Dovecot, Awaited<ReturnType<typeof openSmtp>>] = await Promise.all([openWorld({ WEBHOOK_PRIVATE: 'allow' }), openDovecot(authority?.introspect), openSmtp(authority?.isToken)])
  const database = connect(w.url, 4, () => undefined)
  const log = createLog('silent')
  const jobs = await startJobs(database.pool, database.db, w.composed.reactions, w.composed.doors, log)
  const watching = setInterval(() => { w.composed.mailboxes.round().catch(() => undefined) }, 200)
  const relaying = setInterval(() => { relayOnce(database.db, w.composed.reactions).catch(() => undefined) }, 100)
  const fieldsOf = async (user: string, change: Record<string, unknown> = {}) => ({
    address: `${user}@shop.example.cn`, unitId: await w.unitId('S01'), folder: 'INBOX', begin: 'all', receiving: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, password: IMAP_PASSWORD },
    sending: { host: '127.0.0.1', port: smtp.port, security: 'none', user, password: IMAP_PASSWORD }, ...change,
  })
  const list = async (which: string, who: Client = w.admin): Promise<Shown[]> => (await got(who.get(`/mails?list=${which}&limit=200`))).items
  return {
    w, dovecot, smtp, database, fieldsOf, list,
    create: async (user: string, change: Record<string, unknown> = {}): Promise<string> => (await got(w.admin.post('/mailboxes', await fieldsOf(user, change)), 201)).id,
    /** Until a mail with the subject is in a list. */
    until: (which: string, subject: string) => vi.waitFor(async () => {
      const found = (await list(which)).find((mail) => mail.subject === subject)
      if (!found) throw new Error(`no mail ${subject} in ${which}, but ${(await Promise.all(['held', 'ignored', 'taken'].map((other) => list(other)))).flat().map((mail) => `${mail.subject} ${mail.verdict} ${mail.reason}`).join(', ')}`)
      return found
    }, { timeout: 45_000, interval: 50 }),
    /** Until a mail with this in it has left. */
    untilSent: (what: string) => vi.waitFor(() => {
      const found = smtp.sent.find((mail) => mail.subject.includes(what) || mail.text.includes(what))
      if (!found) throw new Error(`nothing with ${what} was sent`)
      return found.raw
    }, { timeout: 15_000, interval: 50 }),
    count: async (table: 'mailbox.mail' | 'complaint.complaint' | 'communication.message') => Number((await asSystem(database.db, (open) => sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(open))).rows[0]?.n ?? 0),
    close: async () => {
      clearInterval(watching)
      clearInterval(relaying)
      await w.composed.mailboxes.stop()
      await jobs.stop()
      await database.end()
      await Promise.all([dovecot.close(), smtp.close()])
      await w.close()
    },
  }
}
export type Mailboxes = Awaited<ReturnType<typeof openMailboxes>>
