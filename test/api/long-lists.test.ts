import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, investigated, offered, onDatabase, propose } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let service: Person
const MANY = 250
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  service = await w.person('客服经理', 'HQ', 'serviceManager')
})
afterAll(() => w.close())

/** Copies of a row with what is said of each; `n` counts them. */
const copied = (table: string, id: string, each: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_owner')
  await db.query(`insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(r) || ${each})).* from ${table} r cross join generate_series(1, ${MANY}) n where r.id = $1`, [id])
})

/** Every page of a list, and the first of them. */
const whole = async (who: Client, path: string) => {
  const first = await got<any>(who.get(path))
  const items = [...first.items]
  for (let { next } = first; next; ) {
    const page = await got<any>(who.get(`${path}${path.includes('?') ? '&' : '?'}cursor=${next}`))
    items.push(...page.items)
    next = page.next
  }
  return { first, items }
}

/** As many cases as a proposal needs, each with a copy of it that waits. */
const waiting = async (fen: number) => {
  const c = await investigated(w, clerk, { customer: { name: '客户', phone: '13700001111' } })
  const p = await got(propose(clerk, c, fen), 201)
  await onDatabase(w, async (db) => {
    await db.query('set role wenguo_owner')
    await db.query(`create temporary table made as select n, gen_random_uuid() as case_id, gen_random_uuid() as id from generate_series(1, ${MANY}) n`)
    await db.query(`insert into complaint.complaint select (jsonb_populate_record(null::complaint.complaint, to_jsonb(c) || jsonb_build_object('id', m.case_id, 'number', 'W${fen}-' || m.n, 'portal_hash', '\\x' || md5(m.case_id::text)))).* from complaint.complaint c cross join made m where c.id = $1`, [c.id])
    await db.query(`insert into remedy.proposal select (jsonb_populate_record(null::remedy.proposal, to_jsonb(p) || jsonb_build_object('id', m.id, 'complaint_id', m.case_id))).* from remedy.proposal p cross join made m where p.id = $1`, [p.id])
    await db.query(`insert into authority.step select (jsonb_populate_record(null::authority.step, to_jsonb(s) || jsonb_build_object('id', gen_random_uuid(), 'complaint_id', m.case_id, 'subject_id', m.id))).* from authority.step s cross join made m where s.subject_id = $1`, [p.id])
    await db.query('drop table made')
  })
  return p
}

test('who decides sees what is theirs, however much of what is others’ waits before it', async () => {
  await waiting(300_000)
  const own = await got(propose(clerk, await investigated(w, clerk, { customer: { name: '孙女士', phone: '13800138111' } }), 50_000), 201)
  const shown = await got<any>(manager.get('/approvals'))
  expect(shown).toMatchObject({ count: 1, next: null, items: [{ remedyId: own.id, whyNot: null }] })
  const { first, items } = await whole(service, '/approvals?limit=60')
  expect(first.items).toHaveLength(60)
  expect(first.count).toBe(items.length)
  expect(new Set(items.map((one: any) => one.remedyId)).size).toBe(MANY + 2)
  expect((await got<any>(clerk.get('/approvals?limit=10'))).count).toBe(MANY + 2)
  expect((await got<any>(manager.get('/desk'))).items.some((one: any) => one.kind === 'approval' && one.id === own.id)).toBe(true)
})

test('tasks come page by page, counted apart: the soonest due first, of what is done the newest', async () => {
  const { c, remedy } = await offered(w, clerk)
  await got(clerk.post(`/remedies/${remedy.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const [task] = (await got<any>(clerk.get(`/complaints/${c.id}`))).tasks
  const each = (state: string, at: string) => `jsonb_build_object('id', gen_random_uuid(), 'item_id', gen_random_uuid(), 'state', '${state}', 'due_at', ${at}, 'done_at', case when '${state}' = 'done' then date_trunc('milliseconds', now()) - n * interval '1 hour' end)`
  await copied('settlement.task', task.id, each('open', `date_trunc('milliseconds', now()) - n * interval '1 minute'`))
  await copied('settlement.task', task.id, each('done', `date_trunc('milliseconds', now()) + n * interval '1 minute'`))
  const open = await whole(w.admin, '/tasks?state=open&limit=60')
  expect(open.first.counts).toEqual({ all: MANY + 1, late: MANY })
  expect(open.items.map((one: any) => one.dueAt)).toEqual(open.items.map((one: any) => one.dueAt).toSorted())
  expect(open.items).toHaveLength(MANY + 1)
  expect(new Set(open.items.map((one: any) => one.id)).size).toBe(MANY + 1)
  expect((await whole(w.admin, '/tasks?late=1&limit=100')).items).toHaveLength(MANY)
  const done = await whole(w.admin, '/tasks?state=done&limit=60')
  expect(done.first.counts).toEqual({ all: MANY, late: 0 })
  expect(done.items.map((one: any) => one.doneAt)).toEqual(done.items.map((one: any) => one.doneAt).toSorted().toReversed())
  expect(new Set(done.items.map((one: any) => one.id)).size).toBe(MANY)
  expect(done.items[0].doneAt > done.items[200].doneAt).toBe(true)
})
