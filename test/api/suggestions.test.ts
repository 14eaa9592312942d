import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { closeMany, taught } from '#test/lessons.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Client
beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const suggested = (text: string, who: Client = clerk) => got<any>(who.post('/complaints/suggest', { text }))
const standing = (who: Client = w.admin) => got<any>(who.get('/classification'))

describe('from the first day', () => {
  test('words of the pack suggest category, nature and urgency, and say which words made it', async () => {
    const said = await suggested('戒指戴了三天就掉钻，要求赔偿，不然起诉你们')
    expect(said).toMatchObject({ urgency: 'critical', modelId: null, urgencyLearnt: null, nature: { value: 'claim', by: 'words', words: ['赔偿'] } })
    expect(said.categories[0]).toMatchObject({ code: 'stoneLoose', by: 'words', words: expect.arrayContaining(['掉钻']) })
    expect(said.categories[0].confidence).toBeGreaterThan(0.3)
  })

  test('too few closed cases: said so, and nothing is learnt', async () => {
    expect(await standing()).toMatchObject({ state: 'idle', cases: 0, needed: 40, modelId: null, models: [] })
    expect(await refused(w.admin.post('/classification/train'))).toBe('409 classification/too-few-cases')
    await w.composed.learner.askWhereDue()
    expect((await standing()).state).toBe('idle')
  })

  test('a text of nothing, of signs, and of everything is answered', async () => {
    for (const text of ['', '  ', '???', '𠮷'.repeat(9_000), '\u202e<script>alert(1)</script>', 'Ω'.repeat(20_000)]) expect((await suggested(text)).urgency).toBe('general')
  })
})

describe('learnt from closed cases', () => {
  test('learns by itself when enough are closed, is measured on parts held back, and suggests what no word list says', async () => {
    await closeMany(w, 30)
    await w.composed.learner.askWhereDue()
    expect((await standing()).state).toBe('asked')
    expect(await refused(w.admin.post('/classification/train'))).toBe('409 classification/learning-already')
    await w.composed.learner.learn()
    const now = await standing()
    expect(now).toMatchObject({ state: 'idle', problem: null, cases: 90, newCases: 0, chosen: false })
    expect(now.models).toHaveLength(1)
    expect(now.models[0]).toMatchObject({ id: now.modelId, no: 1, cases: 90, askedBy: null })
    expect(now.models[0].report.category).toMatchObject({ learnt: true })
    expect(now.models[0].report.category.macroF1).toBeGreaterThan(0.9)
    const said = await suggested('小票上的数目对不拢，柜台那位把零头算错了')
    expect(said).toMatchObject({ modelId: now.modelId })
    expect(said.categories[0]).toMatchObject({ code: 'fixedPrice', by: 'model' })
    expect(said.categories[0].confidence).toBeGreaterThan(0.5)
    expect(said.categories[0].words.length).toBeGreaterThan(0)
    for (const word of said.categories[0].words) expect('小票上的数目对不拢，柜台那位把零头算错了').toContain(word)
  })

  test('nothing is applied by itself', async () => {
    const made = await register(w, clerk, { points: [{ text: '小票上的数目对不拢，柜台那位把零头算错了' }] })
    expect((await got<any>(clerk.get(`/complaints/${made.id}`))).points[0].categoryCode).toBeNull()
  })

  test('one goes back to words, to an earlier model, to the newest; a chosen one stays', async () => {
    const first = (await standing()).modelId
    expect(await got<any>(w.admin.post('/classification/use', { model: null }))).toMatchObject({ modelId: null, chosen: true })
    expect((await suggested('小票上的数目对不拢，柜台那位把零头算错了')).modelId).toBeNull()
    await got(w.admin.post('/classification/train'))
    await w.composed.learner.learn()
    const now = await standing()
    expect(now).toMatchObject({ modelId: null, chosen: true })
    expect(now.models.map((m: any) => m.no)).toEqual([2, 1])
    expect(now.models[0].report).toEqual(now.models[1].report)
    expect(await got<any>(w.admin.post('/classification/use', { model: first }))).toMatchObject({ modelId: first, chosen: true })
    expect(await got<any>(w.admin.post('/classification/use', { model: 'newest' }))).toMatchObject({ modelId: now.models[0].id, chosen: false })
  })

  test('a second node that finds the work begun leaves it', async () => {
    await got(w.admin.post('/classification/train'))
    await Promise.all([w.composed.learner.learn(), w.composed.learner.learn()])
    expect((await standing()).models.map((m: any) => m.no)).toEqual([3, 2, 1])
  })

  test('only who leads the work sees and trains; another organisation has its own', async () => {
    for (const answer of [clerk.get('/classification'), clerk.post('/classification/train'), clerk.post('/classification/use', { model: null }), clerk.get('/wordings')]) expect(await refused(answer)).toBe('403 identity/not-allowed')
    const other = await w.otherOrganization()
    expect(await standing(other)).toMatchObject({ cases: 0, models: [], modelId: null })
    expect(await refused(other.post('/classification/use', { model: (await standing()).modelId }))).toBe('404 kernel/not-found')
    expect((await suggested('小票上的数目对不拢，柜台那位把零头算错了', other)).modelId).toBeNull()
  })
})

