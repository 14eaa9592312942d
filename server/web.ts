import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { MOST_BYTES } from '#contract/files.ts'
import type { Config } from '#kernel/config.ts'
import type { Db } from '#kernel/db.ts'
import { type Doors, type Exposed, type Watch, type WhoIs, mount } from '#kernel/http.ts'
import type { Log } from '#kernel/log.ts'
import { replyProblem } from '#kernel/problem-reply.ts'
import type { Clock } from '#kernel/time.ts'
import type { Gate } from '#modules/portal/gate.ts'
import type { PublicHtml } from '#modules/pledge/public.ts'
import { describeApi, observe } from './observe.ts'
import { servePages } from './pages.ts'

/** What is being answered when the program ends has that long. */
const LET_GO_MS = 5_000

export interface Web { readonly gate: Gate; readonly config: Config; readonly db: Db; readonly log: Log; readonly clock: Clock; readonly routes: readonly Exposed[]; readonly doors: Doors; readonly whoIs: WhoIs; readonly watch: Watch | undefined; readonly publicHtml: PublicHtml; /** Ends answers that would go on. */ endStreams(): void }

/** The operations and the pages, ready to listen. */
export const openWeb = async ({ config, gate, db, log, clock, routes, doors, whoIs, watch, publicHtml, endStreams }: Web): Promise<FastifyInstance> => {
  const app = Fastify({ loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: 1_048_576, trustProxy: ['loopback', ...config.trustedProxies], genReqId: () => crypto.randomUUID(), routerOptions: { maxParamLength: 400 }, frameworkErrors: (error, request, reply) => { replyProblem(error, request as never, reply as never) } })
  app.setErrorHandler((error, request, reply) => replyProblem(error as Error, request, reply))
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: MOST_BYTES + 1, files: 1, fields: 10 } })
  // As the IETF's draft of resumable uploads calls it (draft-ietf-httpbis-resumable-upload).
  app.addContentTypeParser('application/partial-upload', (_request, body, done) => { done(null, body) })
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginEmbedderPolicy: false, strictTransportSecurity: config.baseUrl.startsWith('https:') })
  observe(app, db, clock, gate)
  mount(app, routes, doors, whoIs, watch)
  describeApi(app, routes)
  await servePages(app, publicHtml)
  app.addHook('preClose', async () => {
    endStreams()
    // A connection on which nothing was ever asked (browsers open such in advance) would be waited for for a minute.
    setTimeout(() => app.server.closeAllConnections(), LET_GO_MS).unref()
  })
  return app
}
