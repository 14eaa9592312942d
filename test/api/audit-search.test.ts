import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000

let w: World
let clerk: Client & { id: string }
let other: Client & { id: string }
const begun: string[] = []

interface Entry { readonly id: string; readonly name: string; readonly at: string; readonly actor: { readonly id: string } | null }

/** Every entry that a filter finds, page by page. */
const found = async (filter: string, limit = 3): Promise<readonly Entry[]> => {
  const entries: Entry[] = []
  for (let cursor = ''; ;) {
    const page = await got<{ items: Entry[]; next: string | null }>(w.admin.get(`/audit?limit=${limit}${filter && `&${filter}`}${cursor && `&cursor=${cursor}`}`))
    entries.push(...page.items)
    if (!page.next) return entries
    cursor = page.next
  }
}

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  other = await w.person('小何', 'S02', 'clerk')
  for (const who of [clerk, other, clerk]) {
    begun.push(w.now().toISOString())
    await register(w, who, { unitId: await w.unitId(who === other ? 'S02' : 'S01') })
    w.travel(2 * HOUR)
  }
}, 60_000)
afterAll(() => w.close())

describe('the trail', () => {
  test('is found by person, page by page, nothing twice and nothing left out', async () => {
    const all = await found('', 200)
    const mine = await found(`actorId=${clerk.id}`, 2)
    expect(mine.map((entry) => entry.id)).toEqual(all.filter((entry) => entry.actor?.id === clerk.id).map((entry) => entry.id))
    expect(mine.length).toBeGreaterThan(2)
  })
  test('is found by action', async () => {
    expect(await found('name=complaint.registered', 2)).toHaveLength(3)
    expect(await found('name=complaint.neverHappens')).toEqual([])
  })
  test('is found by time: from a moment on, up to and without another', async () => {
    const [first = '', second = '', third = ''] = begun
    expect(await found(`name=complaint.registered&since=${second}`)).toHaveLength(2)
    expect(await found(`name=complaint.registered&since=${second}&until=${third}`)).toHaveLength(1)
    expect(await found(`name=complaint.registered&until=${first}`)).toEqual([])
    const [entry] = await found('name=complaint.registered')
    expect(await found(`name=complaint.registered&since=${entry?.at}`)).toHaveLength(1)
    expect(await found(`name=complaint.registered&until=${entry?.at}`)).toHaveLength(2)
  })
  test('is found by all of it together', async () => {
    expect(await found(`name=complaint.registered&actorId=${clerk.id}&until=${begun[2]}`)).toHaveLength(1)
    expect(await found(`name=complaint.registered&actorId=${other.id}&since=${begun[2]}`)).toEqual([])
  })
  test('refuses what cannot be meant, and tells only who may read it', async () => {
    expect((await w.admin.get('/audit?since=yesterday')).status).toBe(422)
    expect((await w.admin.get('/audit?actorId=me')).status).toBe(422)
    for (const path of ['/audit?name=complaint.registered', '/audit/actions']) expect(await refused(clerk.get(path))).toBe('403 identity/not-allowed')
  })
  test('names every action in words, in each language', async () => {
    for (const [locale, word] of [['zh-CN', '登录'], ['zh-Hant', '登入'], ['en', 'Signed in']] as const) {
      const { items } = await got<{ items: { name: string; words: string }[] }>(w.admin.get('/audit/actions', { 'accept-language': locale }))
      expect(items.find((item) => item.name === 'identity.signedIn')?.words).toBe(word)
      expect(items.filter((item) => /[{}]/.test(item.words) || item.words === '')).toEqual([])
      expect(new Set(items.map((item) => item.name)).size).toBe(items.length)
      expect(items.map((item) => item.name)).toEqual(expect.arrayContaining(['complaint.registered', 'audit.personalDataRead', 'identity.unitRestored', 'identity.absenceCancelled']))
    }
  })
  test('is read by index when it is long', async () => {
    const org = (await got<{ organization: { id: string } }>(w.admin.get('/session'))).organization.id
    const plans = await onDatabase(w, async (db) => {
      await db.query('begin')
      await db.query(`set local role wenguo_app; select set_config('app.organization', '${org}', true)`)
      await db.query(`insert into kernel.event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'actor_id', gen_random_uuid(), 'name', 'made.up' || g % 40, 'at', now() - g * interval '1 minute'))).* from kernel.event e, generate_series(1, 20000) g where e.id = (select id from kernel.event limit 1)`)
      await db.query(`set local role wenguo_owner; analyze kernel.event; set local role wenguo_app`)
      const found: string[] = []
      for (const condition of [`actor_id = '${clerk.id}'`, `name = 'complaint.registered'`]) found.push((await db.query<{ 'QUERY PLAN': string }>(`explain select id from kernel.event where organization_id = '${org}' and ${condition} order by id desc limit 51`)).rows.map((r) => r['QUERY PLAN']).join('\n'))
      await db.query('rollback')
      return found
    })
    expect(plans[0]).toContain('event_of_actor')
    expect(plans[1]).toContain('event_named')
  })
})
