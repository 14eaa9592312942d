import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'

let w: World
beforeAll(async () => { w = await openWorld() })
afterAll(() => w.close())

test('a complaint is registered, shown and listed', async () => {
  const clerk = await w.person('小李', 'S01', 'clerk')
  const answer = await clerk.post('/complaints', {
    channel: 'phone', unitId: await w.unitId('S01'), receivedAt: new Date().toISOString(), customer: { name: '王女士', phone: '13800138000' },
    points: [{ text: '戒指戴了三天就掉钻', wants: '退款' }], product: null, order: null, receiver: { name: '小李', position: '店员' }, signedOff: true,
  })
  expect(answer.body).toMatchObject({ number: expect.stringMatching(/^S01-\d{8}-0001$/), state: 'open', stage: 'intake', points: [{ no: 1, categoryCode: null }] })
  expect(answer.status).toBe(201)
  const shown = await clerk.get(`/complaints/${answer.body.id}`)
  expect(shown.body).toMatchObject({ number: answer.body.number })
  const listed = await clerk.get('/complaints?q=掉钻')
  expect(listed.body.items).toHaveLength(1)
})
