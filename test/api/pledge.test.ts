import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { systemActor } from '#kernel/actor.ts'
import { renewFigures } from '#modules/pledge/commands.ts'
import { PNG, register, upload } from '#test/story.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let manager: Person
let clerk: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  manager = await w.person('陈店长', 'S01', 'shopManager')
  clerk = await w.person('小李', 'S01', 'clerk')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const save = async (change: Record<string, unknown> = {}, who: Client = w.admin) => {
  const { version, name, texts, shows } = await got(who.get('/pledge'))
  return got(who.put('/pledge', { version, name, texts, shows, ...change }))
}
const html = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await w.app.inject({ method: 'GET', url: path, headers })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}
/** Pages are told as they were for ten seconds. */
const later = () => w.travel(11_000)
const organizationId = async () => (await got(w.admin.get('/session'))).organization.id as string
const count = async () => w.composed.doors.perform(renewFigures, { actor: systemActor(await organizationId()), requestId: 'test' }, {})

describe('the pledge page', () => {
  test('begins with what the pack proposes, and nobody sees it before it is published', async () => {
    const draft = await got(w.admin.get('/pledge'))
    expect(draft).toMatchObject({ name: 'service', publishedAt: null, written: false, version: 0, shows: { figures: true, outside: ['consumer12315', 'citizen12345', 'mediation'] } })
    expect(draft.texts['zh-CN']).toContain('七天内给您答复')
    expect(await refused(w.visitor.get('/portal/pages/service'))).toBe('404 pledge/no-such-page')
    expect(await refused(w.admin.post('/pledge/publish', { version: 0 }))).toBe('409 pledge/not-written')
    expect(await refused(w.admin.get('/pledge/poster'))).toBe('409 pledge/not-written')
  })

  test('is written by an administrator, by one at a time, and read by everybody once it is published', async () => {
    const draft = await got(w.admin.get('/pledge'))
    const input = { version: 0, name: 'minglan', texts: draft.texts, shows: { ...draft.shows, email: 'service@example.com', post: '北京市一号信箱' } }
    const answers = await Promise.all([1, 2, 3].map(() => w.admin.put('/pledge', input)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409])
    for (const who of [clerk, manager, officer]) expect(await refused(who.put('/pledge', { ...input, version: 1 }))).toBe('403 identity/not-allowed')
    const published = await got(w.admin.post('/pledge/publish', { version: 1 }))
    expect(published).toMatchObject({ name: 'minglan', publishedAt: expect.any(String), version: 1 })
    const page = await got(w.visitor.get('/portal/pages/minglan'))
    expect(page).toMatchObject({ organization: '闻过珠宝', email: 'service@example.com', figures: null, stories: [], outside: [{ code: 'consumer12315', contact: '12315' }, {}, {}] })
    expect(await refused(w.admin.put('/pledge', { ...input, version: 0 }))).toBe('409 kernel/stale-version')
  })

  test('names the places that have a telephone, with their hours', async () => {
    const unit = (await got(w.admin.get('/units'))).items.find((u: { code: string }) => u.code === 'S01')
    await got(w.admin.put(`/units/${unit.id}`, { code: unit.code, name: unit.name, kind: unit.kind, parentId: unit.parentId, timeZone: unit.timeZone, phone: '010-12345678', address: '王府井大街1号' }))
    later()
    const { places } = await got(w.visitor.get('/portal/pages/minglan'))
    expect(places).toMatchObject([{ name: unit.name, phone: '010-12345678', address: '王府井大街1号', hours: [{ days: ['mon', 'tue', 'wed', 'thu'], spans: [['10:00', '21:30']] }, { days: ['fri', 'sat', 'sun'], spans: [['10:00', '22:00']] }] }])
  })

  test('is a page without scripts in three languages, kept for a moment', async () => {
    later()
    const page = await html('/portal/minglan')
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'public, max-age=60'])
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(page.text).toContain('<h1>我们的服务承诺</h1>')
    expect(page.text).toContain('href="tel:01012345678"')
    expect(page.text).toContain('<strong>七天内给您答复</strong>')
    expect(page.text).not.toMatch(/<script|javascript:/i)
    expect((await html('/portal/minglan', { 'accept-language': 'zh-HK' })).text).toContain('<html lang="zh-HK">')
    expect((await html('/portal/minglan?lang=en')).text).toContain('Our promise to you')
  })

  test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '[x](javascript:alert(1))', "'; drop table pledge.page; --", '‮txt.exe', '𠮷野家💍‍🔥', '## **a** <b>'])('shows %j as text and nothing else', async (text) => {
    const { texts } = await got(w.admin.get('/pledge'))
    await save({ texts: { ...texts, en: text } })
    later()
    const { text: page } = await html('/portal/minglan?lang=en')
    expect(page).not.toMatch(/<script|<img src=x|<b>|href="javascript/i)
    expect((await got(w.visitor.get('/portal/pages/minglan'))).texts.en).toBe(text)
  })

  test('has an address that no other firm takes', async () => {
    const other = await w.otherOrganization()
    expect(await got(other.get('/pledge'))).toMatchObject({ written: false, name: 'service' })
    const { texts, shows } = await got(other.get('/pledge'))
    expect(await refused(other.put('/pledge', { version: 0, name: 'minglan', texts, shows }))).toBe('409 pledge/name-taken')
    expect(await refused(other.put('/pledge', { version: 0, name: '../etc', texts, shows }))).toBe('422 kernel/invalid-input')
    await got(other.put('/pledge', { version: 0, name: 'other-firm', texts, shows }))
    await got(other.post('/pledge/publish', { version: 1 }))
    expect(await got(w.visitor.get('/portal/pages/other-firm'))).toMatchObject({ organization: '另一家' })
    const head = (await got(other.get('/units'))).items.find((u: { parentId: string | null }) => u.parentId === null)
    const { portal } = await got(w.visitor.get('/portal/pages/other-firm'))
    expect(portal).toBe(`/portal?place=${head.id}`)
    expect(await got(w.visitor.get(`/portal?place=${head.id}`))).toMatchObject({ organization: '另一家', place: { id: head.id } })
  })

  test('hangs in the shop as a poster', async () => {
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const { status, body } = await manager.get<Buffer>(`/pledge/poster?locale=${locale}`)
      expect([status, body.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    }
  })

  test('is taken down again', async () => {
    await got(w.admin.post('/pledge/withdraw'))
    later()
    expect(await refused(w.visitor.get('/portal/pages/minglan'))).toBe('404 pledge/no-such-page')
    const { version } = await got(w.admin.get('/pledge'))
    await got(w.admin.post('/pledge/publish', { version }))
    later()
  })
})

