import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { type Machinery, bring, checked, machineryOf, preview, rowsOf, taken } from '#test/importing.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, aComplaint, upload } from '#test/story.ts'
import { workbook } from '#test/workbook.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let w: World
let m: Machinery
let officer: Client & { id: string }
let shop: string

beforeAll(async () => {
  w = await openWorld()
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  shop = await w.unitId('S01')
})
afterAll(async () => { await m.close(); await w.close() })

const bytes = (...lines: string[]) => Buffer.from(lines.join('\r\n'))
const HEAD = '编号,日期,姓名,电话,内容'
const COLUMNS = { externalId: [0], receivedAt: [1], customerName: [2], phone: [3], text: [4] }
const told = () => ({ columns: COLUMNS, dates: { receivedAt: 'ymd' }, unitId: shop, channel: 'phone' })

test('a table of another system becomes complaints: received when it says, closed ones without clocks', async () => {
  const id = await bring(officer, '旧系统.csv', bytes('编号,收到日期,姓名,电话,内容,结案日期,处理', 'A-1,2026-03-02,林女士,13911112222,"手链断了,""第二次""\n要求退货",,', 'A-2,2026-03-03 14:30,陈先生,,耳钉过敏,2026-03-09,换了一对'))
  const columns = { ...COLUMNS, closedAt: [5], closingNote: [6] }
  const dry = await checked(officer, m, id, { columns, dates: { receivedAt: 'ymd', closedAt: 'ymd' }, unitId: shop, channel: 'phone' })
  expect(dry).toMatchObject({ state: 'checked', counts: { rows: 2, good: 2, bad: 0, done: 0 } })
  expect(await taken(officer, m, id)).toMatchObject({ state: 'imported', counts: { done: 2, duplicates: 0 } })
  const [first, second] = await rowsOf(officer, id)
  const open = await got(officer.get(`/complaints/${first.complaint.id}`))
  expect(open).toMatchObject({ state: 'open', channel: 'phone', receivedAt: '2026-03-01T16:00:00.000Z', customer: { name: '林女士', phone: '13911112222' }, points: [{ text: '手链断了,"第二次"\n要求退货' }] })
  expect(open.clocks.length).toBeGreaterThan(0)
  const closed = await got(officer.get(`/complaints/${second.complaint.id}`))
  expect(closed).toMatchObject({ state: 'closed', stage: 'closed', receivedAt: '2026-03-03T06:30:00.000Z', closedAt: '2026-03-08T16:00:00.000Z', clocks: [], promises: [] })
})

// The same table in the encodings that spreadsheet programs of the region write.
const WORDS: Readonly<Record<string, string>> = {
  gb18030: 'b1e0bac52cc8d5c6da2cd0d5c3fb2cb5e7bbb02cc4dac8dd0d0a472d312c323032362d30332d30322ccdf5c5aecabf2c2cbdf0c1b4b6cfc1cb',
  big5: 'bd73b8b92ca4e9b4c12ca96da6572cb971b8dc2ca4baae650d0a422d312c323032362d30332d30322ca4fda470a96a2c2caaf7c3ecc25fa446',
}

