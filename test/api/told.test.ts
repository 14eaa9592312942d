import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepTellings } from '#modules/telling/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const MINUTE = 60_000

let h: Messages
let clerk: Client & { id: string }
const made: string[] = []
beforeAll(async () => {
  h = await openMessages()
  clerk = await h.w.person('小李', 'S01', 'clerk')
})
afterAll(async () => {
  await h.close()
})
beforeEach(async () => {
  h.at('10:00')
  for (const id of made.splice(0)) await h.w.admin.post(`/channels/${id}/remove`)
  await h.carry()
  h.receiver.clear()
})

const create = async (kind: string, change: Record<string, unknown> = {}) => {
  const id = await h.create(kind, change)
  made.push(id)
  return id
}
const TAKEN = answering(200, '{"Code":"OK","BizId":"9^0"}')
const TEMPLATES = (['receipt', 'lostCode', 'extension', 'completion', 'newHandler'] as const).map((kind) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'number', value: 'number' }, ...(kind === 'lostCode' ? [{ name: 'code', value: 'code' }] : [])] }))
const sms = (change: Record<string, unknown> = {}) => create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: TEMPLATES, ...change })

describe('a customer', () => {
  const toldOf = async (id: string) => (await got(clerk.get(`/complaints/${id}/told`))).items as { kind: string; state: string; to: string }[]
  const eventsOf = async (id: string) => (await got(clerk.get(`/complaints/${id}`))).timeline.map((e: { name: string }) => e.name).filter((name: string) => name.startsWith('channel.') || name === 'complaint.acknowledged')
  const asked = (index: number) => new URL(h.receiver.received[index]?.path ?? '/', 'http://x').searchParams

  test('whom no letter reaches hears of news by SMS where there is a template, and nobody has to ring them up; without one somebody has', async () => {
    await sms({ templates: [{ kind: 'update', locale: 'zh-CN', templateId: 'SMS_update', params: [{ name: 'number', value: 'number' }] }] })
    const news = async (phone: string) => {
      const c = await investigated(h.w, clerk, { customer: { name: '吴先生', phone } })
      h.w.travel(21 * MINUTE)
      await sweepTellings(h.w.db, h.w.composed.doors.perform, h.w.now)
      await h.carry()
      return c
    }
    const states = async (id: string) => [...new Set((await got(clerk.get(`/complaints/${id}/tellings`))).items.map((t: { state: string }) => t.state))]
    h.receiver.next(TAKEN)
    const mobile = await news('13600136077')
    expect(asked(0).get('TemplateCode')).toBe('SMS_update')
    expect(await toldOf(mobile.id)).toMatchObject([{ kind: 'update', state: 'sent', to: '+8613600136077' }])
    expect(await states(mobile.id)).toEqual(['told'])
    const landline = await news('057185010002')
    expect(await toldOf(landline.id)).toEqual([])
    expect(await states(landline.id)).toEqual(['call'])
  })

  test('with a mobile gets the receipt by an approved template; when it has arrived, that is the acknowledgement', async () => {
    await sms()
    h.receiver.next(TAKEN)
    const c = await register(h.w, clerk, { customer: { name: '孙女士', phone: '13600136001' } })
    await h.carry()
    expect([asked(0).get('TemplateCode'), asked(0).get('PhoneNumbers'), asked(0).get('TemplateParam')]).toEqual(['SMS_receipt', '13600136001', JSON.stringify({ number: c.number })])
    expect(await toldOf(c.id)).toMatchObject([{ kind: 'receipt', state: 'sent', to: '+8613600136001' }])
    expect(await eventsOf(c.id)).toEqual(['channel.customerTold'])
    h.receiver.next(answering(200, '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":1}]}}'), answering(200, '{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":3}]}}'))
    h.w.travel(MINUTE)
    await h.w.composed.messages.askReceipts()
    expect(await toldOf(c.id)).toMatchObject([{ state: 'sent' }])
    h.w.travel(5 * MINUTE)
    await Promise.all([h.w.composed.messages.askReceipts(), h.w.composed.messages.askReceipts()])
    await h.carry()
    expect(await toldOf(c.id)).toMatchObject([{ state: 'arrived' }])
    expect((await eventsOf(c.id)).sort()).toEqual(['channel.customerReached', 'channel.customerTold', 'complaint.acknowledged'])
    expect((await got(clerk.get(`/complaints/${c.id}`))).acknowledgement).toMatchObject({ how: 'sms' })
    const elsewhere = await h.w.person('小王', 'S02', 'clerk')
    expect(await refused(elsewhere.get(`/complaints/${c.id}/told`))).toBe('404 kernel/not-found')
  })

  test('whose number does not exist: the handler hears of it at once', async () => {
    await sms()
    h.receiver.next(answering(200, '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"…"}'))
    const c = await register(h.w, clerk, { customer: { name: '赵女士', phone: '13600136002' } })
    await h.carry()
    expect(await toldOf(c.id)).toMatchObject([{ state: 'dead' }])
    expect(await eventsOf(c.id)).toEqual(['channel.customerNotReached'])
    expect((await got(clerk.get('/notifications'))).items[0]).toMatchObject({ name: 'customerNotReached', complaintId: c.id })
    expect((await got(h.w.admin.get('/channels'))).items.find((one: { kind: string }) => one.kind === 'aliyunSms')).toMatchObject({ failingSince: null })
  })

  test('with a landline, or without a template for it, gets none', async () => {
    await sms({ templates: TEMPLATES.slice(1) })
    await register(h.w, clerk, { customer: { name: '周女士', phone: '13600136003' } })
    await h.carry()
    await sms()
    await register(h.w, clerk, { customer: { name: '吴先生', phone: '021-55556666' } })
    await h.carry()
    expect(h.receiver.received).toEqual([])
  })

  test('who lost the code gets one that opens a new one, once; it is kept nowhere readable', async () => {
    await sms({ templates: TEMPLATES.slice(1) })
    const c = await register(h.w, clerk, { customer: { name: '郑女士', phone: '13600136004' } })
    await h.carry()
    h.receiver.next(TAKEN)
    await got(h.w.visitor.post('/portal/lost-code', { number: c.number, contact: '13600136004', locale: 'zh-CN' }))
    await h.carry()
    const { code } = JSON.parse(asked(0).get('TemplateParam') ?? '{}')
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(JSON.stringify(await h.query(`select * from channel.message where kind = 'lostCode'`))).not.toContain(code)
    expect(JSON.stringify(await h.query('select * from portal.code_request'))).not.toContain(code)
    const [message] = await h.list('&state=sent')
    expect(await refused(h.w.admin.post(`/channels/messages/${message?.id}/replay`))).toBe('409 channel/not-again')
    const fresh = await got(h.w.visitor.post('/portal/codes', { token: code }), 201)
    expect(fresh.number).toBe(c.number)
    expect(await refused(h.w.visitor.post('/portal/codes', { token: code }))).toBe('404 portal/link-over')
  })

  test('hears of the completion', async () => {
    await sms({ templates: TEMPLATES.filter((t) => t.kind === 'completion') })
    const c = await investigated(h.w, clerk)
    await h.carry()
    h.receiver.next(TAKEN)
    await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map((p) => ({ pointId: p.id, answer: '已办妥' })), contact: '小李', furtherWays: '' }), 201)
    await h.carry()
    expect(await toldOf(c.id)).toMatchObject([{ kind: 'completion', state: 'sent' }])
  })

  test('hears who looks after it now, with name and phone, unless they are rung up', async () => {
    await sms({ templates: [{ kind: 'newHandler', locale: 'zh-CN', templateId: 'SMS_newHandler', params: [{ name: 'number', value: 'number' }, { name: 'name', value: 'handler' }, { name: 'phone', value: 'phone' }] }] })
    const manager = await h.w.person('陈店长', 'S01', 'shopManager')
    await got(manager.put('/me', { phone: '13900139001' }))
    const [told, rung] = [await register(h.w, clerk, { customer: { name: '冯女士', phone: '13600136005' } }), await register(h.w, clerk, { customer: { name: '褚先生', phone: '13600136006' } })]
    await h.carry()
    h.receiver.next(TAKEN)
    await got(manager.post(`/complaints/${told.id}/take-over`, { reason: '我来', tell: 'message' }))
    await got(manager.post(`/complaints/${rung.id}/take-over`, { reason: '我来', tell: 'phone' }))
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    expect([asked(0).get('TemplateCode'), asked(0).get('PhoneNumbers'), asked(0).get('TemplateParam')]).toEqual(['SMS_newHandler', '13600136005', JSON.stringify({ number: told.number, name: '陈店长', phone: '13900139001' })])
    expect(await toldOf(told.id)).toMatchObject([{ kind: 'newHandler', state: 'sent' }])
    expect(await toldOf(rung.id)).toEqual([])
  })
})
