import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Client

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const marked = async (c: Registered, text: string): Promise<number> => (await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text }))).flags.length

test('how somebody else is reached is asked after; the customer’s own and the firm’s addresses are not', async () => {
  const c = await register(w, clerk, { customer: { name: '林女士', phone: '13700137001', email: 'lin@qq.com' } })
  expect(await marked(c, '结果发到您的邮箱 lin@qq.com，请查收。')).toBe(0)
  expect(await marked(c, '请直接联系师傅，邮箱 wang@qq.com。')).toBe(1)
  expect(await marked(c, '请加师傅微信：wang_1990。')).toBe(1)
  expect(await marked(c, '有问题请写信到 kefu_shop@qq.com。')).toBe(1)
  const server = { host: 'imap.example.com', port: 993, security: 'tls', user: 'kefu', password: 'not used' }
  await got(w.admin.post('/mailboxes', { address: 'kefu_shop@qq.com', unitId: await w.unitId('S01'), folder: 'INBOX', receiving: server, sending: null, begin: 'all' }), 201)
  expect(await marked(c, '有问题请写信到 kefu_shop@qq.com。')).toBe(0)
})

test('who complains under another name than the record’s does not read the record’s number', async () => {
  const c = await register(w, clerk, { customer: { name: '周女士', phone: '13700137077' } })
  expect(await marked(c, '我们会打 13700137077 找您。')).toBe(0)
  const { version } = await got(clerk.get<any>(`/complaints/${c.id}`))
  await got(clerk.put(`/complaints/${c.id}/contact`, { version, name: '周女士的妹妹', phone: '13700137088' }))
  expect(await marked(c, '我们会打 13700137088 找您。')).toBe(0)
  expect(await marked(c, '我们会打 13700137077 找您。')).toBe(1)
})
