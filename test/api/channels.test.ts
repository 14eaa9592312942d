import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { sweepSummaries } from '#modules/channel/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let h: Messages
let clerk: Client & { id: string }
const made: string[] = []
beforeAll(async () => {
  h = await openMessages()
  clerk = await h.w.person('小李', 'S01', 'clerk')
})
afterAll(() => h.close())
beforeEach(async () => {
  for (const id of made.splice(0)) await h.w.admin.post(`/channels/${id}/remove`)
  await h.settle()
  h.receiver.clear()
})

const create = async (kind: string, change: Record<string, unknown> = {}) => {
  const id = await h.create(kind, change)
  made.push(id)
  return id
}
const robot = (change: Record<string, unknown> = {}) => create('wecomRobot', { secrets: { address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4' }, news: ['registered', 'overdue'], ...change })
const sms = (change: Record<string, unknown> = {}) => create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [], ...change })
const OK = answering(200, '{"errcode":0,"errmsg":"ok"}')
const texts = () => h.receiver.received.map((r) => JSON.parse(r.body).text.content as string)

describe('setting up', () => {
  test('secrets go in and never come out; a robot is sent to where its provider is, whatever address was pasted', async () => {
    const id = await robot({ secrets: { address: 'http://169.254.169.254/latest?key=693a91f6-7xxx-4bc4' } })
    const shown = await h.shown(id)
    expect(shown).toMatchObject({ kind: 'wecomRobot', secrets: ['address'], news: ['registered', 'overdue'], waiting: 0, dead: 0, problem: null })
    expect(JSON.stringify(await got(h.w.admin.get('/channels')))).not.toContain('693a91f6')
    await got(h.w.admin.put(`/channels/${id}`, { name: '一店群', settings: {}, secrets: { address: '' }, news: ['registered'], locale: 'zh-CN' }))
    h.receiver.next(OK)
    await got(h.w.admin.post(`/channels/${id}/test`))
    await h.carry()
    expect(h.receiver.received[0]?.path).toBe('/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4')
    expect(texts()[0]).toContain('管理员')
    expect(await h.list(`&lane=${id}`)).toMatchObject([{ kind: 'test', state: 'sent', attempts: 1, person: null }])
  })

  test('what is missing is said at its field; only administrators set up; others of another house see nothing', async () => {
    const post = (body: object) => h.w.admin.post('/channels', { name: 'x', settings: {}, secrets: {}, locale: 'zh-CN', ...body })
    const at = async (body: object) => { const { status, body: problem } = await post(body); return [status, problem.type, problem.errors?.[0]?.pointer] }
    expect(await at({ kind: 'aliyunSms' })).toEqual([422, '/problems/channel/field-missing', '#/settings/accessKeyId'])
    expect(await at({ kind: 'wecomApp', settings: { corpId: 'ww1', agentId: 'x' }, secrets: { corpSecret: 's' } })).toEqual([422, '/problems/channel/field-missing', '#/settings/agentId'])
    expect(await at({ kind: 'dingtalkRobot', secrets: { address: 'nonsense!' }, news: ['registered'] })).toEqual([422, '/problems/channel/robot-address', '#/secrets/address'])
    expect(await at({ kind: 'aliyunSms', settings: { accessKeyId: 'a', signName: 's' }, secrets: { accessKeySecret: 'k' }, templates: [{ kind: 'notice', locale: 'zh-CN', templateId: 'T', params: [{ name: 'c', value: 'code' }] }] })).toEqual([422, '/problems/channel/field-missing', '#/templates/0/params/0'])
    const id = await robot()
    const officer = await h.w.person('专员', 'HQ', 'complaintOfficer')
    for (const answer of [officer.get('/channels'), officer.get('/channels/messages'), officer.post(`/channels/${id}/test`), clerk.post('/channels/replay', { lane: id, since: new Date(0).toISOString() })]) expect(await refused(answer)).toBe('403 identity/not-allowed')
    const stranger = await h.w.otherOrganization()
    expect((await got(stranger.get('/channels'))).items).toEqual([])
    for (const answer of [stranger.post(`/channels/${id}/pause`), stranger.post(`/channels/${id}/test`), stranger.post('/channels/replay', { lane: id, since: new Date(0).toISOString() })]) expect(await refused(answer)).toBe('404 kernel/not-found')
  })

  test('a test goes to oneself: without a number or a template it says so', async () => {
    const id = await sms()
    expect(await refused(h.w.admin.post(`/channels/${id}/test`))).toBe('409 channel/no-address')
    expect(await refused(h.w.admin.put('/me/notices/address', { medium: 'sms', address: '021-5555' }))).toBe('422 channel/not-a-mobile')
    expect((await got(h.w.admin.put('/me/notices/address', { medium: 'sms', address: '138 0013 8000' }))).media.find((m: { medium: string }) => m.medium === 'sms')).toEqual({ medium: 'sms', whyNot: null, address: '+8613800138000' })
    expect(await refused(h.w.admin.post(`/channels/${id}/test`))).toBe('409 channel/no-template')
    await got(h.w.admin.post(`/channels/${id}/pause`))
    expect(await refused(h.w.admin.post(`/channels/${id}/pause`))).toBe('409 channel/paused')
    expect(await refused(h.w.admin.post(`/channels/${id}/test`))).toBe('409 channel/paused')
    await got(h.w.admin.put('/me/notices/address', { medium: 'sms', address: '' }))
  })
})

describe('a group', () => {
  test('hears of its units and of what it asked for, without a word about the customer; of confidential cases nothing', async () => {
    await robot({ unitId: await h.w.unitId('S01') })
    await robot({ unitId: await h.w.unitId('S02'), secrets: { address: 'other-robot-key' } })
    h.receiver.next(OK)
    const c = await register(h.w, clerk, { customer: { name: '钱多多', phone: '13911112222' } })
    await h.carry()
    const [said] = texts()
    expect(texts()).toHaveLength(1)
    expect(said).toContain(c.number)
    expect(said).toContain('请受理并告知顾客')
    expect(said).toContain(`https://care.example.com/complaints/${c.id}`)
    for (const personal of ['钱多多', '13911112222']) expect(said).not.toContain(personal)
    h.w.travel(3 * HOUR)
    h.receiver.next(OK, OK)
    await sweepClocks(h.database.db, h.w.composed.doors.perform, h.w.now)
    await h.carry()
    expect(texts().at(-1)).toMatch(/^投诉超时\n/)
    const before = texts().length
    await h.query('update complaint.complaint set confidential = true where id = $1', [c.id])
    await got(clerk.post(`/complaints/${c.id}/urgency`, { urgency: 'critical', reason: '受伤了' }))
    await h.carry()
    expect(texts()).toHaveLength(before)
  })

  test('gets its summary once a day, from however many nodes', async () => {
    const id = await robot({ news: ['summary'], summaryAt: '09:00' })
    h.at('09:10')
    h.w.travel(DAY)
    h.receiver.next(OK)
    const sweep = () => sweepSummaries(h.database.db, h.w.composed.doors.perform, h.w.now, 'https://care.example.com')
    await Promise.all([sweep(), sweep(), sweep()])
    await h.carry()
    await sweep()
    await h.carry()
    expect(texts()).toHaveLength(1)
    expect(texts()[0]).toMatch(/闻过珠宝：未结 \d+ 件，其中超时 \d+ 件/)
    expect(await h.list(`&lane=${id}`)).toHaveLength(1)
  })

  test('is not sent more in a minute than the provider takes, by two nodes at once either; the rest follows', async () => {
    const id = await robot({ news: ['registered'] })
    for (let i = 0; i < 25; i++) await got(h.w.admin.post(`/channels/${id}/test`))
    const nodes = [h.node(), h.node()]
    for (let i = 0; i < 12; i++) {
      await Promise.all(nodes.map((node) => node.round()))
      await Promise.all(nodes.map((node) => node.idle()))
    }
    expect(h.receiver.received.length).toBe(20)
    h.w.travel(MINUTE + 1_000)
    for (let i = 0; i < 4; i++) {
      await Promise.all(nodes.map((node) => node.round()))
      await Promise.all(nodes.map((node) => node.idle()))
    }
    expect(h.receiver.received.length).toBe(25)
    expect((await h.list(`&lane=${id}`)).filter((m) => m.state !== 'sent' || m.attempts !== 1)).toEqual([])
  })
})

describe('a provider that refuses', () => {
  test('for now: tried again and again, then dead, and replayed, one or all', async () => {
    const id = await robot()
    const { messageId } = await got(h.w.admin.post(`/channels/${id}/test`))
    for (let i = 0; i < 8; i++) {
      h.receiver.next(answering(502, 'bad gateway'))
      await h.carry()
      h.w.travel(15 * HOUR)
      if (i === 0) expect(await h.list(`&lane=${id}`)).toMatchObject([{ state: 'waiting', attempts: 1, problem: 'provider', answer: 'bad gateway' }])
    }
    expect(await h.list(`&lane=${id}`)).toMatchObject([{ state: 'dead', problem: 'provider', nextAt: null }])
    expect(await h.shown(id)).toMatchObject({ dead: 1, waiting: 0, problem: 'provider', failingSince: expect.any(String) })
    expect((await got(h.w.admin.get('/notifications'))).items.filter((n: { name: string }) => n.name === 'channelFailing')).toHaveLength(1)
    await got(h.w.admin.post(`/channels/messages/${messageId}/replay`))
    expect(await refused(h.w.admin.post(`/channels/messages/${messageId}/replay`))).toBe('409 channel/still-waiting')
    await h.query(`update channel.message set state = 'dead' where id = $1`, [messageId])
    expect(await got(h.w.admin.post('/channels/replay', { lane: id, since: new Date(h.w.now().getTime() + HOUR).toISOString() }))).toEqual({ replayed: 0 })
    expect(await got(h.w.admin.post('/channels/replay', { lane: id, since: new Date(0).toISOString() }))).toEqual({ replayed: 1 })
    h.receiver.next(OK)
    await h.carry()
    expect(await h.list(`&lane=${id}`)).toMatchObject([{ state: 'sent', attempts: 1 }])
    expect(await h.shown(id)).toMatchObject({ dead: 0, problem: null, failingSince: null })
  })

  test('because the token is over: a new one is fetched once for all, kept for the other nodes, and used', async () => {
    const id = await create('wecomApp', { settings: { corpId: 'ww1', agentId: '1' }, secrets: { corpSecret: 's' } })
    await got(h.w.admin.put('/me/notices/address', { medium: 'wecom', address: 'lin' }))
    const token = (name: string) => answering(200, `{"errcode":0,"access_token":"${name}","expires_in":7200}`)
    const carried = async (...answers: Parameters<typeof h.receiver.next>) => {
      h.receiver.received.length = 0
      h.receiver.next(...answers)
      await got(h.w.admin.post(`/channels/${id}/test`))
      const node = h.node()
      await node.round()
      await node.idle()
      return h.receiver.received.map((r) => r.path.replace(/\?.*(access_token=|corpsecret=)/, ' '))
    }
    expect(await carried(token('one'), OK)).toEqual(['/cgi-bin/gettoken s', '/cgi-bin/message/send one'])
    expect(await carried(OK)).toEqual(['/cgi-bin/message/send one'])
    expect(await carried(answering(200, '{"errcode":42001,"errmsg":"access_token expired"}'), token('two'), OK)).toEqual(['/cgi-bin/message/send one', '/cgi-bin/gettoken s', '/cgi-bin/message/send two'])
    expect(await carried(answering(200, '{"errcode":40014}'), token('three'), answering(200, '{"errcode":40014}'))).toEqual(['/cgi-bin/message/send two', '/cgi-bin/gettoken s', '/cgi-bin/message/send three'])
    expect((await h.list(`&lane=${id}`)).map((m) => [m.state, m.problem])).toEqual([['waiting', 'account'], ['sent', null], ['sent', null], ['sent', null]])
    h.w.travel(3 * HOUR)
    expect((await carried(token('four'), OK, OK))[0]).toBe('/cgi-bin/gettoken s')
  })

  test('for good: dead at once', async () => {
    const id = await create('wecomApp', { settings: { corpId: 'ww1', agentId: '1' }, secrets: { corpSecret: 's' } })
    await got(h.w.admin.put('/me/notices/address', { medium: 'wecom', address: 'nobody' }))
    h.receiver.next(answering(200, '{"errcode":0,"access_token":"t","expires_in":7200}'), answering(200, '{"errcode":81013,"errmsg":"user & party & tag all invalid"}'))
    await got(h.w.admin.post(`/channels/${id}/test`))
    await h.carry()
    expect(await h.list(`&lane=${id}`)).toMatchObject([{ state: 'dead', problem: 'recipient', attempts: 1 }])
    await got(h.w.admin.put('/me/notices/address', { medium: 'wecom', address: '' }))
  })

  test('paused, everything waits; removed, what waited is given up', async () => {
    const id = await robot()
    await got(h.w.admin.post(`/channels/${id}/test`))
    await got(h.w.admin.post(`/channels/${id}/pause`))
    await h.carry()
    expect(h.receiver.received).toEqual([])
    await got(h.w.admin.post(`/channels/${id}/resume`))
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    await got(h.w.admin.post(`/channels/${id}/test`))
    await got(h.w.admin.post(`/channels/${id}/remove`))
    made.splice(made.indexOf(id), 1)
    await h.carry()
    const [given] = await h.list(`&lane=${id}`)
    expect(given).toMatchObject({ state: 'dead', problem: 'noChannel' })
    expect(await refused(h.w.admin.post(`/channels/messages/${given?.id}/replay`))).toBe('409 channel/not-again')
  })

  test('killed between sending and saying so: another node sends it again after the lease, nobody before', async () => {
    const id = await robot()
    await got(h.w.admin.post(`/channels/${id}/test`))
    const killed = h.node({ perform: () => Promise.reject(new Error('killed')) })
    await killed.round()
    await killed.idle()
    expect(h.receiver.received).toHaveLength(1)
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    h.w.travel(MINUTE + 1_000)
    await h.carry()
    expect(h.receiver.received).toHaveLength(2)
    expect(h.receiver.received[1]?.body).toBe(h.receiver.received[0]?.body)
    expect(await h.list(`&lane=${id}`)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })
})
