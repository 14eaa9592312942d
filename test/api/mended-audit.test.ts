import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { got, onDatabase } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

/** The entries of reads, oldest first: what was done, what was asked, by which query. */
const reads = async () => (await got(w.admin.get('/audit?limit=200'))).items.filter((e: { name: string }) => e.name.startsWith('audit.')).reverse()

test('every list and search of personal data leaves one entry: who, what was asked, how many were shown', async () => {
  await register(w, clerk)
  await register(w, clerk, { customer: { name: '钱先生', phone: '13900139000' } })
  const before = (await reads()).length
  const asked = ['/complaints?q=掉钻&state=open&limit=1', '/complaints', '/complaints?q=没有这样的事', '/customers?q=钱先生', '/customers/recognise?phone=13900139000', '/tasks', '/follow-ups', '/approvals', '/desk', '/people?q=小李']
  for (const path of asked) await got(clerk.get(path))
  const entries = (await reads()).slice(before)
  expect(entries.map((e: { command: string; words: string; reason: string | null }) => [e.command, e.words, e.reason])).toEqual([
    ['complaint.read', '查看或搜索了投诉列表，看到 1 项', '?state=open&q=掉钻'], ['complaint.read', '查看或搜索了投诉列表，看到 2 项', null], ['complaint.read', '查看或搜索了投诉列表，看到 0 项', '?q=没有这样的事'],
    ['customer.read', '查看或搜索了顾客名单，看到 1 项', '?q=钱先生'], ['customer.read', '查看或搜索了顾客名单，看到 1 项', '?phone=13900139000'],
    ['settlement.read', '查看或搜索了要执行的事项，看到 0 项', null], ['follow-up.read', '查看或搜索了回访名单，看到 0 项', null], ['remedy.read', '查看或搜索了等候核准的方案，看到 0 项', null], ['casefile.desk', '查看或搜索了今天要办的事，看到 2 项', null],
    ['identity.read', '查看或搜索了员工名单，看到 1 项', '?q=小李'],
  ])
  expect(new Set(entries.map((e: { actor: { id: string } }) => e.actor.id))).toEqual(new Set([clerk.id]))
})

test('what was asked stands where it can be erased, not in what stays for ever', async () => {
  await got(clerk.get('/customers?q=孙悟空'))
  const { rows } = await onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    return db.query("select e.payload::text as payload, t.reason from kernel.event e join kernel.event_text t on t.organization_id = e.organization_id and t.event_id = e.id where t.reason like '%孙悟空%'")
  })
  expect(rows).toEqual([{ payload: '{"query": "customer.read", "shown": 0}', reason: '?q=孙悟空' }])
})

test('a search that is refused leaves none', async () => {
  const before = (await reads()).length
  expect((await clerk.get('/complaints?cursor=x')).status).toBe(422)
  expect((await w.visitor.get('/complaints')).status).toBe(401)
  expect(await reads()).toHaveLength(before)
})
