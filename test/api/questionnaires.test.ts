import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepQuestionnaires } from '#modules/questionnaire/sweep.ts'
import { Client, type World, openWorld } from '#test/app.ts'
import type { Person } from '#test/counter.ts'
import { jobsDone } from '#test/jobs.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { part } from '#test/resumable.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

const DAY = 24 * 3_600_000
const said = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })
const choice = (code: string, text: string) => ({ code, label: said(text) })
const BODY = {
  title: said('戒指佩戴情况'), intro: null, questions: [
    { code: 'often', kind: 'choice', text: said('多久戴一次？'), required: true, choices: [choice('daily', '每天'), choice('rarely', '很少')] },
    { code: 'water', kind: 'choices', text: said('戴着做过什么？'), choices: [choice('pool', '游泳'), choice('wash', '洗碗'), choice('none', '都没有')], showIf: { code: 'often', is: ['daily'] } },
    { code: 'pool', kind: 'number', text: said('一周几次？'), required: true, showIf: { code: 'water', is: ['pool'] } },
    { code: 'happy', kind: 'scale', text: said('满意吗？') },
    { code: 'words', kind: 'text', text: said('还想说什么？') },
    { code: 'bought', kind: 'day', text: said('哪天买的？') },
    { code: 'photos', kind: 'files', text: said('照片') },
  ],
}
const ANSWERS = { often: 'daily', water: ['pool', 'wash'], pool: 2, happy: 4, words: '=1+1', bought: '2026-10-01' }

let w: World
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Person
let manager: Person
let away: Person
let outsider: Client
beforeAll(async () => {
  smtp = await openSmtp()
  w = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BASE_URL: 'https://care.example.com' })
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
  outsider = new Client(w.app)
}, 120_000)
afterAll(async () => {
  await w.close()
  await smtp.close()
})

const registered = () => register(w, clerk, { customer: { name: '王女士', phone: '13812345678', email: 'wang@example.com' } })
const published = async (body: object = BODY) => {
  const made = await got(manager.post('/questionnaires', { body }), 201)
  return got(manager.post(`/questionnaires/${made.id}/publish`, { version: made.version }))
}
const sent = async (templateId: string, change: Record<string, unknown> = {}, complaintId?: string) =>
  got(clerk.post(`/complaints/${complaintId ?? (await registered()).id}/questionnaires`, { templateId, to: 'customer', locale: 'zh-CN', way: 'copy', ...change }), 201)
const codeIn = (url: string) => new URL(url).searchParams.get('questions') ?? ''
const behind = (code: string) => ({ 'x-questionnaire-code': code })
const look = (code: string) => outsider.get('/portal/questionnaire', behind(code))
const answer = (code: string, answers: object = ANSWERS, name = '王小姐') => outsider.post('/portal/questionnaire/answers', { name, locale: 'zh-CN', answers }, behind(code))
const mailed = async () => { await jobsDone(w, 'questionnaire.linkMail'); return smtp.sent.at(-1) }
const codeInMail = (text: string) => codeIn(/https:\S+/.exec(text)?.[0] ?? '')

