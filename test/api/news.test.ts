import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let stranger: Client & { id: string }

interface Shown { readonly timeline: readonly { readonly id: string; readonly name: string }[] }
interface News { readonly items: readonly { readonly id: string; readonly name: string; readonly words: string; readonly actor: { readonly id: string; readonly name: string } | null }[] }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  stranger = await w.person('小何', 'S02', 'clerk')
}, 60_000)
afterAll(() => w.close())

test('what happened since is told, newest first, and who did it', async () => {
  const { id } = await register(w, clerk)
  const { timeline } = await got<Shown>(clerk.get(`/complaints/${id}`))
  const last = timeline.at(-1)?.id
  const since = () => got<News>(clerk.get(`/complaints/${id}/news?after=${last}`))
  expect((await since()).items).toEqual([])
  await got(manager.post(`/complaints/${id}/urgency`, { urgency: 'urgent', reason: '顾客怀孕' }))
  await got(manager.post(`/complaints/${id}/acknowledge`, { how: 'phone' }))
  const { items } = await since()
  expect(items.map((item) => item.name)).toEqual(expect.arrayContaining(['complaint.acknowledged', 'complaint.urgencyChanged']))
  expect(items.map((item) => item.id)).toEqual(items.map((item) => item.id).toSorted().toReversed())
  expect(items.find((item) => item.name === 'complaint.urgencyChanged')).toMatchObject({ actor: { id: manager.id, name: '陈店长' } })
  const after = await got<Shown>(clerk.get(`/complaints/${id}`))
  expect((await got<News>(clerk.get(`/complaints/${id}/news?after=${after.timeline.at(-1)?.id}`))).items).toEqual([])
})

test('asking for news is no look at the case, and looking at it is no news', async () => {
  const { id } = await register(w, clerk)
  const looks = async () => (await got<{ items: { name: string }[] }>(w.admin.get(`/audit?subjectId=${id}`))).items.filter((entry) => entry.name === 'audit.personalDataRead').length
  const { timeline } = await got<Shown>(clerk.get(`/complaints/${id}`))
  await got(manager.get(`/complaints/${id}`))
  const before = await looks()
  expect(before).toBe(2)
  for (let i = 0; i < 3; i++) expect((await got<News>(clerk.get(`/complaints/${id}/news?after=${timeline.at(-1)?.id}`))).items).toEqual([])
  expect(await looks()).toBe(before)
})

test('who may not see the case hears nothing of it', async () => {
  const { id } = await register(w, clerk)
  expect(await refused(stranger.get(`/complaints/${id}/news`))).toBe('404 kernel/not-found')
  expect((await clerk.get(`/complaints/${id}/news?after=yesterday`)).status).toBe(422)
})