describe('the figures', () => {
  /** Closed cases as they would be after a year; what brought them there is no matter here. */
  const closed = async (n: number, how: { confidential?: boolean; days?: number; satisfied?: boolean | null; inTime?: boolean; category?: string }) => {
    for (let i = 0; i < n; i++) {
      const c = await register(w, clerk, { confidential: how.confidential ?? false, customer: { name: `顾客${i}` } })
      await onDatabase(w, async (client) => {
        await client.query('set role wenguo_system')
        await client.query(`update complaint.complaint set state = 'closed', received_at = now() - interval '40 days', last_closed_at = now() - interval '40 days' + make_interval(days => $2) where id = $1`, [c.id, how.days ?? 3])
        await client.query(`update complaint.point set category_code = $2 where complaint_id = $1`, [c.id, how.category ?? null])
        await client.query(`update clock.deadline set state = 'met', met_at = due_at + $2::interval where complaint_id = $1 and ends = 'answered'`, [c.id, how.inTime === false ? '1 day' : '-1 hour'])
        if (how.satisfied !== null && how.satisfied !== undefined) await client.query(`insert into follow_up.follow_up (organization_id, id, complaint_id, earliest_at, due_at, state, satisfied, created_at) select organization_id, gen_random_uuid(), id, now(), now(), 'done', $2, now() from complaint.complaint where id = $1`, [c.id, how.satisfied])
      })
    }
  }
  const figures = async () => {
    await count()
    return (await got(w.visitor.get('/portal/pages/minglan'))).figures
  }

  test('tell nothing of fewer than five', async () => {
    await closed(4, { days: 2, satisfied: true })
    expect(await figures()).toMatchObject({ closed: null, inTime: null, medianDays: null, satisfied: null, categories: [] })
  })

  test('count what is closed, answered in time and satisfied, and leave confidential cases out', async () => {
    await closed(6, { days: 4, satisfied: false, inTime: false })
    await closed(3, { days: 30, confidential: true, satisfied: false })
    expect(await figures()).toMatchObject({ closed: 10, medianDays: 4, satisfied: { of: 10, percent: 40 }, inTime: { of: 10, percent: 40 } })
  })

  test('stand on the page', async () => {
    later()
    const { text } = await html('/portal/minglan')
    expect(text).toContain('<b>10</b>')
    expect(text).toContain('<b>40%</b>')
  })
})