describe('a template', () => {
  test('comes with the pack, is worked on as a draft and goes out by editions', async () => {
    const { items } = await got(clerk.get('/questionnaires'))
    expect(items.filter((one: any) => one.ofPack).map((one: any) => one.title['zh-CN'])).toEqual(expect.arrayContaining(['事情经过', '处理结果满意度']))
    const made = await got(manager.post('/questionnaires', { body: BODY }), 201)
    expect(made).toMatchObject({ state: 'draft', edition: 0, current: null, hasDraft: true })
    const c = await registered()
    expect(await refused(clerk.post(`/complaints/${c.id}/questionnaires`, { templateId: made.id, to: 'customer', locale: 'zh-CN', way: 'copy' }))).toBe('409 questionnaire/never-published')
    const first = await got(manager.post(`/questionnaires/${made.id}/publish`, { version: made.version }))
    expect(first).toMatchObject({ state: 'live', edition: 1, draft: null })
    const old = await sent(made.id)
    const draft = await got(manager.put(`/questionnaires/${made.id}/draft`, { version: first.version, body: { ...BODY, title: said('改过的'), questions: BODY.questions.slice(0, 1) } }))
    expect(await refused(manager.post(`/questionnaires/${made.id}/publish`, { version: first.version }))).toBe('409 kernel/stale-version')
    await got(manager.post(`/questionnaires/${made.id}/publish`, { version: draft.version }))
    // What was sent before is answered as it was sent.
    expect((await got(look(codeIn(old.url)))).questions).toHaveLength(BODY.questions.length)
    expect((await got(look(codeIn((await sent(made.id)).url)))).questions).toHaveLength(1)
    expect((await got(clerk.get(`/questionnaires/${made.id}/editions/1`))).title).toEqual(BODY.title)
    const now = await got(clerk.get(`/questionnaires/${made.id}`))
    expect(now).toMatchObject({ asked: 2, answered: 0, edition: 2 })
    const retired = await got(manager.post(`/questionnaires/${made.id}/retire`, { version: now.version }))
    expect(await refused(clerk.post(`/complaints/${c.id}/questionnaires`, { templateId: made.id, to: 'customer', locale: 'zh-CN', way: 'copy' }))).toBe('409 questionnaire/retired')
    expect(await got(manager.post(`/questionnaires/${made.id}/restore`, { version: retired.version }))).toMatchObject({ state: 'live' })
  })

  test('is not published with what cannot be asked', async () => {
    const faults = async (questions: object[], title: object = BODY.title) => {
      const made = await got(manager.post('/questionnaires', { body: { title, intro: null, questions } }), 201)
      return faulty(manager.post(`/questionnaires/${made.id}/publish`, { version: made.version }))
    }
    const [first, second] = BODY.questions as any[]
    expect(await faults([first], said(' '))).toBe('422 #/title')
    expect(await faults([{ ...first, choices: [choice('a', '甲')] }])).toBe('422 #/questions/0')
    expect(await faults([first, first])).toBe('422 #/questions/1')
    expect(await faults([second, first])).toBe('422 #/questions/0')
    expect(await faults([first, { ...second, showIf: { code: 'often', is: ['never'] } }])).toBe('422 #/questions/1')
    expect(await faults([first, { code: 'a', kind: 'files', text: said('一') }, { code: 'b', kind: 'files', text: said('二') }])).toBe('422 #/questions/2')
  })

  test('keeps the kind of a question that was published; a new edition of a pack leaves what was changed', async () => {
    const one = await published()
    const saved = await got(manager.put(`/questionnaires/${one.id}/draft`, { version: one.version, body: { ...BODY, questions: [{ code: 'often', kind: 'text', text: said('多久？') }] } }))
    expect(await refused(manager.post(`/questionnaires/${one.id}/publish`, { version: saved.version }))).toBe('422 questionnaire/faulty')
    expect(await got(manager.post(`/questionnaires/${one.id}/discard`, { version: saved.version }))).toMatchObject({ draft: null, edition: 1 })
  })

  test('is changed by who may, and two at once do not overwrite each other', async () => {
    expect(await refused(clerk.post('/questionnaires', { body: BODY }))).toMatch(/^403/)
    const one = await published()
    const both = await Promise.all(['甲', '乙'].map((title) => manager.put(`/questionnaires/${one.id}/draft`, { version: one.version, body: { ...BODY, title: said(title) } })))
    expect(both.map((r) => r.status).toSorted()).toEqual([200, 409])
    const { version } = await got(manager.get(`/questionnaires/${one.id}`))
    const published2 = await Promise.all([1, 2].map(() => manager.post(`/questionnaires/${one.id}/publish`, { version })))
    expect(published2.map((r) => r.status).toSorted()).toEqual([200, 409])
  })
})

