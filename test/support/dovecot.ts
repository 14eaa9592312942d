import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'

const DOVECOT = '/usr/sbin/dovecot'

/** Why tests of mailboxes cannot run here; null when they can. Installs what is missing where that is permitted (root, a Debian with its packages). */
export const whyNoDovecot = (): string | null => {
  if (process.platform !== 'linux') return 'a real IMAP server (Dovecot) is only looked for on Linux'
  if (!existsSync(DOVECOT) && process.getuid?.() === 0) {
    const quiet = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    if (spawnSync('apt-get', ['install', '-y', '-q', 'dovecot-imapd'], quiet).status !== 0) {
      spawnSync('apt-get', ['update', '-q'], quiet)
      spawnSync('apt-get', ['install', '-y', '-q', 'dovecot-imapd'], quiet)
    }
  }
  return existsSync(DOVECOT) ? null : 'install Dovecot (Debian: apt-get install dovecot-imapd) to run the tests of mailboxes'
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address && typeof address === 'object' ? address.port : 0
}

const NOBODY = 65_534
export const IMAP_PASSWORD = 'authorisation-code'

/** Tokens are taken from who names them good (RFC 7662). */
const byToken = (dir: string) => `auth_mechanisms = plain xoauth2 oauthbearer
passdb {
 driver = oauth2
 mechanisms = xoauth2 oauthbearer
 args = ${dir}/oauth2.conf.ext
}
`
const tokenConfig = (introspect: string) => `introspection_mode = post\nintrospection_url = ${introspect}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`

const configOf = (dir: string, port: number, introspect: string | null): string => {
  const root = process.getuid?.() === 0
  const [uid, gid] = root ? [NOBODY, NOBODY] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  // Without root it runs as whoever starts it, and may lock nobody in.
  const unprivileged = `default_internal_user = ${process.env['USER'] ?? uid}\ndefault_login_user = ${process.env['USER'] ?? uid}\ndefault_internal_group = ${gid}\nservice anvil {\n chroot =\n}\nservice imap-login {\n chroot =\n}\n`
  return `protocols = imap
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 1
last_valid_gid = 0
mailbox_idle_check_interval = 2 secs
mail_location = maildir:${dir}/mail/%u
${introspect ? byToken(dir) : ''}passdb {
 driver = static
 args = password=${IMAP_PASSWORD}
}
userdb {
 driver = static
 args = uid=${uid} gid=${gid} home=${dir}/mail/%u
}
namespace inbox {
 inbox = yes
}
service imap-login {
 inet_listener imap {
  address = 127.0.0.1
  port = ${port}
 }
 inet_listener imaps {
  port = 0
 }
}
${root ? '' : unprivileged}`
}

const answers = async (port: number): Promise<boolean> => {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user: 'probe', pass: IMAP_PASSWORD }, logger: false })
  client.on('error', () => undefined)
  return client.connect().then(async () => { await client.logout(); return true }, () => false)
}

/** A real IMAP server of this test alone. */
export const openDovecot = async (introspect: string | null = null) => {
  const dir = mkdtempSync(join(tmpdir(), 'wenguo-dovecot-'))
  chmodSync(dir, 0o755)
  mkdirSync(join(dir, 'mail'), { mode: 0o700 })
  if (process.getuid?.() === 0) chownSync(join(dir, 'mail'), NOBODY, NOBODY)
  const port = await freePort()
  writeFileSync(join(dir, 'dovecot.conf'), configOf(dir, port, introspect))
  if (introspect) writeFileSync(join(dir, 'oauth2.conf.ext'), tokenConfig(introspect))
  const start = async () => {
    const child = spawn(DOVECOT, ['-F', '-c', join(dir, 'dovecot.conf')], { stdio: 'ignore', detached: true })
    for (let left = 50; !await answers(port); left--) {
      if (!left || child.exitCode !== null) throw new Error(`Dovecot does not start: see ${dir}/log`)
      await sleep(100)
    }
    return child
  }
  let running = await start()
  const stop = async () => {
    const ended = once(running, 'exit')
    running.kill('SIGTERM')
    await ended
    // Who is connected would be served to the end: a server that is gone serves nobody.
    try {
      process.kill(-(running.pid ?? 0), 'SIGKILL')
    } catch { /* nobody was connected */ }
  }
  const as = async <T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass: IMAP_PASSWORD }, logger: false })
    client.on('error', () => undefined)
    await client.connect()
    return work(client).finally(() => client.logout())
  }
  return {
    port,
    /** As a mail arrives: byte for byte, at a time. */
    deliver: (user: string, source: Uint8Array | string, at?: Date) => as(user, async (client) => { await client.append('INBOX', Buffer.from(source), [], at) }),
    /** Many, one after the other. */
    deliverAll: (user: string, sources: readonly string[]) => as(user, async (client) => { for (const source of sources) await client.append('INBOX', Buffer.from(source)) }),
    /** Which of its mails a mailbox says are read. */
    seen: (user: string) => as(user, async (client) => {
      await client.mailboxOpen('INBOX')
      return (await client.search({ seen: true }, { uid: true })) || []
    }),
    /** What was there, again, as after a move to another server: the same mails under another validity. */
    moveAway: (user: string) => as(user, async (client) => {
      await client.mailboxOpen('INBOX')
      const sources: Buffer[] = []
      for await (const mail of client.fetch('1:*', { source: true })) sources.push(mail.source ?? Buffer.alloc(0))
      return sources
    }),
    restart: async (between: () => Promise<void> | void = () => undefined) => {
      await stop()
      await between()
      running = await start()
    },
    dir,
    close: async () => {
      await stop()
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
export type Dovecot = Awaited<ReturnType<typeof openDovecot>>
