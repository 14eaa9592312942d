import type { FastifyInstance } from 'fastify'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import type { Exposed } from '#kernel/http.ts'
import type { Clock } from '#kernel/time.ts'
import type { Gate } from '#modules/portal/gate.ts'
import { openApi } from '#modules/integration/openapi.ts'
import { VERSION } from './version.ts'

/** `/healthz` (the process answers), `/readyz` (the database too), `/metrics` (Prometheus). */
export const observe = (app: FastifyInstance, db: Db, clock: Clock, gate: Gate): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({ name: 'wenguo_request_seconds', help: 'Time to answer a request', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.05, 0.2, 1, 5], registers: [registry] })
  const problems = new Counter({ name: 'wenguo_problems_total', help: 'Answers with a problem', labelNames: ['status'], registers: [registry] })
  const late = new Gauge({ name: 'wenguo_clocks_unfired', help: 'Clocks that are due and have not fired', registers: [registry] })
  const portal = new Gauge({ name: 'wenguo_portal', help: 'What came through the portal since this node began', labelNames: ['what'], registers: [registry] })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    if (reply.statusCode >= 400) problems.inc({ status: String(reply.statusCode) })
    if (route.startsWith('/api/')) request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = await asSystem(db, (open) => sql`select 1`.execute(open)).then(() => true, () => false)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' })
  })
  app.get('/metrics', async (_request, reply) => {
    late.set(await asSystem(db, async (open) => (await open.selectFrom('clock.deadline').select((eb) => eb.fn.countAll<number>().as('n')).where('fired_at', 'is', null).where('state', '=', 'running').where('due_at', '<', clock()).executeTakeFirstOrThrow()).n))
    for (const [what, count] of Object.entries(gate.counters())) portal.set({ what }, count)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** The API describes itself. */
export const describeApi = (app: FastifyInstance, routes: readonly Exposed[]): void => {
  let described: object | undefined
  app.get('/api/v1/openapi.json', async () => { described ??= openApi(routes, VERSION); return described })
}
