import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { got, onDatabase } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const FEW = 100
const MANY = 10_000
const ROUNDS = 5

let w: World
let clerk: Person
let director: Person
let c: Registered
let templateId: string
let version: number

const said = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })
const QUESTIONS = { title: said('佩戴情况'), intro: null, questions: [{ code: 'happy', kind: 'scale', text: said('满意吗？') }, { code: 'words', kind: 'text', text: said('还想说什么？') }] }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  const manager = await w.person('陈店长', 'S01', 'shopManager')
  c = await register(w, clerk, { product: { name: '足金手链', lot: 'L7' }, points: [{ text: '掉钻', wants: '换', categoryCode: 'fineness' }] })
  await got(clerk.post(`/complaints/${c.id}/inquiries`, { what: '看看经过', ownerId: clerk.id, dueAt: new Date(w.now().getTime() + 86_400_000).toISOString(), details: { kind: 'siteVisit', fields: {} } }), 201)
  const made = await got(manager.post('/questionnaires', { body: QUESTIONS }), 201)
  templateId = (await got(manager.post(`/questionnaires/${made.id}/publish`, { version: made.version }))).id
  await got(clerk.post(`/complaints/${c.id}/questionnaires`, { templateId, to: 'customer', locale: 'zh-CN', way: 'copy' }), 201)
  await got(clerk.post(`/complaints/${c.id}/findings`, { id: undefined, pointId: c.points[0]?.id, text: '爪镶不牢', liability: 'ours', rootCause: 'human' }))
  const { published } = await got<any>(w.admin.get('/tables/routing'))
  version = (await got<any>(w.admin.put('/tables/routing/draft', { version: 0, rules: published.rules.toReversed(), examples: [] }))).version
}, 120_000)
afterAll(() => w.close())

/** Cases like the first from one number to another, with all that is counted. */
const filled = (from: number, to: number) => onDatabase(w, async (db) => {
  await db.query('set role wenguo_system')
  const copied = (table: string, set: string, where: string) => db.query(`insert into ${table} select (made_row.r).* from (select jsonb_populate_record(null::${table}, to_jsonb(t) || ${set}) as r from ${table} t, made where ${where} offset 0) as made_row`)
  await db.query(`create temporary table made as select g, gen_random_uuid() as case_id, gen_random_uuid() as point_id from generate_series(${from}, ${to}) as g`)
  const ofCase = `t.complaint_id = '${c.id}'`
  await copied('complaint.complaint', `jsonb_build_object('id', case_id, 'number', 'MANY-' || g, 'portal_hash', '\\x' || md5(g::text), 'received_at', t.received_at - g * interval '1 minute', 'registered_at', t.registered_at - g * interval '1 minute')`, `t.id = '${c.id}'`)
  await copied('complaint.point', `jsonb_build_object('id', point_id, 'complaint_id', case_id)`, ofCase)
  await copied('investigation.finding', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'point_id', made.point_id)`, ofCase)
  await copied('inquiry.task', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'number', 'MANY-' || g || '-D1', 'due_at', t.due_at + g * interval '1 minute', 'state', case when g % 2 = 0 then 'open' else 'done' end, 'ended_at', case when g % 2 = 0 then null else now() end)`, ofCase)
  await copied('questionnaire.sent', `jsonb_build_object('id', gen_random_uuid(), 'complaint_id', case_id, 'number', 'MANY-' || g || '-W1', 'state', 'answered', 'answered_at', now() - g * interval '1 minute', 'answers', jsonb_build_object('happy', g % 5 + 1, 'words', 'no ' || g))`, `${ofCase} and t.template_id = '${templateId}'`)
  await db.query('analyze complaint.complaint, complaint.point, investigation.finding, inquiry.task, questionnaire.sent')
})

/** Milliseconds of the middle of some rounds: a machine that is busy for a moment does not count. */
const took = async (who: Person, path: string): Promise<number> => {
  const times: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const begun = performance.now()
    await got(who.get(path))
    times.push(performance.now() - begun)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

/** Pages of a list cost what they show; what is counted over all may grow with them, by no more than a part of it. */
const asked = (): readonly { readonly path: string; readonly who: Person; readonly most: number }[] => [
  { path: '/inquiries?limit=30', who: clerk, most: 3 }, { path: '/inquiries?state=done&limit=30', who: clerk, most: 3 }, { path: '/inquiries?kind=siteVisit&limit=30', who: director, most: 3 }, { path: '/inquiries?mine=1&limit=30', who: clerk, most: 3 },
  { path: `/complaints/${c.id}/recurrences?pointId=${c.points[0]?.id}&rootCause=human`, who: clerk, most: 20 }, { path: '/complaints?rootCause=human&limit=30', who: clerk, most: 3 },
  { path: `/questionnaires/${templateId}/figures`, who: director, most: 20 }, { path: `/tables/routing/draft/cases?version=${version}&months=36`, who: director, most: 20 },
]
/** Below this nobody waits, however it compares. */
const AT_ONCE_MS = 100

test('among 10,000 rows figures, lists and the trial of a draft answer almost as among 100', { timeout: 300_000 }, async () => {
  await filled(1, FEW)
  const before = new Map<string, number>()
  for (const { path, who } of asked()) before.set(path, await took(who, path))
  await filled(FEW + 1, MANY)
  const figures = await got(director.get(`/questionnaires/${templateId}/figures`))
  expect(figures).toMatchObject({ asked: MANY + 1, answered: MANY })
  expect((await got(clerk.get('/inquiries?limit=30'))).open).toBe(MANY / 2 + 1)
  expect((await got(clerk.get(`/complaints/${c.id}/recurrences?pointId=${c.points[0]?.id}&rootCause=human`))).count).toBe(MANY)
  for (const { path, who, most } of asked()) {
    const [few, many] = [before.get(path) ?? 0, await took(who, path)]
    expect({ path, few, many, slow: many > most * few + AT_ONCE_MS }).toMatchObject({ slow: false })
  }
})