describe('behind the link', () => {
  test('only the questions are seen; opening changes nothing, touching is noted once, answering happens once', async () => {
    const c = await registered()
    const { id } = await published()
    const { sent: one, url } = await sent(id, { note: '麻烦您了' }, c.id)
    expect(one).toMatchObject({ number: `${c.number}-Q1`, state: 'open', name: '王女士', answers: null })
    const code = codeIn(url)
    const seen = await got(look(code))
    expect(seen).toMatchObject({ state: 'open', note: '麻烦您了', number: one.number, answers: null })
    for (const secret of ['13812345678', 'wang@example.com', '戒指掉石']) expect(JSON.stringify(seen)).not.toContain(secret)
    const links = async () => (await got(clerk.get(`/sent-questionnaires/${one.id}`))).links
    expect((await links())[0]).toMatchObject({ way: 'copy', state: 'live', openedAt: null })
    await Promise.all([1, 2, 3].map(() => outsider.post('/portal/questionnaire/opened', {}, behind(code))))
    expect((await links())[0].openedAt).not.toBeNull()
    expect(await refused(answer(code, { ...ANSWERS, often: 'never' }))).toBe('422 questionnaire/answers-unfit')
    expect(await refused(answer(code, { often: 'daily', water: ['pool'] }))).toBe('422 questionnaire/answers-unfit')
    expect(await refused(answer(code, { happy: 6, often: 'rarely' }))).toBe('422 questionnaire/answers-unfit')
    expect(await refused(answer(code, { often: 'daily', water: ['pool', 'pool'], pool: 1 }))).toBe('422 questionnaire/answers-unfit')
    const replies = await Promise.all([1, 2, 3].map(() => answer(code)))
    expect(replies.map((r) => r.status).toSorted()).toEqual([200, 409, 409])
    expect(await got(look(code))).toMatchObject({ state: 'answered', answers: ANSWERS, answered: { by: '王小姐' } })
    expect(await got(clerk.get(`/sent-questionnaires/${one.id}`))).toMatchObject({ state: 'answered', answers: ANSWERS, answered: { by: '王小姐' } })
    const story = (await got(clerk.get(`/complaints/${c.id}`))).timeline.map((e: any) => e.name)
    expect(story).toEqual(expect.arrayContaining(['questionnaire.sent', 'questionnaire.looked', 'questionnaire.answered']))
    expect((await got(clerk.get('/notifications'))).items.map((n: any) => n.name)).toContain('questionnaireAnswered')
  })

  test('answers to what was not asked are not kept; texts stay as they were typed', async () => {
    const { id } = await published()
    const { sent: one, url } = await sent(id)
    const words = '  <b>“戒指”</b> \u202e😀 𠮷 =cmd|x '
    await got(answer(codeIn(url), { often: 'rarely', water: ['pool'], pool: 3, words, unknown: 'x' }))
    expect((await got(clerk.get(`/sent-questionnaires/${one.id}`))).answers).toEqual({ often: 'rarely', words })
  })

  test('photos become part of the case; what another uploaded cannot be named', async () => {
    const c = await registered()
    const { id } = await published()
    const { sent: one, url } = await sent(id, {}, c.id)
    const begun = await got(outsider.post('/portal/questionnaire/uploads', { name: '戒指.png', bytes: PNG.length }, behind(codeIn(url))), 201)
    const photo = (await part(outsider, '/portal/uploads', begun, 0, PNG)).body.file?.id ?? ''
    const inside = (await upload(clerk, '内部.png', PNG)).json().id
    expect(await refused(answer(codeIn(url), { ...ANSWERS, photos: [inside] }))).toBe('422 communication/file-unknown')
    await got(answer(codeIn(url), { ...ANSWERS, photos: [photo] }))
    expect((await got(clerk.get(`/sent-questionnaires/${one.id}`))).files.map((f: any) => f.name)).toEqual(['戒指.png'])
    expect((await clerk.get(`/files/${photo}`)).status).toBe(200)
    expect((await away.get(`/files/${photo}`)).status).toBe(404)
  })

  test('a link ends with its day, when another is made, and when it is taken back; its secret lies nowhere', async () => {
    const { id } = await published()
    const { sent: one, url } = await sent(id, { days: 7 })
    const second = await got(clerk.post(`/sent-questionnaires/${one.id}/links`, { version: one.version, way: 'copy', days: 7 }), 201)
    expect(await refused(look(codeIn(url)))).toBe('404 questionnaire/link-over')
    expect((await look(codeIn(second.url))).status).toBe(200)
    w.travel(8 * DAY)
    expect(await refused(look(codeIn(second.url)))).toBe('404 questionnaire/link-over')
    w.travel(-8 * DAY)
    await got(clerk.post(`/sent-questionnaires/${one.id}/withdraw`, { version: second.sent.version, reason: '问错了人' }))
    expect(await refused(look(codeIn(second.url)))).toBe('404 questionnaire/link-over')
    expect(await refused(answer(codeIn(second.url)))).toBe('404 questionnaire/link-over')
    expect(await refused(look('AAAA-BBBB-CCCC'))).toBe('404 questionnaire/link-over')
    const { rows } = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return db.query('select * from questionnaire.link') })
    expect(JSON.stringify(rows)).not.toContain(codeIn(second.url))
  })
})

