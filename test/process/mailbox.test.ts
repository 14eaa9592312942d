import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../server/kernel/config.ts'
import { openInstallation } from '../../tools/ops/installation.ts'
import { type Dovecot, IMAP_PASSWORD, openDovecot, whyNoDovecot } from '#test/dovecot.ts'
import { aMail } from '#test/mailboxes.ts'
import { type Api, allNumbers, apiOf } from './people.ts'
import { endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

const missing = whyNoDovecot()
if (missing) process.stderr.write(`skipped: ${missing}\n`)

let dovecot: Dovecot
beforeAll(async () => {
  if (missing) return
  await ensureBuilt()
  dovecot = await openDovecot()
}, 180_000)
afterAll(async () => {
  await endAll()
  await dovecot?.close()
})

const MAILS = 60
const PATIENCE_MS = 90_000
/** Of the mails, taken when it is killed for the last time. */
const LAST_SHARE = 0.6

const ask = async <T>(api: Api, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await api.call<T>(method, path, body)
  expect({ path, status: answer.status < 300, said: answer.status < 300 ? '' : answer.body }).toEqual({ path, status: true, said: '' })
  return answer.body
}

const taken = async (api: Api): Promise<string[]> => (await ask<{ items: { subject: string }[] }>(api, 'GET', '/mails?list=taken&limit=200')).items.map((mail) => mail.subject)

const until = async (comes: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) if (await comes()) return
  throw new Error('it got no further')
}

/** As if the time had passed that a mailbox is kept for whoever watched it and died. */
const leaseIsOver = async (dataDir: string): Promise<void> => {
  const { owner } = await openInstallation(readConfig({ DATA_DIR: dataDir }))
  const client = new pg.Client({ connectionString: String(new URL('/wenguo', owner ?? '')) })
  await client.connect()
  await client.query('update mailbox.mailbox set lease_until = null').finally(() => client.end())
}

test.skipIf(missing)('kill -9 between fetching, storing and flagging, again and again: every mail is taken once and the server knows it', async () => {
  await dovecot.deliverAll('killed', Array.from({ length: MAILS }, (_, no) => aMail({ subject: `第${no}封`, from: `客人${no} <guest${no}@customers.example.cn>` })))
  const dataDir = newPlace()
  const given = { WEBHOOK_PRIVATE: 'allow' }
  const first = await start(dataDir, given)
  let api = await apiOf(first.url)
  const { token } = api
  const receiving = { host: '127.0.0.1', port: dovecot.port, security: 'none', user: 'killed', password: IMAP_PASSWORD }
  await ask(api, 'POST', '/mailboxes', { address: 'killed@shop.example.cn', unitId: api.unitId, folder: 'INBOX', receiving, sending: null, begin: 'all' })
  let server = first
  for (const share of [0.1, 0.3, LAST_SHARE]) {
    await until(async () => (await taken(api)).length >= MAILS * share)
    await server.end('SIGKILL')
    server = await start(dataDir, given)
    // After the last one that time is waited for.
    if (share < LAST_SHARE) await leaseIsOver(dataDir)
    api = await apiOf(server.url, token)
  }
  await until(async () => (await taken(api)).length >= MAILS)
  await until(async () => (await dovecot.seen('killed')).length === MAILS)
  const subjects = await taken(api)
  expect({ all: subjects.length, different: new Set(subjects).size }).toEqual({ all: MAILS, different: MAILS })
  const numbers = await allNumbers(api)
  expect({ all: numbers.length, different: new Set(numbers).size }).toEqual({ all: MAILS, different: MAILS })
  expect((await server.end('SIGTERM')).code).toBe(0)
  expect(await tool('verify', [], { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: '' })
}, 300_000)
