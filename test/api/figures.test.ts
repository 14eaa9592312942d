import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got, investigated, onDatabase } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let w: World
let clerk: Client & { id: string }
let other: Client & { id: string }
let manager: Client & { id: string }

const monthOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at).slice(0, 7)

interface Desk { readonly today: string; readonly month: string; readonly figures: Readonly<Record<string, number>> }

beforeAll(async () => {
  w = await openWorld()
  // The story takes some hours of one month.
  if (monthOf(w.now()) !== monthOf(new Date(w.now().getTime() + 6 * HOUR))) w.travel(6 * HOUR)
  clerk = await w.person('小李', 'S01', 'clerk')
  other = await w.person('小何', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
}, 60_000)
afterAll(() => w.close())

const promise = async (id: string, hours: number) => got<{ id: string }>(clerk.post(`/complaints/${id}/promises`, { text: '回电', dueAt: new Date(w.now().getTime() + hours * HOUR).toISOString() }), 201)
const idsOf = async (who: Client, filter: string): Promise<string[]> => {
  const ids: string[] = []
  for (let cursor = ''; ;) {
    const page = await got<{ items: { id: string }[]; next: string | null }>(who.get(`/complaints?limit=2${filter && `&${filter}`}${cursor && `&cursor=${cursor}`}`))
    ids.push(...page.items.map((item) => item.id))
    if (!page.next) return ids
    cursor = page.next
  }
}

/** The filter that each figure opens, as the desk page writes it. */
const opened = ({ today, month }: Desk): Readonly<Record<string, string>> => ({
  open: 'state=open', mine: 'state=open&mine=1', overdue: 'state=open&overdue=1', registeredToday: `registeredSince=${today}`, closedThisMonth: `closedSince=${month}`,
  promisesKept: `promisesDueSince=${month}&promisesKept=1`, promisesDue: `promisesDueSince=${month}`, satisfied: `followedUpSince=${month}&satisfied=1`, followedUp: `followedUpSince=${month}`,
})

const followUp = (complaintId: string, doneAt: Date, satisfied: boolean | null) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  await db.query(`insert into follow_up.follow_up (organization_id, id, complaint_id, earliest_at, due_at, state, satisfied, score, done_at, created_at)
    select organization_id, gen_random_uuid(), id, now(), now(), 'done', $2, 5, $3, now() from complaint.complaint where id = $1`, [complaintId, satisfied, doneAt])
})
const closedAt = (complaintId: string, at: Date) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  await db.query(`update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1`, [complaintId, at])
})

const longAgo = (complaintId: string) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  await db.query(`update complaint.complaint set registered_at = registered_at - interval '40 days' where id = $1`, [complaintId])
})

describe('a figure of the desk and the list it opens', () => {
  test('hold the same complaints, for everybody who may see them', async () => {
    // Something of every kind: before the month and in it, of one's own and of others, in and out of sight.
    const before = await register(w, clerk)
    await longAgo(before.id)
    const kept = await investigated(w, clerk)
    const mixed = await register(w, clerk)
    const elsewhere = await register(w, other, { unitId: await w.unitId('S02') })
    const shut = await register(w, clerk)
    const keeping = [await promise(kept.id, 1), await promise(kept.id, 2), await promise(mixed.id, 1)]
    await promise(mixed.id, 1)
    for (const { id } of keeping) await got(clerk.post(`/promises/${id}/keep`, { result: '已回电' }))
    w.travel(3 * HOUR)
    await closedAt(shut.id, w.now())
    await closedAt(before.id, new Date(w.now().getTime() - 35 * DAY))
    const soon = () => new Date(w.now().getTime() + 60_000)
    // Dissatisfied first, satisfied in the end; the other way round; nobody reached; long ago.
    await followUp(kept.id, w.now(), false)
    await followUp(kept.id, soon(), true)
    await followUp(mixed.id, w.now(), true)
    await followUp(mixed.id, soon(), false)
    await followUp(shut.id, w.now(), null)
    await followUp(elsewhere.id, w.now(), true)
    await followUp(before.id, new Date(w.now().getTime() - 35 * DAY), true)
    for (const who of [clerk, other, manager, w.admin]) {
      const desk = await got<Desk>(who.get('/desk'))
      for (const [figure, filter] of Object.entries(opened(desk))) {
        const ids = await idsOf(who, filter)
        expect({ figure, ids: new Set(ids).size, rows: ids.length }).toEqual({ figure, ids: desk.figures[figure], rows: desk.figures[figure] })
        expect({ figure, ...await got<object>(who.get(`/complaints/count?${filter}`)) }).toEqual({ figure, count: desk.figures[figure], more: false })
      }
    }
    const { figures } = await got<Desk>(clerk.get('/desk'))
    expect(figures).toMatchObject({ closedThisMonth: 1, promisesKept: 1, promisesDue: 2, satisfied: 1, followedUp: 2 })
    expect(figures.overdue).toBeGreaterThan(0)
    expect(await idsOf(clerk, `followedUpSince=${(await got<Desk>(clerk.get('/desk'))).month}&satisfied=0`)).toEqual([mixed.id])
  })
})

describe('the count of a list', () => {
  test('is exact up to a thousand, and says when there are more', async () => {
    const { id } = await register(w, clerk, { points: [{ text: '数不清的投诉' }] })
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query(`insert into complaint.complaint select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'Y' || g, 'portal_hash', sha256(g::text::bytea), 'stage', 'liability'))).* from complaint.complaint c, generate_series(1, 1005) g where c.id = $1`, [id])
      await db.query(`update complaint.complaint set stage = 'execution' where number = 'Y1'`)
    })
    expect(await got(clerk.get('/complaints/count?stage=liability'))).toEqual({ count: 1000, more: true })
    expect(await got(clerk.get('/complaints/count?stage=execution'))).toEqual({ count: 1, more: false })
    expect(await got(other.get('/complaints/count?stage=liability'))).toEqual({ count: 0, more: false })
  })
  test('counts what the search finds', async () => {
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('数不清')}`))).toEqual({ count: 1, more: false })
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('没有这句')}`))).toEqual({ count: 0, more: false })
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('数不清')}&state=closed`))).toEqual({ count: 0, more: false })
    expect(await got(clerk.get(`/complaints/count?q=${encodeURIComponent('！')}`))).toEqual({ count: 0, more: false })
  })
  test('refuses what is no moment', async () => {
    expect((await clerk.get('/complaints/count?registeredSince=yesterday')).status).toBe(422)
    expect((await clerk.get('/complaints?closedSince=2026-13-01T00:00:00Z')).status).toBe(422)
    expect((await clerk.get('/complaints?registeredSince=0000-01-01T00:00:00Z')).status).toBe(200)
  })
})