describe('who is asked', () => {
  test('a customer, a colleague, somebody outside: by mail, where there is an address', async () => {
    const c = await registered()
    const { id } = await published()
    await sent(id, { way: 'mail' }, c.id)
    expect(await mailed()).toMatchObject({ raw: expect.stringContaining('To: wang@example.com') })
    const code = codeInMail((await mailed())?.text ?? '')
    expect((await look(code)).status).toBe(200)
    await sent(id, { to: 'staff', personId: manager.id, way: 'mail' }, c.id)
    await sent(id, { to: 'outsider', name: '质检站 赵工', email: 'zhao@lab.cn', way: 'mail', locale: 'en' }, c.id)
    expect(await mailed()).toMatchObject({ raw: expect.stringContaining('To: zhao@lab.cn'), subject: expect.stringContaining('asks you') })
    const asks = (change: object) => clerk.post(`/complaints/${c.id}/questionnaires`, { templateId: id, locale: 'zh-CN', way: 'copy', ...change })
    expect(await refused(asks({ to: 'outsider' }))).toBe('422 questionnaire/nobody-named')
    expect(await refused(asks({ to: 'staff' }))).toBe('422 questionnaire/nobody-named')
    expect(await refused(asks({ to: 'outsider', name: '甲', way: 'mail' }))).toBe('409 questionnaire/no-mail-address')
    expect(await refused(asks({ to: 'customer', way: 'sms' }))).toBe('409 questionnaire/cannot-text')
    expect(await refused(asks({ to: 'outsider', name: '甲', note: '王女士说的' }))).toBe('422 questionnaire/tells-who')
    const { rows } = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return db.query('select * from questionnaire.link where sent_at is not null union all select * from questionnaire.link where token is not null') })
    expect(rows.every((row) => row.token === null)).toBe(true)
    const { rows: mails } = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return db.query("select * from notification.mail where recipient = 'wang@example.com'") })
    expect(JSON.stringify(mails)).not.toContain(code)
  })

  test('is reminded before the last day with a link as good as the last; after it whoever asked is told', async () => {
    const { id } = await published()
    const { sent: one } = await sent(id, { way: 'mail', days: 7 })
    const first = codeInMail((await mailed())?.text ?? '')
    const sweep = () => sweepQuestionnaires(w.db, w.composed.doors.perform, () => w.now())
    w.travel(5 * DAY + 60_000)
    await sweep()
    await sweep()
    const reminder = await mailed()
    expect(reminder?.subject).toContain('提醒')
    for (const code of [first, codeInMail(reminder?.text ?? '')]) expect((await look(code)).status).toBe(200)
    expect((await got(clerk.get(`/sent-questionnaires/${one.id}`))).links.map((l: any) => l.way)).toEqual(['reminder', 'mail'])
    w.travel(2 * DAY)
    await sweep()
    const over = await got(clerk.get(`/sent-questionnaires/${one.id}`))
    expect(over.state).toBe('over')
    expect((await got(clerk.get('/notifications'))).items.map((n: any) => n.name)).toContain('questionnaireOver')
    const again = await got(clerk.post(`/sent-questionnaires/${one.id}/links`, { version: over.version, way: 'copy' }), 201)
    await got(answer(codeIn(again.url)))
    expect(await refused(clerk.post(`/sent-questionnaires/${one.id}/links`, { version: again.sent.version + 1, way: 'copy' }))).toBe('409 questionnaire/sent-over')
    w.travel(-7 * DAY - 60_000)
  })

  test('where who complains is protected nobody is written to, and what was known of them is forgotten', async () => {
    const c = await registered()
    const { id } = await published()
    const { sent: one, url } = await sent(id, {}, c.id)
    await got(manager.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '顾客要求' }))
    expect(await refused(look(codeIn(url)))).toBe('404 questionnaire/link-over')
    expect(await got(manager.get(`/sent-questionnaires/${one.id}`))).toMatchObject({ name: '', email: null })
    expect(JSON.stringify(await got(manager.get(`/complaints/${c.id}/questionnaires/reach`)))).not.toMatch(/王女士|wang@/)
    expect(await refused(manager.post(`/complaints/${c.id}/questionnaires`, { templateId: id, to: 'customer', locale: 'zh-CN', way: 'mail' }))).toBe('409 questionnaire/no-mail-address')
  })
})

