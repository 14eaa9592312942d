import { vi } from 'vitest'
import { asSystem, connect, sql } from '#kernel/db.ts'
import { createLog } from '#kernel/log.ts'
import { collectOnce } from '#modules/integration/collect.ts'
import { courier } from '#modules/integration/courier.ts'
import type { Poster } from '#kernel/post.ts'
import { type Client, type World, openWorld } from './app.ts'
import { openReceiver } from './receiver.ts'
import { got } from './steps.ts'

export const REGISTERED = ['complaint.registered']

interface Delivered { readonly id: string; readonly eventId: string; readonly state: string; readonly attempts: number; readonly status: number | null; readonly problem: string | null; readonly answer: string | null; readonly nextAt: string | null; readonly body: string; readonly type: string }

/** A world with a receiver on this machine, and what a test of webhooks does there again and again. */
export const openWebhooks = async () => {
  const w: World = await openWorld({ WEBHOOK_PRIVATE: 'allow' })
  const clerk = await w.person('小李', 'S01', 'clerk')
  const database = connect(w.url, 4, () => undefined)
  const receiver = await openReceiver()
  const made: string[] = []
  /** Until every event there is has been passed: others write to the same server, whose open transactions hold events back for a moment. */
  const collect = () => vi.waitFor(async () => {
    await collectOnce(database.db, w.now)
    const { rows: [row] } = await asSystem(database.db, (open) => sql<{ done: boolean }>`select (select id from kernel.event order by xid desc, id desc limit 1) = (select id from kernel.cursor where name = 'webhooks') as done`.execute(open))
    if (!row?.done) throw new Error('events are still held back')
  }, { timeout: 8_000, interval: 50 })
  return {
    w, clerk, database, receiver, collect,
    create: async (change: Record<string, unknown> = {}, who: Client = w.admin): Promise<{ id: string; secret: string }> => {
      const webhook = await got(who.post('/webhooks', { url: receiver.url, events: REGISTERED, unitId: null, ...change }), 201)
      made.push(webhook.id)
      return webhook
    },
    deliveries: async (id: string): Promise<Delivered[]> => (await got(w.admin.get(`/webhooks/${id}/deliveries`))).items,
    shown: async (id: string) => (await got(w.admin.get('/webhooks'))).items.find((one: { id: string }) => one.id === id),
    /** Everything that happened goes out, and what comes back is noted. */
    carry: async () => {
      await collect()
      await w.composed.webhooks.round()
      await w.composed.webhooks.idle()
    },
    /** Another worker, with a way of its own to post. */
    worker: (poster: Poster) => courier({ db: database.db, perform: w.composed.doors.perform, poster, clock: w.now, log: createLog('silent'), chance: () => 0 }),
    change: (deliveryId: string, values: { state?: string; attempts?: number }) => asSystem(database.db, (open) => open.updateTable('integration.delivery').set(values).where('id', '=', deliveryId).execute()),
    /** No webhook and nothing received: how the next test begins. */
    clear: async () => {
      for (const id of made.splice(0)) await w.admin.post(`/webhooks/${id}/remove`)
      receiver.received.length = 0
    },
    close: async () => {
      await receiver.close()
      await database.end()
      await w.close()
    },
  }
}
export type Webhooks = Awaited<ReturnType<typeof openWebhooks>>
