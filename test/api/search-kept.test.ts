import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SLICE_ROWS } from '#kernel/slices.ts'
import { renewSearch } from '#modules/complaint/renew.ts'
import { openSlices } from '#modules/complaint/open-slices.ts'
import { renewCustomers } from '#modules/customer/renew.ts'
import { type Client, type openEmptyWorld, openWorld } from '#test/app.ts'
import { ownDatabase } from '#test/own-database.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: Awaited<ReturnType<typeof openWorld>> & Pick<Awaited<ReturnType<typeof openEmptyWorld>>, 'db'>
let clerk: Client
let owner: pg.Client

beforeAll(async () => {
  w = await openWorld() as typeof w
  clerk = await w.person('小李', 'S01', 'clerk')
  owner = new pg.Client({ connectionString: new URL(new URL(w.url).pathname, (await ownDatabase()).owner).href })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await w.close()
})

const numbers = async (q: string): Promise<string[]> => (await got(clerk.get(`/complaints?q=${encodeURIComponent(q)}`))).items.map((i: { number: string }) => i.number)
const names = async (q: string): Promise<string[]> => (await got(clerk.get(`/customers?q=${encodeURIComponent(q)}`))).items.map((i: { name: string }) => i.name)

test('after an upgrade what was registered before is made anew, the same as if it were registered now', async () => {
  const cases = [
    await register(w, clerk, { customer: { name: '張三丰', phone: '138-1234-5678', email: 'a.b@example.com', memberNumber: 'V-77' }, points: [{ text: '要求退貨', wants: '退款' }, { text: '第二點', wants: null }], place: '南京西路', soFar: '打過電話', product: { name: '翡翠手鐲', code: 'FC-9' }, order: { number: 'JD9981' } }),
    await register(w, clerk, { customer: { name: '張太太', phone: '13812345678' }, points: [{ text: '同一個電話，另一個人' }] }),
  ]
  const kept = async () => (await owner.query('select s.complaint_id, s.body, s.grams::text from complaint.search s order by 1')).rows
  const people = async () => (await owner.query('select c.id, c.searched, c.grams::text from customer.customer c order by 1')).rows
  const lines = (rows: { body: string }[]) => rows.map(({ body }) => body.split('\n').toSorted())
  const before = { cases: await kept(), people: await people() }
  await owner.query('update complaint.search set grams = null, body = \'as it was before\'')
  await owner.query('update customer.customer set grams = null, searched = null')
  expect([await numbers('退货'), await names('zsf')]).toEqual([[], []])
  expect([await renewSearch(w.db), await renewCustomers(w.db)]).toEqual([2, 1])
  expect([await renewSearch(w.db), await renewCustomers(w.db)]).toEqual([0, 0])
  expect(await people()).toEqual(before.people)
  const [whole] = await kept()
  expect(lines([whole])).toEqual(lines([before.cases[0]]))
  expect(whole.grams).toEqual(before.cases[0].grams)
  for (const q of ['退货', 'zs', '12345678', '1234-5678', 'fc-9', 'jd99', '南京西', 'feicui', 'a.b@', 'v-77']) expect({ q, found: (await numbers(q)).includes(cases[0]?.number ?? '') }).toEqual({ q, found: true })
  expect(await numbers('zhangtai')).toEqual([cases[1]?.number])
})

test('when a slice is full the next begins, and both are searched', async () => {
  const older = await register(w, clerk, { customer: { name: '甲一', phone: null }, points: [{ text: '丝绒盒子褪了颜色' }] })
  await owner.query('update kernel.slice set counted = $1', [SLICE_ROWS - 1])
  const clock = () => new Date(Date.now() - 60_000 + 300)
  await openSlices(w.db, clock)
  const { rows } = await owner.query('select no, key from kernel.slice order by no')
  expect(rows.map((r) => r.no)).toEqual([0, 1])
  await new Promise((go) => { setTimeout(go, 400) })
  const newer = await register(w, clerk, { customer: { name: '乙二', phone: null }, points: [{ text: '丝绒盒子的颜色不对' }] })
  const { rows: [row] } = await owner.query('select grams::text as grams from complaint.search where complaint_id = $1', [newer.id])
  expect(row.grams).toContain(`'${rows[1].key}丝绒'`)
  expect(await numbers('丝绒盒子')).toEqual([newer.number, older.number])
  await openSlices(w.db, () => new Date())
  expect((await owner.query('select count(*)::int as n from kernel.slice')).rows[0].n).toBe(2)
  // Also where the newest rows alone are not enough.
  const { rows: found } = await owner.query(`select r.id from (select set_config('app.organization', (select organization_id::text from kernel.slice limit 1), true), set_config('app.units', '*', true)) s, lateral complaint.find_ids(e'\\'\\x01丝绒\\'', '{%丝绒%}', '{}', '{}', null, 10) as r (id)`)
  expect(found.map((r) => r.id)).toEqual([newer.id, older.id])
})

test('what takes too long to look for is refused with what to do, and the next question is answered', async () => {
  await owner.query('begin; lock table complaint.search in access exclusive mode')
  try {
    expect(await refused(clerk.get(`/complaints?q=${encodeURIComponent('退货')}`))).toBe('422 kernel/too-wide')
    expect(await refused(clerk.get(`/search?q=${encodeURIComponent('退货')}`))).toBe('422 kernel/too-wide')
  } finally {
    await owner.query('rollback')
  }
  expect(await numbers('退货')).toHaveLength(1)
})