describe('the dictionary', () => {
  const correct = async (text: string, categoryCode: string) => {
    const made = await register(w, clerk, { points: [{ text }] })
    const { version } = await got<any>(clerk.get(`/complaints/${made.id}`))
    await got(clerk.post(`/complaints/${made.id}/classify`, { version, pointId: made.points[0]?.id, categoryCode }))
    return made
  }

  test('learns from corrections what customers say, and an administrator decides', async () => {
    const first = await correct('项链戴着戴着链扣崩口子了', 'discolouration')
    await correct('手链昨天崩口子，掉在地上', 'discolouration')
    await taught(w)
    const { items } = await got<any>(w.admin.get('/wordings?state=proposed'))
    const [wording] = items.filter((one: any) => one.phrase.includes('崩口子'))
    expect(wording).toMatchObject({ categoryCode: 'discolouration', corrections: 2, source: 'correction' })
    expect(wording.examples.map((e: any) => e.complaintId)).toContain(first.id)
    expect((await suggested('耳环崩口子')).categories.map((c: any) => c.code)).not.toContain('discolouration')
    await got(w.admin.post(`/wordings/${wording.id}/accept`))
    expect((await suggested('耳环崩口子')).categories).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'discolouration', words: expect.arrayContaining([wording.phrase]) })]))
    expect(await refused(w.admin.post(`/wordings/${wording.id}/accept`))).toBe('409 classification/wording-decided')
    await got(w.admin.post(`/wordings/${wording.id}/decline`))
    expect((await suggested('耳环崩口子')).categories.map((c: any) => c.code)).not.toContain('discolouration')
    await correct('又崩口子', 'discolouration')
    await taught(w)
    expect((await got<any>(w.admin.get('/wordings?state=proposed'))).items.filter((one: any) => one.id === wording.id)).toEqual([])
  })

  test('confidential cases teach nothing', async () => {
    for (const text of ['店长私吞手镯，私吞手镯的事大家都知道', '他私吞手镯']) {
      const made = await register(w, w.admin, { points: [{ text }], confidential: true })
      const { version } = await got<any>(w.admin.get(`/complaints/${made.id}`))
      await got(w.admin.post(`/complaints/${made.id}/classify`, { version, pointId: made.points[0]?.id, categoryCode: 'discolouration' }))
    }
    await taught(w)
    expect(JSON.stringify(await got(w.admin.get('/wordings?limit=200')))).not.toContain('私吞')
  })

  test('one adds an expression; twice, unknown and too short ones are refused; two at once make one', async () => {
    const both = await Promise.all([w.admin.post('/wordings', { phrase: '褪成铜色', categoryCode: 'stoneLoose' }), w.admin.post('/wordings', { phrase: '褪成铜色', categoryCode: 'stoneLoose' })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await refused(w.admin.post('/wordings', { phrase: ' 褪成铜色 ', categoryCode: 'stoneLoose' }))).toBe('409 classification/wording-known')
    expect(await refused(w.admin.post('/wordings', { phrase: '掉钻', categoryCode: 'stoneLoose' }))).toBe('409 classification/wording-known')
    expect(await refused(w.admin.post('/wordings', { phrase: '褪成铜色', categoryCode: 'noSuch' }))).toBe('422 complaint/unknown-category')
    expect(await refused(w.admin.post('/wordings', { phrase: '   ', categoryCode: 'stoneLoose' }))).toBe('422 kernel/invalid-input')
    expect(await refused(clerk.post('/wordings', { phrase: '随便什么', categoryCode: 'stoneLoose' }))).toBe('403 identity/not-allowed')
    expect((await suggested('戴了一周褪成铜色')).categories.some((c: any) => c.code === 'stoneLoose')).toBe(true)
    const other = await w.otherOrganization()
    expect((await got<any>(other.get('/wordings'))).items).toEqual([])
    const [{ id }] = (await got<any>(w.admin.get('/wordings?state=accepted&q=%25'))).items.concat([{ id: both.find(({ status }) => status === 201)?.body.id }])
    expect(await refused(other.post(`/wordings/${id}/decline`))).toBe('404 kernel/not-found')
  })
})
