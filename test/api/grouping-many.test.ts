import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '#test/app.ts'
import { type Person, openCounter } from '#test/counter.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

let w: World
let clerk: Person
let manager: Person

beforeAll(async () => { ({ w, clerk, manager } = await openCounter()) })
afterAll(() => w.close())

const MANY = 305
const ofLot = (n: number, lot: string) => register(w, clerk, { customer: { name: `顾客${n}`, phone: String(13_700_000_000 + n) }, product: { name: '手链', lot } })
const some = async (count: number, lot: string, from = 0): Promise<Registered[]> => {
  const made: Registered[] = []
  for (let at = 0; at < count; at += 20) made.push(...await Promise.all(Array.from({ length: Math.min(20, count - at) }, (_, i) => ofLot(from + at + i, lot))))
  return made
}
const group = (id: string) => got<any>(manager.get(`/groups/${id}`))
const heard = (lot: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const { rows } = await db.query<{ n: string }>(`select count(m.id) as n from complaint.complaint c left join communication.message m on m.organization_id = c.organization_id and m.complaint_id = c.id and m.via = 'group' where c.lot = $1 group by c.id`, [lot])
  return rows.map((r) => Number(r.n))
})
/** Until nobody waits any more, as the program does it; at most so many rounds. */
const sayOn = async () => { for (let left = 200; left > 0 && await w.composed.sayAnswersOn(); left--) { /* the next round */ } }

test('one answer to more than 300 cases goes out in parts, by two nodes at once, and each hears it once', { timeout: 180_000 }, async () => {
  await some(MANY, 'L-900')
  const made = await got<any>(manager.post('/groups', { name: '搭扣开裂', cause: 'lot', causeWords: '焊点', lot: 'L-900' }), 201)
  const whole = await got<any>(manager.post(`/groups/${made.id}/members`, { lot: 'L-900' }))
  expect(whole.counts).toEqual({ members: MANY, open: MANY, answered: 0 })
  // Page after page, each case once.
  const ids: string[] = whole.members.map((m: any) => m.id)
  for (let next = whole.next; next;) {
    const page = await got<any>(manager.get(`/groups/${made.id}/members?limit=200&cursor=${next}`))
    ids.push(...page.items.map((m: any) => m.id))
    next = page.next
  }
  expect([ids.length, new Set(ids).size]).toEqual([MANY, MANY])
  const [own, left, closed] = ids as [string, string, string]
  const begun = await got<any>(manager.post(`/groups/${made.id}/answers`, { version: whole.version, text: '{name}：免费更换。', exceptions: [{ complaintId: own, text: '{name}：已退款。' }, { complaintId: left, reason: '另谈' }] }))
  expect(begun.answers).toMatchObject([{ sent: 0, waiting: MANY - 1, excepted: 1 }])
  expect(begun.may['grouping.answer']).toContain('还在发送')
  expect(await refused(manager.post(`/groups/${made.id}/answers`, { version: begun.version, text: '再说' }))).toBe('409 grouping/still-answering')
  // Taken out before it was its turn.
  await got(manager.post(`/groups/${made.id}/members/${closed}/remove`, { reason: '另一个原因' }))
  await Promise.all([sayOn(), sayOn()])
  await sayOn()
  const done = await group(made.id)
  expect(done.answers).toMatchObject([{ sent: MANY - 2, excepted: 1, refused: 1, waiting: 0 }])
  expect(done.may['grouping.answer']).toBeNull()
  const counts = await heard('L-900')
  expect([counts.filter((n) => n === 1).length, counts.filter((n) => n > 1).length]).toEqual([MANY - 2, 0])
  expect((await got<any>(clerk.get(`/complaints/${own}`))).messages.map((m: any) => m.text)).toEqual([expect.stringMatching(/^顾客\d+：已退款。$/)])
  const trail = await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    return (await db.query(`select name, payload from kernel.event where name like 'grouping.answer%' order by id`)).rows
  })
  expect(trail.map((e) => e.name)).toEqual(['grouping.answerBegun', 'grouping.answered'])
  expect(trail[1].payload).toMatchObject({ sent: MANY - 2, excepted: 1, refused: 1 })
})

test('what its writer may not say any more is left out and told', { timeout: 60_000 }, async () => {
  const cases = await some(60, 'L-901', 1_000)
  const other = await w.person('接任店长', 'S01', 'shopManager')
  const made = await got<any>(other.post('/groups', { name: '另一批', cause: 'lot', causeWords: '焊点', complaintIds: cases.map((c) => c.id) }), 201)
  await got(other.post(`/groups/${made.id}/answers`, { version: made.version, text: '免费更换' }))
  await got(w.admin.post(`/people/${other.id}/retire`, {}))
  await sayOn()
  expect((await group(made.id)).answers).toMatchObject([{ sent: 0, refused: 60, waiting: 0 }])
  expect((await heard('L-901')).every((n) => n === 0)).toBe(true)
})
