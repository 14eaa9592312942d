import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { systemActor } from '#kernel/actor.ts'
import { readConfig } from '#kernel/config.ts'
import { connect } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { createLog } from '#kernel/log.ts'
import { migrate } from '#kernel/migrate.ts'
import { HOUR, plusMs, systemClock } from '#kernel/time.ts'
import { importer } from '#modules/importing/sweep.ts'
import { setUp } from '#modules/packs/commands.ts'
import { throwawayHost } from '#test/database.ts'
import { compose } from '../../server/app.ts'

/** The running application as somebody of a shop meets it over HTTP. */
export interface Product {
  readonly app: FastifyInstance
  readonly headers: Readonly<Record<string, string>>
  readonly unitId: string
  /** Does what the machinery has to do with tables, until there is nothing left. */
  settle(): Promise<void>
  /** Gives a mail to the mailbox as its server would. @returns the id it has then; null when it was there already. */
  receive(source: Uint8Array): Promise<string | null>
  close(): Promise<void>
}

/** The application of this process, started by the first who asks; `close` ends it if anybody did. */
export interface Lazy { ask(): Promise<Product>; close(): Promise<void> }

export function lazily(): Lazy {
  let started: Promise<Product> | null = null
  return {
    ask: () => { started ??= open(); return started },
    close: async () => { await started?.then((product) => product.close(), () => undefined) },
  }
}

const WHO = { email: 'conformance@example.com', password: 'only for an hour' }
const Session = z.object({ csrfToken: z.string() })
const Units = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) })

/** The whole application on an empty database of its own; both go away with it. */
async function open(): Promise<Product> {
  const host = await throwawayHost()
  const folder = await mkdtemp(path.join(tmpdir(), 'wenguo-conformance-'))
  await migrate(host.url)
  const database = connect(host.url, 4, () => undefined)
  const config = { ...readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), databaseUrl: host.url }
  const composed = compose({ config, database, log: createLog('silent'), clock: systemClock, watch: () => undefined, puzzleBase: 1 })
  const app = await composed.serve()
  const organizationId = newId()
  await composed.doors.perform(setUp, { actor: systemActor(organizationId), requestId: 'conformance' }, { locale: 'zh-CN', pack: 'jewellery', organization: '闻过', name: '管理员', ...WHO, timeZone: 'Asia/Shanghai' })
  const headers = await signIn(app)
  const importing = importer({ db: database.db, perform: composed.doors.perform, store: composed.store, clock: systemClock })
  const { items } = Units.parse((await app.inject({ url: '/api/v1/units', headers })).json())
  const unitId = items.find((unit) => unit.code === 'S01')?.id ?? ''
  const mailbox = lazilyMade(() => makeMailbox(app, headers, unitId))
  let uid = 0
  return {
    app, headers, unitId,
    receive: async (source) => {
      uid += 1
      // An hour apart, so that many of one sender are not taken for a loop.
      const arrivedAt = plusMs(systemClock(), (uid - MOST_MAILS) * HOUR)
      return (await composed.receive.take({ organizationId, mailboxId: await mailbox(), uidValidity: 1 }, { uid, arrivedAt, bytes: source.byteLength, source }))?.id ?? null
    },
    settle: async () => { while (await importing()) { /* the next round */ } },
    close: async () => {
      await app.close()
      await composed.close()
      await database.end()
      await host.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function signIn(app: FastifyInstance): Promise<Record<string, string>> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: WHO })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return { cookie, 'x-csrf-token': Session.parse(answer.json()).csrfToken }
}

const MOST_MAILS = 10_000
const Made = z.object({ id: z.string() })

const lazilyMade = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => { made ??= make(); return made }
}

/** A mailbox that nobody reads: what comes is given to it. */
async function makeMailbox(app: FastifyInstance, headers: Record<string, string>, unitId: string): Promise<string> {
  const receiving = { host: 'imap.wenguo.cn', port: 993, security: 'tls', user: 'complaints', password: 'not used' }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/mailboxes', headers, payload: { address: 'complaints@wenguo.cn', unitId, folder: 'INBOX', receiving, sending: null, begin: 'all' } })
  return Made.parse(answer.json()).id
}
