import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { PNG, upload } from '#test/story.ts'
import { got, refused } from '#test/steps.ts'

type Person = Client & { id: string }
let w: World
let clerk: Person
let manager: Person
let away: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
})
afterAll(() => w.close())

const idea = async (text = '柜台放把椅子') => (await got(clerk.post('/feedback', { kind: 'suggestion', unitId: await w.unitId('S01'), text, channel: 'walkIn' }), 201)).id as string
const gift = async (change: Record<string, unknown> = {}) => ({ feedbackId: await idea(), what: '真丝围巾', worthFen: 10_000, givenTo: '林女士', givenOn: w.now().toISOString().slice(0, 10), receipt: '林女士 签', ...change })

test('a gift is given once for one idea, however many give it at once', async () => {
  const body = await gift()
  const answers = await Promise.all([clerk, manager, clerk, manager].map((who) => who.post('/thanks', body)))
  expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
  const made = answers.find((a) => a.status === 201)?.body
  expect(made).toMatchObject({ what: '真丝围巾', worthFen: 10_000, feedbackWords: '柜台放把椅子', withdrawn: null })
  expect(await got(manager.post(`/thanks/${made.id}/withdraw`, { why: '登记错了' }))).toMatchObject({ withdrawn: { why: '登记错了' } })
  expect(await refused(manager.post(`/thanks/${made.id}/withdraw`, { why: 'x' }))).toBe('409 thanks/withdrawn')
  await got(clerk.post('/thanks', body), 201)
})

test('within one’s authority, with a receipt, not before its time', async () => {
  const { limitFen } = await got(clerk.get('/thanks/sums'))
  expect(limitFen).toBeGreaterThan(0)
  expect(await refused(clerk.post('/thanks', await gift({ worthFen: limitFen + 1 })))).toBe('403 thanks/above-limit')
  await got(manager.post('/thanks', await gift({ worthFen: limitFen + 1 })), 201)
  expect(await refused(clerk.post('/thanks', await gift({ receipt: '' })))).toBe('422 thanks/receipt-missing')
  expect(await refused(clerk.post('/thanks', await gift({ givenOn: '2099-01-01' })))).toBe('422 thanks/in-future')
  const photo = (await upload(clerk, 'receipt.png', PNG)).json<{ id: string }>()
  const made = await got(clerk.post('/thanks', await gift({ receipt: null, fileId: photo.id })), 201)
  expect(made).toMatchObject({ hasPhoto: true, receipt: null })
  expect((await manager.get(`/thanks/${made.id}/photo`)).headers['content-type']).toBe('image/png')
  expect(await refused(away.get(`/thanks/${made.id}/photo`))).toBe('404 kernel/not-found')
})

test('is known to the unit and those above only, and summed by month', async () => {
  const body = await gift()
  for (const stranger of [away, await w.otherOrganization()]) {
    expect(await refused(stranger.post('/thanks', body))).toBe('404 kernel/not-found')
    expect((await got(stranger.get('/thanks'))).items).toEqual([])
  }
  const before = (await got(manager.get('/thanks/sums'))).items[0]
  await got(clerk.post('/thanks', body), 201)
  expect((await got(manager.get('/thanks/sums'))).items[0]).toMatchObject({ count: before.count + 1, worthFen: before.worthFen + 10_000 })
  expect((await got(manager.get(`/thanks?q=${encodeURIComponent('围巾')}&unitId=${await w.unitId('S01')}`))).items.length).toBeGreaterThan(0)
})

test('leaves as a table in which nothing is a formula', async () => {
  await got(clerk.post('/thanks', await gift({ what: '=HYPERLINK("http://evil")', givenTo: '@SUM(A1)', receipt: '＝cmd|calc' })), 201)
  const { headers, body } = await manager.get<Buffer>('/thanks/table')
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  const text = body.toString()
  expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`)
  expect(text).toContain(`"'@SUM(A1)"`)
  expect(text).toContain(`"'＝cmd|calc"`)
  expect(text.split('\r\n')[0]).toBe('\ufeff"日期","部门","送给谁","谢礼","价值（元）","经手人","签收","为哪条意见","撤销原因"')
})
