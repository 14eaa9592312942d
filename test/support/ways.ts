import { sweepTellings } from '#modules/telling/sweep.ts'
import type { Client } from './app.ts'
import { openSmtp } from './mailboxes.ts'
import { openMessages } from './messages.ts'
import { got, investigated } from './steps.ts'
import type { Registered } from './story.ts'

export const MINUTE = 60_000

/** A firm that can mail, text and ring, and what tests of how customers are told do there again and again. */
export const openWays = async () => {
  const smtp = await openSmtp()
  const h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  h.at('08:30')
  const clerk = await h.w.person('小李', 'S01', 'clerk')
  const manager = await h.w.person('陈店长', 'S01', 'shopManager')
  await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [
    ...(['update', 'receipt'] as const).map((kind) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'number', value: 'number' }] })),
    { kind: 'newHandler', locale: 'zh-CN', templateId: 'SMS_newHandler', params: [{ name: 'number', value: 'number' }, { name: 'name', value: 'handler' }] },
  ] })
  const nothingSent = () => {
    h.receiver.clear()
    smtp.sent.length = 0
  }
  let counted = 0
  const whole = (c: { id: string }) => got<any>(clerk.get(`/complaints/${c.id}`))
  return {
    h, clerk, manager, whole,
    clear: async () => {
      await h.carry()
      nothingSent()
    },
    /** A customer who can be told by mail, SMS and a call. */
    someone: (change: Record<string, unknown> = {}) => {
      const n = String(++counted).padStart(4, '0')
      return { name: `顾客${n}`, phone: `1360014${n}`, email: `c${n}@example.com`, ...change }
    },
    /** Until what was gathered has gone. */
    news: async () => {
      h.w.travel(21 * MINUTE)
      await sweepTellings(h.w.db, h.w.composed.doors.perform, h.w.now)
      await h.carry()
    },
    /** At the portal. */
    choose: (c: Registered, tellBy: string) => h.w.visitor.post<any>(`/portal/complaints/${c.number}/hearing`, { tellBy }, { 'x-case-code': c.portalCode }),
    /** By word, written down by somebody of the house. */
    ask: (c: { id: string }, tellBy: string, who: Client = clerk) => who.put<any>(`/complaints/${c.id}/telling-wish`, { tellBy }),
    /** Which way each letter of a kind went. */
    letters: async (c: { id: string }, via = 'update'): Promise<string[]> => (await whole(c)).messages.filter((m: any) => m.via === via && m.kind === 'reply').map((m: any) => m.sent),
    states: async (c: { id: string }): Promise<string[]> => [...new Set<string>((await got<any>(clerk.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => `${t.change} ${t.state}`))].sort(),
    isRung: async (c: { id: string }, who: Client = clerk): Promise<boolean> => (await got<any>(who.get('/desk'))).items.some((one: any) => one.kind === 'tell' && one.complaintId === c.id),
    mailsTo: (to: string) => smtp.sent.filter(({ raw }) => raw.toLowerCase().includes(`to: ${to}`)).length,
    /** Templates of what was sent to a number. */
    textsTo: (phone: string) => h.receiver.received.filter(({ path }) => (path ?? '').includes(phone)).map(({ path }) => new URL(path ?? '/', 'http://x').searchParams.get('TemplateCode')),
    events: async (c: { id: string }, name: string): Promise<any[]> => (await whole(c)).timeline.filter((e: any) => e.name === name),
    /** A case with news that wait, of which nothing went out yet. */
    fresh: async (customer: Record<string, unknown>, change: Record<string, unknown> = {}): Promise<Registered> => {
      const c = await investigated(h.w, clerk, { customer, ...change })
      await h.carry()
      nothingSent()
      return c
    },
    close: async () => {
      await h.close()
      await smtp.close()
    },
  }
}
export type Ways = Awaited<ReturnType<typeof openWays>>
