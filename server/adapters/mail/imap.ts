import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { type Instant, instant } from '#kernel/time.ts'
import { type Folder, type Imap, type Letter, MOST_MAIL_BYTES, type MailServer, MailTrouble } from '#modules/mailbox/port.ts'
import { addressOf, troubleOf } from './host.ts'

const PATIENCE_MS = 20_000
/** Of a mail that is too long, so much: its head is in it. */
const BEGINNING_BYTES = 262_144
/** Servers end an IDLE after half an hour (RFC 2177); some mainland ones much earlier. */
const IDLE_MS = 4 * 60_000

const connected = async ({ host, port, security, user, password, accessToken }: MailServer, insideAllowed: boolean, stop: AbortSignal): Promise<ImapFlow> => {
  // Loaded with the first mailbox: it takes 28 MiB, and many firms have none.
  const { ImapFlow: Client } = await import('imapflow')
  const client = new Client({
    host: await addressOf(host, insideAllowed), servername: host, port, secure: security === 'tls', ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }), auth: accessToken ? { user, accessToken } : { user, pass: password }, logger: false,
    // 163 and its sisters let nobody in who does not say who they are (RFC 2971).
    clientInfo: { name: 'Wenguo', version: '0.1', vendor: 'Wenguo' }, disableAutoIdle: true, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: 6 * 60_000, maxIdleTime: IDLE_MS,
  })
  // Whatever is being done at that moment fails with it.
  client.on('error', () => undefined)
  stop.addEventListener('abort', () => client.close(), { once: true })
  await client.connect()
  return client
}

const opened = async (client: ImapFlow, folder: string): Promise<number> => {
  try {
    return Number((await client.mailboxOpen(folder)).uidValidity)
  } catch (error) {
    const refused = error instanceof Error && 'responseStatus' in error && error.responseStatus === 'NO'
    throw refused ? new MailTrouble('folder', folder) : error
  }
}

const asLetter = async (client: ImapFlow, uid: number, since: Instant | null): Promise<Letter | null> => {
  const head = await client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true })
  if (!head) return null
  const arrivedAt = typeof head.internalDate === 'object' ? head.internalDate : instant(head.internalDate ?? '')
  if (since && arrivedAt < since) return null
  const bytes = head.size ?? 0
  const whole = await client.fetchOne(String(uid), { source: bytes > MOST_MAIL_BYTES ? { start: 0, maxLength: BEGINNING_BYTES } : true }, { uid: true })
  const source = whole ? whole.source : undefined
  if (!source) return null
  return { uid, bytes, source, arrivedAt }
}

/** What came while something else was being done counts too: the server tells of it once. */
const arrivals = (client: ImapFlow) => {
  let told = false
  let wake: () => void = () => undefined
  client.on('exists', () => {
    told = true
    wake()
  })
  return {
    /** From here on only what comes later counts. */
    forget: () => { told = false },
    /** With IDLE where the server knows it; else the wait alone: the next look asks. */
    wait: (ms: number, stop: AbortSignal) => new Promise<void>((go) => {
      const done = () => {
        clearTimeout(timer)
        wake = () => undefined
        client.off('close', done)
        stop.removeEventListener('abort', done)
        go()
      }
      const timer = setTimeout(done, ms)
      wake = done
      client.on('close', done)
      stop.addEventListener('abort', done)
      if (told || stop.aborted || !client.usable) done()
      else client.idle().catch(done)
    }),
  }
}

const toldAs = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw troubleOf(error)
  }
}

const GOODBYE_MS = 2_000

const open = async (server: MailServer, path: string, insideAllowed: boolean, stop: AbortSignal): Promise<Folder> => {
  const client = await connected(server, insideAllowed, stop)
  const close = async () => {
    await Promise.race([client.logout().catch(() => undefined), sleep(GOODBYE_MS, undefined, { ref: false })])
    client.close()
  }
  try {
    const uidValidity = await opened(client, path)
    const { forget, wait } = arrivals(client)
    /** Asked on a connection that is gone, the library finds nothing and says nothing. */
    const asked = async <T>(work: () => Promise<T>): Promise<T> => toldAs((async () => {
      const answer = client.usable ? await work() : null
      if (answer === null || !client.usable) throw new MailTrouble('connection', null)
      return answer
    })())
    return {
      uidValidity, close,
      list: (after: number, since: Instant | null) => asked(async () => {
        forget()
        // Of `n:*` servers give the last one whatever its number is.
        const found = await client.search({ uid: `${after + 1}:*`, ...(since ? { since } : {}) }, { uid: true })
        return (found || []).filter((uid) => uid > after).sort((a, b) => a - b)
      }),
      take: async (uid, since) => (await asked(async () => ({ letter: await asLetter(client, uid, since) }))).letter,
      flag: async (uids) => { await asked(() => client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true })) },
      wait,
    }
  } catch (error) {
    client.close()
    throw error
  }
}

/** Mailboxes over IMAP, at public addresses only unless others are allowed. */
export const imap = (insideAllowed: boolean): Imap => ({ open: (server, folder, stop) => toldAs(open(server, folder, insideAllowed, stop)) })
