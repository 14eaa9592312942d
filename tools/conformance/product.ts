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
import { systemClock } from '#kernel/time.ts'
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
  const composed = compose({ config, database, log: createLog('silent'), clock: systemClock, watch: () => undefined })
  const app = await composed.serve()
  await composed.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'conformance' }, { locale: 'zh-CN', pack: 'jewellery', organization: '闻过', name: '管理员', ...WHO, timeZone: 'Asia/Shanghai' })
  const headers = await signIn(app)
  const importing = importer({ db: database.db, perform: composed.doors.perform, store: composed.store, clock: systemClock })
  const { items } = Units.parse((await app.inject({ url: '/api/v1/units', headers })).json())
  return {
    app, headers, unitId: items.find((unit) => unit.code === 'S01')?.id ?? '',
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
