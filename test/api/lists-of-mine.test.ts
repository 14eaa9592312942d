import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, askFor } from '#test/payout.ts'
import { got, onDatabase } from '#test/steps.ts'

let w: World
let clerk: Person
let mate: Person
let manager: Person
let finance: Person
beforeAll(async () => {
  ({ w, clerk, mate, manager } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
})
afterAll(() => w.close())

const day = (days = 0) => new Date(w.now().getTime() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
const rows = (sql: string, given: unknown[] = []): Promise<any[]> => onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return (await client.query(sql, given)).rows })

test('whoever lends or borrows authority finds it, however many others did so since', async () => {
  const other = await w.person('店长二', 'S02', 'shopManager')
  const mine = await got(manager.post<any>('/delegations', { toId: mate.id, fromOn: day(), untilOn: day(300), mostFen: 100_000, reason: '长期出差' }), 201)
  await rows(`insert into authority.delegation select (jsonb_populate_record(null::authority.delegation, to_jsonb(d) || jsonb_build_object('id', ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, 'from_id', $2::uuid, 'to_id', $3::uuid, 'ended_at', now()))).* from authority.delegation d, generate_series(1, 250) n where d.id = $1`, [mine.id, other.id, clerk.id])
  for (const who of [manager, mate, w.admin]) expect((await got<any>(who.get('/delegations'))).items.map(({ id }: any) => id)).toContain(mine.id)
  const [first] = (await got<any>(mate.get('/delegations'))).items
  expect(first).toMatchObject({ id: mine.id, state: 'now', mayEnd: true })
})

test('a payout that waits for my yes is on my desk, behind whatever waits for others', { timeout: 120_000 }, async () => {
  const { tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
  const mine = await got(askFor(clerk, task), 201)
  const desk = async () => (await got<any>(manager.get('/desk'))).items.filter((one: any) => one.kind === 'payout').map((one: any) => one.payout?.id ?? one.id)
  const before = await desk()
  expect(before).toHaveLength(1)
  for (let k = 0; k < 3; k++) {
    const { tasks } = await agreedOn(w, clerk, Array.from({ length: 40 }, () => ({ kind: 'refund', amountFen: 100 })))
    for (const one of tasks) {
      const asked = await got(askFor(clerk, one), 201)
      await got(finance.post(`/payouts/${asked.id}/approve`, { version: asked.version }))
    }
  }
  // What waits for the manager is due after what waits for finance.
  await rows("update settlement.task set due_at = due_at + interval '1 day' where id = $1", [task.id])
  expect((await got<any>(manager.get(`/payouts/${mine.id}`))).may.approve).toBeNull()
  expect(await desk()).toEqual(before)
})
