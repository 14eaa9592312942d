import { vi } from 'vitest'
import { createLog } from '#kernel/log.ts'
import { atWallTime, localDay, shiftDay } from '#kernel/calendar.ts'
import type { OutMessage } from '#contract/channel.ts'

import { type Sending, messenger } from '#modules/channel/courier.ts'
import { httpPoster } from '#adapters/webhook/http.ts'
import { providersAt } from '#adapters/channel/providers.ts'
import { webPush } from '#adapters/channel/web-push.ts'
import { openWorld, type World } from './app.ts'
import { openJobs } from './jobs.ts'
import { answering, openReceiver } from './receiver.ts'
import { got, onDatabase } from './steps.ts'

const ZONE = 'Asia/Shanghai'

/** A world whose providers are one server of this machine, and what tests of messages do there again and again. */
export const openMessages = async (env: Record<string, string> = {}) => {
  const receiver = await openReceiver(answering(200, '{"errcode":0,"code":0,"Code":"OK","BizId":"9^0"}'))
  const at = `http://127.0.0.1:${receiver.port}`
  const endpoints = ['aliyun', 'tencent', 'wecom', 'dingtalk', 'feishu', 'lark'].map((name) => `${name}=${at}`).join(',')
  const w: World = await openWorld({ WEBHOOK_PRIVATE: 'allow', CHANNEL_ENDPOINTS: endpoints, BASE_URL: 'https://care.example.com', ...env })
  const jobs = await openJobs(w)
  const { database } = jobs
  const shape = { aliyun: at, tencent: at, wecom: at, dingtalk: at, feishu: at, lark: at }
  const list = async (query = ''): Promise<OutMessage[]> => (await got(w.admin.get(`/channels/messages?limit=200${query}`))).items
  /** Until every event is relayed and every job of ours done: others write to the same server, whose open transactions hold events back for a moment. */
  const settle = () => vi.waitFor(async () => {
    await jobs.relay()
    const left = await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      const { rows: [row] } = await client.query<{ done: boolean }>(`select (select id from kernel.event order by xid desc, id desc limit 1) = (select id from kernel.cursor where name = 'relay') as done`)
      await client.query('reset role')
      const { rows: [jobRow] } = await client.query<{ n: string }>('select count(*) as n from graphile_worker.jobs where attempts < max_attempts')
      return row?.done && Number(jobRow?.n) === 0
    })
    if (!left) throw new Error('events or jobs are still under way')
  }, { timeout: 20_000, interval: 50 })
  return {
    w, receiver, database, list, settle,
    /** Moves the clock to the next time the wall shows this. */
    at: (time: string) => {
      const today = localDay(ZONE, w.now())
      const next = [today, shiftDay(today, 1)].map((day) => atWallTime(ZONE, day, time)).find((moment) => moment > w.now())
      w.travel((next?.getTime() ?? 0) - w.now().getTime() + 1_000)
    },
    create: async (kind: string, change: Record<string, unknown> = {}): Promise<string> => (await got(w.admin.post('/channels', { kind, name: kind, settings: {}, secrets: {}, locale: 'zh-CN', ...change }), 201)).id,
    shown: async (id: string) => (await got(w.admin.get('/channels'))).items.find((one: { id: string }) => one.id === id),
    /** What happened becomes messages, and what is due goes out. */
    carry: async () => {
      await settle()
      await w.composed.messages.round()
      await w.composed.messages.idle()
      await settle()
    },
    /** Another node. */
    node: (change: Partial<Sending> = {}) => messenger({
      db: database.db, perform: w.composed.doors.perform, poster: httpPoster({ insideAllowed: true }), pushPoster: httpPoster({ insideAllowed: true }), mailer: null, push: webPush('mailto:a@example.com'), providers: providersAt(shape), clock: w.now, log: createLog('silent'), chance: () => 0, ...change,
    }),
    query: <T>(text: string, values: unknown[] = []) => onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      return (await client.query(text, values)).rows as T[]
    }),
    close: async () => {
      await jobs.close()
      await w.close()
      await receiver.close()
    },
  }
}
export type Messages = Awaited<ReturnType<typeof openMessages>>