describe('the answers', () => {
  test('are counted over all editions, and leave as a table that runs no formula', async () => {
    const one = await published()
    for (const [happy, often] of [[5, 'daily'], [4, 'rarely'], [3, 'rarely']] as const) await got(answer(codeIn((await sent(one.id)).url), { often, happy, words: '=1+1', ...(often === 'daily' && { water: ['wash', 'none'] }) }))
    await sent(one.id)
    const draft = await got(manager.put(`/questionnaires/${one.id}/draft`, { version: one.version, body: { ...BODY, questions: [{ ...BODY.questions[0], choices: [choice('daily', '天天'), choice('weekly', '每周')] }, BODY.questions[3]] } }))
    await got(manager.post(`/questionnaires/${one.id}/publish`, { version: draft.version }))
    await got(answer(codeIn((await sent(one.id)).url), { often: 'weekly', happy: 1 }))
    const figures = await got(clerk.get(`/questionnaires/${one.id}/figures`))
    expect(figures).toMatchObject({ asked: 5, answered: 4, few: true })
    const of = (code: string) => figures.questions.find((q: any) => q.code === code)
    expect(of('happy')).toMatchObject({ answered: 4, average: 3.25 })
    expect(of('often').counts.map((c: any) => [c.value, c.count])).toEqual([['daily', 1], ['weekly', 1], ['rarely', 2]])
    expect(of('water').counts.map((c: any) => c.count)).toEqual([0, 1, 1])
    expect(of('words').latest).toEqual(['=1+1', '=1+1', '=1+1'])
    const table = Buffer.from((await clerk.get<Uint8Array>(`/questionnaires/${one.id}/table`)).body).toString()
    expect(table.trim().split('\r\n')).toHaveLength(4 + 1)
    expect(table).not.toMatch(/(^|,)"?=/m)
    // Another shop sees none of these cases.
    expect(await got(away.get(`/questionnaires/${one.id}/figures`))).toMatchObject({ asked: 0, answered: 0 })
  })

  test('are out of sight with their case, and of another organisation', async () => {
    const c = await registered()
    const { id } = await published()
    const { sent: one } = await sent(id, {}, c.id)
    for (const path of [`/complaints/${c.id}/questionnaires/reach`, `/sent-questionnaires/${one.id}`]) expect((await away.get(path)).status).toBe(404)
    expect((await got(away.get(`/complaints/${c.id}/questionnaires`))).items).toEqual([])
    expect(await refused(away.post(`/complaints/${c.id}/questionnaires`, { templateId: id, to: 'customer', locale: 'zh-CN', way: 'copy' }))).toBe('404 kernel/not-found')
    expect(await refused(away.post(`/sent-questionnaires/${one.id}/withdraw`, { version: one.version, reason: 'x' }))).toBe('404 kernel/not-found')
    const next = await w.otherOrganization()
    expect((await next.get(`/questionnaires/${id}`)).status).toBe(404)
    expect((await got(next.get('/questionnaires'))).items.map((t: any) => t.title['zh-CN'])).toContain('佩戴与保养情况')
  })

  test('go along when cases are merged and come back when they part', async () => {
    const [kept, other] = [await registered(), await registered()]
    const { id } = await published()
    const { sent: one, url } = await sent(id, {}, other.id)
    await got(manager.post(`/complaints/${kept.id}/merge`, { duplicateId: other.id, reason: '同一件事' }))
    expect((await got(clerk.get(`/complaints/${kept.id}/questionnaires`))).items.map((s: any) => s.id)).toEqual([one.id])
    await got(answer(codeIn(url)))
    await got(manager.post(`/complaints/${kept.id}/unmerge`, { duplicateId: other.id, reason: '不是同一件' }))
    expect((await got(clerk.get(`/complaints/${other.id}/questionnaires`))).items[0]).toMatchObject({ id: one.id, state: 'answered' })
  })
})