test('encodings are found out, shown, and can be chosen otherwise', async () => {
  for (const [encoding, hex] of Object.entries(WORDS)) {
    const id = await bring(officer, `${encoding}.csv`, Buffer.from(hex, 'hex'))
    const seen = await preview(officer, id)
    expect({ encoding: seen.reading.encoding, text: seen.rows[0][4] }).toEqual({ encoding, text: encoding === 'big5' ? '金鏈斷了' : '金链断了' })
    expect((await preview(officer, id, '?encoding=utf-8')).rows[0][4]).toContain('\ufffd')
  }
  const text = '编号\t日期\t内容\r\nU-1\t2026-03-02\t戒指变形'
  const wide = await bring(officer, 'unicode.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
  expect(await preview(officer, wide)).toMatchObject({ reading: { encoding: 'utf-16le', separator: '\t' }, rows: [['U-1', '2026-03-02', '戒指变形']] })
  const marked = await bring(officer, 'bom.csv', Buffer.from('\ufeff编号;日期;内容\n007;2026-03-02;表带断'))
  expect(await preview(officer, marked)).toMatchObject({ reading: { encoding: 'utf-8', separator: ';' }, columns: [{ name: '编号' }, { name: '日期' }, { name: '内容' }], rows: [['007', '2026-03-02', '表带断']] })
})

test('how dates are written is asked, never guessed', async () => {
  const id = await bring(officer, 'dates.csv', bytes('编号,日期,姓名,电话,内容', 'D-1,03-04-2026,王,,项链掉色', 'D-2,25-12-2025,李,,耳钉掉了'))
  const { columns } = await preview(officer, id)
  expect(columns[1].dates).toEqual([
    { order: 'dmy', readings: ['2026-04-03T00:00:00', '2025-12-25T00:00:00'] }, { order: 'mdy', readings: ['2026-03-04T00:00:00', null] },
  ])
  const { reading } = await preview(officer, id)
  expect(await refused(officer.post(`/imports/${id}/check`, { reading, mapping: { ...told(), dates: {}, values: {} } }))).toBe('422 importing/date-format-missing')
  const wrong = await checked(officer, m, id, { ...told(), dates: { receivedAt: 'mdy' } })
  expect(wrong.counts).toMatchObject({ rows: 2, good: 1, bad: 1 })
  const right = await checked(officer, m, id, { ...told(), dates: { receivedAt: 'dmy' } })
  expect(right.counts).toMatchObject({ rows: 2, good: 2, bad: 0 })
})

test('a dry run names every fault by row and column, takes nothing over, and can be taken away as a harmless table', async () => {
  const before = (await got(officer.get('/complaints/count?state=open'))).count
  const id = await bring(officer, 'faults.csv', bytes(HEAD, 'F-1,2026-13-01,王,,掉钻', 'F-2,2026-03-02,李,call me,掉钻', 'F-3,2026-03-02,李,,', 'F-4,2099-01-01,李,,掉钻', 'F-5,2026-03-02,李,,一,二', '', 'F-6,2026-03-02', '=1+1,2026-03-02,=cmd,@sum,好的'))
  const dry = await checked(officer, m, id, told())
  expect(dry).toMatchObject({ state: 'checked', counts: { rows: 7, good: 0, bad: 7 } })
  const rows = await rowsOf(officer, id)
  expect(rows.map((row) => [row.no, ...row.faults.map((f: { column: string; code: string }) => `${f.column} ${f.code}`)])).toEqual([
    [2, '日期 notADate'], [3, '电话 notAPhone'], [4, '内容 required'], [5, '日期 inFuture'], [6, ' moreCells'], [8, '内容 required'], [9, '电话 notAPhone'],
  ])
  const { body, headers } = await officer.get<Buffer>(`/imports/${id}/faults`)
  expect(String(headers['content-type'])).toBe('text/csv; charset=utf-8')
  expect(body.toString()).toContain('"9","电话","\'@sum"')
  expect(await refused(officer.post(`/imports/${id}/run`))).toBe('409 importing/nothing-good')
  expect((await got(officer.get('/complaints/count?state=open'))).count).toBe(before)
})

test('values we do not know are gathered, and mean what somebody tells', async () => {
  const id = await bring(officer, 'values.csv', bytes('日期,内容,渠道,门店,类别', '2026-03-02,一,热线,一店,其他', '2026-03-02,二,热线,S02,fineness', '2026-03-02,三,phone,一店,'))
  const columns = { receivedAt: [0], text: [1], channel: [2], unit: [3], category: [4] }
  const dry = await checked(officer, m, id, { columns, dates: { receivedAt: 'ymd' } })
  expect(dry.unmatched[0]).toEqual({ part: 'channel', value: '热线', count: 2 })
  const values = { channel: { 热线: 'phone' }, category: { 其他: '' } }
  const again = await checked(officer, m, id, { columns, dates: { receivedAt: 'ymd' }, values })
  expect(again).toMatchObject({ counts: { good: 3, bad: 0 }, unmatched: [] })
  await taken(officer, m, id)
  const [, second] = await rowsOf(officer, id)
  expect(await got(officer.get(`/complaints/${second.complaint.id}`))).toMatchObject({ channel: 'phone', unitId: await w.unitId('S02'), points: [{ categoryCode: 'fineness' }] })
  const next = await bring(officer, 'values-again.csv', bytes('日期,内容,渠道,门店,类别', '2026-03-05,四,热线,一店,'))
  expect(await preview(officer, next)).toMatchObject({ remembered: true, mapping: { columns, values } })
})

test('a workbook: sheets, days kept as numbers, formulas as what they came to', async () => {
  const id = await bring(officer, '日报.xlsx', workbook({ 说明: [['填表须知']], 日报: [['编号', '日期', '姓名', '电话', '内容'], ['X-1', { day: 46_083.604_166_666_7 }, '赵女士', 13_822_223_333, { formula: 'HYPERLINK("http://example.com","x")', was: '吊坠变色' }], ['X-2', { day: 46_083 }, '', '', { formula: 'WEBSERVICE("http://example.com")' }]] }))
  const seen = await preview(officer, id, `?sheet=${encodeURIComponent('日报')}`)
  expect(seen).toMatchObject({ kind: 'workbook', sheets: ['说明', '日报'], rows: [['X-1', '2026-03-02T14:30:00', '赵女士', '13822223333', '吊坠变色'], ['X-2', '2026-03-02T00:00:00', '', '', '=WEBSERVICE("http://example.com")']] })
  await checked(officer, m, id, told(), { sheet: '日报' })
  expect((await taken(officer, m, id)).counts).toMatchObject({ done: 2 })
  const [first, second] = await rowsOf(officer, id)
  expect(first.complaint.receivedAt).toBe('2026-03-02T06:30:00.000Z')
  expect(await got(officer.get(`/complaints/${second.complaint.id}`))).toMatchObject({ customer: { name: '未留姓名' }, points: [{ text: '=WEBSERVICE("http://example.com")' }] })
})

test('what is no table is refused, and what breaks off is told', async () => {
  const torn = workbook({ 一: [['内容'], ['掉钻']] })
  const file = (await upload(officer, 'torn.xlsx', torn.subarray(0, torn.length - 40))).json<{ id: string }>()
  const id = (await got(officer.post('/imports', { fileId: file.id, target: 'complaints', source: 'otherSystem' }), 201)).id
  expect(await refused(officer.get(`/imports/${id}/preview`))).toBe('422 importing/unreadable')
  const picture = (await upload(officer, 'ring.png', PNG)).json<{ id: string }>()
  expect(await refused(officer.post('/imports', { fileId: picture.id, target: 'complaints', source: 'otherSystem' }))).toBe('422 importing/no-table')
  const unclosed = await bring(officer, 'unclosed.csv', bytes(HEAD, ...Array.from({ length: 10 }, (_, i) => `Q-${i},2026-03-02,王,,好`), `Q-x,2026-03-02,王,,"没有结束${'。'.repeat(400_000)}`))
  expect(await checked(officer, m, unclosed, told())).toMatchObject({ state: 'failed', problem: expect.stringContaining('12') })
})

test('the same number comes once, whatever file brings it', async () => {
  const first = await bring(officer, 'once.csv', bytes(HEAD, 'N-1,2026-03-02,王,,一', 'N-2,2026-03-02,王,,二', 'N-1,2026-03-02,王,,一'))
  await checked(officer, m, first, told())
  expect((await taken(officer, m, first)).counts).toMatchObject({ done: 2, duplicates: 1 })
  const second = await bring(officer, 'twice.csv', bytes(HEAD, 'N-2,2026-03-02,王,,二', 'N-3,2026-03-02,王,,三'))
  expect((await checked(officer, m, second, told())).counts).toMatchObject({ good: 2, duplicates: 1 })
  expect((await taken(officer, m, second)).counts).toMatchObject({ done: 1, duplicates: 1 })
  expect((await rowsOf(officer, second, '&outcome=duplicate')).map((row) => row.no)).toEqual([2])
})

test('an import is undone; a case that somebody worked on stays and is named', async () => {
  const id = await bring(officer, 'undo.csv', bytes(HEAD, 'Z-1,2026-03-02,甲,13700001111,一', 'Z-2,2026-03-02,乙,13700002222,二', 'Z-3,2026-03-02,甲,13700001111,三'))
  await checked(officer, m, id, told())
  await taken(officer, m, id)
  const [first, second, third] = await rowsOf(officer, id)
  await got(officer.post(`/complaints/${second.complaint.id}/acknowledge`, { how: 'phone' }))
  await got(officer.post(`/imports/${id}/undo`))
  await m.settle()
  expect(await got(officer.get(`/imports/${id}`))).toMatchObject({ state: 'undone', counts: { done: 3, kept: 1 } })
  expect((await rowsOf(officer, id, '&outcome=kept')).map((row) => row.complaint.number)).toEqual([second.complaint.number])
  for (const row of [first, third]) expect((await officer.get(`/complaints/${row.complaint.id}`)).status).toBe(404)
  expect((await got(officer.get('/customers?q=13700001111'))).items).toEqual([])
  expect((await got(officer.get('/customers?q=13700002222'))).items).toHaveLength(1)
  const again = await bring(officer, 'undo.csv', bytes(HEAD, 'Z-1,2026-03-02,甲,13700001111,一', 'Z-2,2026-03-02,乙,13700002222,二'))
  await checked(officer, m, again, told())
  expect((await taken(officer, m, again)).counts).toMatchObject({ done: 1, duplicates: 1 })
})

test('ten thousand rows, from several at once, broken off and gone on with: every row once', async () => {
  const id = await bring(officer, 'many.csv', bytes(HEAD, ...Array.from({ length: 10_000 }, (_, i) => `M-${i},2026-03-02,客人${i},,第${i}件`)))
  await checked(officer, m, id, told())
  const starts = await Promise.all([officer.post(`/imports/${id}/run`), officer.post(`/imports/${id}/run`)])
  expect(starts.map((s) => s.status).sort()).toEqual([200, 409])
  const [one, other] = [machineryOf(w), machineryOf(w)]
  await Promise.all([one.round(), other.round()])
  const half = (await got(officer.get(`/imports/${id}`))).counts.done
  expect(half).toBeGreaterThan(0)
  // Those two are gone with all they had in hand; another goes on from what is written down.
  await Promise.all([one.close(), other.close()])
  await m.settle()
  expect(await got(officer.get(`/imports/${id}`))).toMatchObject({ state: 'imported', counts: { done: 10_000, bad: 0, duplicates: 0 } })
  const rows = await rowsOf(officer, id)
  expect(new Set(rows.map((row) => row.complaint.number)).size).toBe(10_000)
}, 120_000)

test('only who leads brings tables; another organisation sees nothing of them', async () => {
  const clerk = await w.person('小李', 'S01', 'clerk')
  const manager = await w.person('陈店长', 'S01', 'shopManager')
  const stranger = await w.otherOrganization()
  const id = await bring(officer, 'mine.csv', bytes(HEAD, 'P-1,2026-03-02,王,,一'))
  const file = (await upload(clerk, 'a.csv', bytes(HEAD))).json<{ id: string }>()
  expect(await refused(clerk.post('/imports', { fileId: file.id, target: 'complaints', source: 'otherSystem' }))).toBe('403 identity/not-allowed')
  expect(await refused(clerk.get('/imports'))).toBe('403 identity/not-allowed')
  for (const who of [manager, stranger]) {
    expect((await got(who.get('/imports'))).items).toEqual([])
    for (const path of ['', '/preview', '/rows', '/faults']) expect((await who.get(`/imports/${id}${path}`)).status).toBe(404)
    for (const path of ['run', 'undo']) expect((await who.post(`/imports/${id}/${path}`)).status).toBe(404)
  }
  const own = await bring(manager, 'own.csv', bytes('日期,内容,门店', '2026-03-02,一,S02', '2026-03-02,二,S01'))
  const dry = await checked(manager, m, own, { columns: { receivedAt: [0], text: [1], unit: [2] }, dates: { receivedAt: 'ymd' } })
  expect(dry.counts).toMatchObject({ good: 1, bad: 1 })
  expect((await rowsOf(manager, own))[0].faults[0]).toMatchObject({ code: 'unitNotYours', column: '门店' })
  expect((await taken(manager, m, own)).counts).toMatchObject({ done: 1 })
})

test('daily reports become candidates; a person registers or dismisses each, once', async () => {
  const id = await bring(officer, '服务日报.csv', bytes('日期,内容,门店', '2026-03-02,客人说镶口松了,S01', '2026-03-02,今天客流平稳,S01'), 'candidates', 'serviceReport')
  await checked(officer, m, id, { columns: { receivedAt: [0], text: [1], unit: [2] }, dates: { receivedAt: 'ymd' } })
  await taken(officer, m, id)
  const clerk = await w.person('小周', 'S01', 'clerk')
  const elsewhere = await w.person('小吴', 'S02', 'clerk')
  expect((await got(elsewhere.get('/candidates'))).items).toEqual([])
  const { items } = await got(clerk.get('/candidates'))
  const of = (text: string) => items.find((c: { text: string }) => c.text === text)
  const loose = of('客人说镶口松了')
  expect(loose).toMatchObject({ source: 'serviceReport', importId: id, row: 2, unitId: shop, state: 'waiting' })
  const complaint = await aComplaint(w, { points: [{ text: loose.text }], customer: { name: '未留姓名' } })
  const twice = await Promise.all([clerk.post(`/candidates/${loose.id}/register`, { complaint }), officer.post(`/candidates/${loose.id}/register`, { complaint })])
  expect(twice.map((t) => t.status).sort()).toEqual([201, 409])
  await got(clerk.post(`/candidates/${of('今天客流平稳').id}/dismiss`, { reason: '没有投诉' }))
  expect(await refused(clerk.post(`/candidates/${loose.id}/dismiss`, { reason: '重复' }))).toBe('409 importing/candidate-decided')
  await got(officer.post(`/imports/${id}/undo`))
  await m.settle()
  expect((await got(officer.get(`/imports/${id}`))).counts).toMatchObject({ kept: 2 })
})

test('another program sends candidates; the same number comes once', async () => {
  const items = [{ source: 'return', unitId: shop, externalId: 'R-1', text: '退货：手链扣坏', order: 'XS-1' }, { source: 'return', unitId: shop, externalId: 'R-2', text: '退货：尺寸不符' }]
  expect((await got(officer.post('/candidates', { items }), 201)).items).toHaveLength(2)
  expect(await got(officer.post('/candidates', { items }), 201)).toEqual({ items: [], duplicates: ['R-1', 'R-2'] })
  const clerk = await w.person('小郑', 'S01', 'clerk')
  expect(await refused(clerk.post('/candidates', { items: [{ source: 'return', text: '没有门店' }] }))).toBe('403 complaint/unit-not-yours')
  expect((await got(clerk.get('/candidates'))).items.filter((c: { source: string }) => c.source === 'return')).toHaveLength(2)
})

test('what was brought, what was over and what was taken back again is as its events say', async () => {
  expect((await verdictOn(w)).rows.altered).toEqual([])
})
