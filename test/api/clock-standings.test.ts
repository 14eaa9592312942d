import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(() => w.close())

const standings = (who: Client = clerk) => got<any>(who.get('/clock-standings'))
const standing = async (kind: string) => (await standings()).items.find((one: any) => one.kind === kind)
const confirm = (kind: string, given: Record<string, unknown>, who: Client = w.admin) => who.post<any>(`/clock-standings/${kind}/confirmation`, given)

test('nobody has checked any clock; an administrator answers for one with the source, and the explanation says so', async () => {
  const before = await standings()
  expect(before.items.length).toBeGreaterThan(5)
  expect(before.items.every((one: any) => one.standing === 'open')).toBe(true)
  const c = await register(w, clerk, { receivedAt: w.now().toISOString() })
  const clock = (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks.find((k: any) => k.kind === 'writtenReply')
  const explained = () => got<any>(clerk.get(`/clocks/${clock.id}`))
  expect(await explained()).toMatchObject({ standing: 'open', confirmed: null, legal: false })
  const { digest } = await standing('writtenReply')
  expect(await got(confirm('writtenReply', { digest, source: '售后制度2026版', link: 'https://example.com/rules' }))).toMatchObject({ standing: 'confirmed', by: { name: '管理员' }, source: '售后制度2026版', link: 'https://example.com/rules' })
  expect(await explained()).toMatchObject({ standing: 'confirmed', confirmed: { by: { name: '管理员' }, source: '售后制度2026版' } })
  expect(await standing('agreedEnd')).toMatchObject({ standing: 'open' })
})

test('what cannot be confirmed is refused, by whoever may not and by its field', async () => {
  const { digest } = await standing('agreedEnd')
  for (const who of [clerk, manager]) expect(await refused(confirm('agreedEnd', { digest, source: 'x' }, who))).toBe('403 identity/not-allowed')
  expect(await refused(confirm('agreedEnd', { digest: 'another', source: 'x' }))).toBe('409 kernel/stale-version')
  expect(await refused(confirm('nothing', { digest, source: 'x' }))).toBe('404 kernel/not-found')
  expect(await faulty(confirm('agreedEnd', { digest, source: 'x', link: 'javascript:alert(1)' }))).toBe('422 #/link')
  expect(await refused(w.admin.call('DELETE', '/clock-standings/agreedEnd/confirmation', { reason: 'x' }))).toBe('409 clock/not-confirmed')
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((source) => refused(confirm('agreedEnd', { digest, source }))))
  expect(answers.filter((a) => a.startsWith('200'))).toHaveLength(1)
  expect(answers.filter((a) => a === '409 clock/already-confirmed')).toHaveLength(3)
  const stranger = await w.otherOrganization()
  expect((await standings(stranger)).items.every((one: any) => one.standing === 'open')).toBe(true)
})

test('a pack that changes the clock, or when it starts, takes its confirmation back; so does the administrator', async () => {
  const shift = (amount: number) => onDatabase(w, async (db) => {
    await db.query('set role wenguo_system')
    await db.query(`with one as (select p.* from packs.policy p join packs.current c on c.organization_id = p.organization_id and p.id = (c.policies ->> 'clocks')::uuid where exists (select 1 from clock.confirmation k where k.organization_id = c.organization_id))
      , made as (insert into packs.policy select organization_id, gen_random_uuid() as id, table_name, version || '.' || $1, (select jsonb_set(body, '{rules}', (select jsonb_agg(case when r ->> 'id' = 'agreed-end' then jsonb_set(r, '{gives,amount}', $1::text::jsonb) else r end) from jsonb_array_elements(body -> 'rules') r))) , published_at, published_by from one returning organization_id, id)
      update packs.current c set policies = jsonb_set(c.policies, '{clocks}', to_jsonb(made.id::text)) from made where made.organization_id = c.organization_id`, [amount])
  })
  expect(await standing('agreedEnd')).toMatchObject({ standing: 'confirmed' })
  await shift(20)
  expect(await standing('agreedEnd')).toMatchObject({ standing: 'changed', by: null })
  expect(await standing('writtenReply')).toMatchObject({ standing: 'confirmed' })
  await shift(15)
  expect(await standing('agreedEnd')).toMatchObject({ standing: 'confirmed' })
  expect(await got(w.admin.call('DELETE', '/clock-standings/writtenReply/confirmation', { reason: '看错了' }))).toMatchObject({ standing: 'open' })
})
