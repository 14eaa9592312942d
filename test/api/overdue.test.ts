import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#kernel/db.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'

const DAY = 86_400_000
/** More than one look at the late ones brings. */
const MANY = 165

let w: World
let manager: Client
let clerk: Client
let all: string[]

const idsOf = async (who: Client, filter: string): Promise<string[]> => {
  const ids: string[] = []
  for (let cursor = ''; ;) {
    const page = await got<{ items: { id: string }[]; next: string | null }>(who.get(`/complaints?limit=40&${filter}${cursor && `&cursor=${cursor}`}`))
    ids.push(...page.items.map((item) => item.id))
    if (!page.next) return ids
    cursor = page.next
  }
}

beforeAll(async () => {
  w = await openWorld()
  manager = w.admin
  clerk = await w.person('小李', 'S01', 'clerk')
  const other = await w.person('小何', 'S02', 'clerk')
  const s02 = await w.unitId('S02')
  const made: { id: string }[] = []
  for (let i = 0; i < MANY; i += 15) made.push(...await Promise.all(Array.from({ length: 15 }, (_, k) => register(w, (i + k) % 5 ? clerk : other, (i + k) % 5 ? {} : { unitId: s02 }))))
  all = made.map((c) => c.id).sort().reverse()
}, 120_000)
afterAll(() => w.close())

test('nothing is overdue yet', async () => {
  expect(await idsOf(manager, 'overdue=1')).toEqual([])
})

test.each(['before the sweep has noted it', 'after'])('every case is overdue once, newest first, %s', async (when) => {
  if (when === 'after') {
    const database = connect(w.url, 2, () => undefined)
    await sweepClocks(database.db, w.composed.doors.perform, w.now)
    await database.end()
  } else w.travel(2 * DAY)
  expect(await idsOf(manager, 'overdue=1')).toEqual(all)
  expect(await got(manager.get('/complaints/count?overdue=1'))).toMatchObject({ count: MANY })
  const own = await idsOf(clerk, 'overdue=1')
  expect(own).toEqual(await idsOf(clerk, 'state=open'))
  expect(own.length).toBeLessThan(MANY)
  expect(await idsOf(manager, 'overdue=1&urgency=critical')).toEqual(await idsOf(manager, 'state=open&urgency=critical'))
  expect(await idsOf(manager, 'overdue=1&state=closed')).toEqual([])
}, 60_000)
