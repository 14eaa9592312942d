import { afterAll, beforeAll, expect, test } from 'vitest'
import { answering } from '#test/receiver.ts'
import { got } from '#test/steps.ts'
import { MINUTE, type Ways, openWays } from '#test/ways.ts'

let k: Ways
beforeAll(async () => { k = await openWays() })
afterAll(() => k.close())

const report = (status: number) => answering(200, `{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"SendStatus":${status}}]}}`)
const asked = async () => {
  await Promise.all([k.h.w.composed.messages.askReceipts(), k.h.w.composed.messages.askReceipts()])
  await k.h.carry()
}

test('an SMS that the provider took and could not deliver gives way: somebody rings, once, and the next letter tries the number again', async () => {
  const who = k.someone()
  const c = await k.fresh(who)
  k.h.w.travel(MINUTE)
  k.h.receiver.next(report(3))
  await asked()
  await got(k.ask(c, 'sms'))
  k.h.receiver.next(answering(200, '{"Code":"OK","BizId":"9001","Message":"OK"}'))
  await k.news()
  expect([await k.letters(c), await k.isRung(c)]).toEqual([['sms'], false])
  k.h.receiver.next(report(2))
  k.h.w.travel(MINUTE)
  await asked()
  expect([await k.letters(c), await k.isRung(c)]).toEqual([['call'], true])
  expect(await k.events(c, 'telling.wayFailed')).toHaveLength(1)
  expect((await got<any>(k.clerk.get(`/complaints/${c.id}/may-say`))).goes).toBe('sms')
})
