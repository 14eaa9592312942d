import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { sweepTellings } from '#modules/telling/sweep.ts'
import { got, investigated, onDatabase, refused } from '#test/steps.ts'
import { MINUTE } from '#test/ways.ts'

let h: Messages
let clerk: Awaited<ReturnType<World['person']>>
beforeAll(async () => {
  h = await openMessages()
  h.at('08:30')
  clerk = await h.w.person('小李', 'S01', 'clerk')
})
afterAll(() => h.close())

test('where no mail can leave it is not offered, and who asked for it before is rung up', async () => {
  const c = await investigated(h.w, clerk, { customer: { name: '有邮箱', phone: '057185010041', email: 'someone@example.com' } })
  expect(await refused(clerk.put(`/complaints/${c.id}/telling-wish`, { tellBy: 'mail' }))).toBe('409 complaint/no-mailing')
  expect((await got<any>(clerk.get(`/complaints/${c.id}/may-say`))).ways.find((one: any) => one.way === 'mail').whyNot).toMatch(/还不能发邮件/)
  await onDatabase(h.w, async (client) => { await client.query('set role wenguo_system'); await client.query("update complaint.complaint set tell_by = 'mail' where id = $1", [c.id]) })
  h.w.travel(21 * MINUTE)
  await sweepTellings(h.w.db, h.w.composed.doors.perform, h.w.now)
  await h.carry()
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).messages.filter((m: any) => m.via === 'update').map((m: any) => m.sent)).toEqual(['call'])
})
