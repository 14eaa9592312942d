import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor } from '#test/payout.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

let w: World
let clerk: Person
let finance: Person
beforeAll(async () => {
  ({ w, clerk } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

test('a hand is drawn for one thing alone: the next payment, and the next gift, are signed for by themselves', async () => {
  const { c, tasks: [one, two] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 5_000 }, { kind: 'extra', amountFen: 5_000 }])
  const handed = async (task: { id: string; amountFen: number }) => {
    const asked = await got(askFor(clerk, task, { way: 'cash' }), 201)
    const { version } = await got(finance.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
    return (receiptId: string) => clerk.post<any>(`/payouts/${asked.id}/hand-over`, { version, receiptId })
  }
  const drawn = async () => JSON.parse((await upload(clerk, 'sign.png', PNG)).body).id as string
  const [first, second] = [await handed(one), await handed(two)]
  const hand = await drawn()
  expect(await got(first(hand))).toMatchObject({ state: 'paid' })
  expect(await refused(second(hand))).toBe('422 files/signature-used')
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).tasks.map((t: any) => t.state).sort()).toEqual(['begun', 'done'])
  expect(await got(second(await drawn()))).toMatchObject({ state: 'paid' })
})