describe('what complaints have changed', () => {
  const NONE = { 'zh-CN': '', 'zh-Hant': '', en: '' }
  const STORY = { month: '2026-10', title: { ...NONE, 'zh-CN': '柜台都放了椅子' }, text: { ...NONE, 'zh-CN': '好几位顾客说**站着等**太累。' }, fileId: null, links: [] as unknown[] }

  test('is written by staff, shown once it is published, with its picture and without what it came of', async () => {
    const c = await register(w, clerk, { points: [{ text: '绝密蓝宝石' }] })
    const photo = (await upload(manager, 'chair.png', PNG)).json<{ id: string }>()
    const made = await got(manager.post('/pledge/stories', { ...STORY, fileId: photo.id, links: [{ kind: 'complaint', id: c.id }] }), 201)
    expect(made).toMatchObject({ state: 'draft', links: [{ kind: 'complaint', name: c.number }], writtenBy: { name: '陈店长' } })
    later()
    expect((await got(w.visitor.get('/portal/pages/minglan'))).stories).toEqual([])
    expect((await w.visitor.get(`/portal/pages/minglan/pictures/${made.id}`)).status).toBe(404)
    expect(await refused(manager.post(`/pledge/stories/${made.id}/publish`, { version: made.version }))).toBe('403 identity/not-allowed')
    await got(officer.post(`/pledge/stories/${made.id}/publish`, { version: made.version }))
    later()
    const page = await got(w.visitor.get('/portal/pages/minglan'))
    expect(page.stories).toMatchObject([{ id: made.id, month: '2026-10', picture: `/api/v1/portal/pages/minglan/pictures/${made.id}` }])
    expect(JSON.stringify(page)).not.toMatch(new RegExp(`${c.number}|${c.id}|绝密|陈店长`))
    const picture = await w.visitor.get(`/portal/pages/minglan/pictures/${made.id}`)
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png'])
    expect((await html('/portal/minglan')).text).toContain('<h3>柜台都放了椅子</h3>')
    expect(await refused(manager.put(`/pledge/stories/${made.id}`, { ...STORY, version: made.version + 1 }))).toBe('409 pledge/story-published')
    await got(officer.post(`/pledge/stories/${made.id}/withdraw`, { version: made.version + 1 }))
    await got(manager.put(`/pledge/stories/${made.id}`, { ...STORY, version: made.version + 2 }))
    await got(manager.post(`/pledge/stories/${made.id}/remove`))
    expect(await refused(manager.get(`/pledge/stories/${made.id}`))).toBe('404 kernel/not-found')
  })

  test('is refused without words, with a foreign file or with what the writer does not see', async () => {
    expect(await refused(manager.post('/pledge/stories', { ...STORY, title: NONE }))).toBe('422 pledge/story-empty')
    const theirs = (await upload(clerk, 'x.png', PNG)).json<{ id: string }>()
    expect(await refused(manager.post('/pledge/stories', { ...STORY, fileId: theirs.id }))).toBe('422 communication/file-unknown')
    const text = (await upload(manager, 'x.txt', Buffer.from('hello'))).json<{ id: string }>()
    expect(await refused(manager.post('/pledge/stories', { ...STORY, fileId: text.id }))).toBe('422 pledge/not-a-picture')
    const away = await w.person('马店长', 'S02', 'shopManager')
    const c = await register(w, clerk)
    expect(await refused(away.post('/pledge/stories', { ...STORY, links: [{ kind: 'complaint', id: c.id }] }))).toBe('422 pledge/link-unknown')
  })
})
