import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN, type Client, type World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { agreedOn, payOut } from '#test/payout.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { archiveTexts } from '#test/archive.ts'

const DAY = 24 * 3_600_000
const BYS = ['unit', 'category', 'cause', 'remedyKind', 'month'] as const
let w: World
let clerk: Person
let manager: Person
let away: Person
let finance: Person
let director: Person
let there: Person
let admins: Client
let shop: string
let gifts = 0

beforeAll(async () => {
  ({ w, clerk, manager, away } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  there = await w.person('马店长', 'S02', 'shopManager')
  director = await w.person('林经理', 'HQ', 'serviceManager')
  ;[admins, shop] = [w.admin, await w.unitId('S01')]
})
afterAll(() => w.close())

/** After so long everybody has to sign in anew. */
const signInAgain = async () => {
  const admin = await w.signIn(ADMIN.email, ADMIN.password)
  const { items } = await got<any>(admin.get('/people'))
  const anew = async (one: Person): Promise<Person> => Object.assign(await w.signIn(items.find((p: any) => p.id === one.id).email, ADMIN.password), { id: one.id })
  ;[clerk, manager, away, there, finance, director] = [await anew(clerk), await anew(manager), await anew(away), await anew(there), await anew(finance), await anew(director)]
  admins = admin
}

const month = (days = 0) => new Date(w.now().getTime() + days * DAY).toISOString().slice(0, 7)
const YEAR = () => `from=2026-01&to=${month(62)}`
const books = (by: string, who: Person = director, more = '') => got<any>(who.get(`/ledger?${YEAR()}&by=${by}${more}`))
const linesOf = async (who: Person = director, more = '') => {
  const all = []
  for (let cursor = ''; ;) {
    const { items, next } = await got<any>(who.get(`/ledger/entries?${YEAR()}&limit=7${more}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
    all.push(...items)
    if (!next) return all
    cursor = next
  }
}
const agreed = (items: readonly { kind: string; amountFen: number }[]) => agreedOn(Object.assign(Object.create(w), { admin: admins, unitId: async () => shop }) as World, clerk, items)
const lotOf = async (worthFen: number) => {
  const kind = await got(manager.post<any>('/stock/kinds', { name: `礼品 ${++gifts}`, form: 'gift', worthFen }), 201)
  return got(manager.post<any>('/stock/receipts', { kindId: kind.id, unitId: shop, quantity: 20 }), 201)
}
const issue = (task: any, lot: any, quantity: number) => got(clerk.post<any>(`/tasks/${task.id}/issues`, { lotId: lot.id, quantity, recipient: '王女士', unsignedWhy: '寄出' }), 201)
const total = (lines: readonly { amountFen: number }[]) => lines.reduce((sum, line) => sum + line.amountFen, 0)

let seed = 20_261_123
/** The same numbers in every run. */
const dice = (most: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return 1 + seed % most }

/** Something is paid, in parts and not always whole, gifts go out, and some come back. */
const happens = async (round: number, lot: any) => {
  const whole = 1_000 + dice(9_000)
  const { tasks } = await agreed([{ kind: round % 2 ? 'refund' : 'damages', amountFen: whole }, { kind: 'gift', amountFen: 137 * 3 }])
  const [money, gift] = [tasks.find((t) => t.kind !== 'gift'), tasks.find((t) => t.kind === 'gift')]
  const first = dice(whole - 1)
  await payOut(money, { asks: clerk, approves: finance, amountFen: first })
  if (round % 3) await payOut(money, { asks: clerk, approves: finance, amountFen: whole - first })
  const out = await issue(gift, lot, 3)
  if (round % 2) await got(clerk.post(`/stock/issues/${out.id}/return`, { version: out.version, quantity: dice(3), note: '退回', owed: false, notOwedWhy: '不要了' }))
}

describe('what complaints cost', () => {
  test('is what was paid, issued and done, less what came back; planned beside it', async () => {
    const { c, tasks } = await agreed([{ kind: 'refund', amountFen: 8_000 }, { kind: 'gift', amountFen: 3_000 }, { kind: 'repair', amountFen: 2_000 }])
    expect((await books('remedyKind')).total).toMatchObject({ plannedFen: 13_000, costFen: 0, netFen: 0, entries: 0 })
    const [money, gift, repair] = ['refund', 'gift', 'repair'].map((kind) => tasks.find((t) => t.kind === kind))
    await payOut(money, { asks: clerk, approves: finance, amountFen: 5_000 })
    await payOut(money, { asks: clerk, approves: finance, amountFen: 3_000 })
    const out = await issue(gift, await lotOf(1_000), 2)
    await got(w.admin.post(`/tasks/${repair.id}/complete`, { result: '修好', reference: 'W-1' }))
    expect((await books('remedyKind')).total).toMatchObject({ plannedFen: 13_000, paidFen: 8_000, issuedFen: 2_000, worthFen: 2_000, costFen: 12_000, receivedFen: 0, netFen: 12_000, entries: 4 })
    await got(clerk.post(`/stock/issues/${out.id}/return`, { version: out.version, quantity: 1, note: '退回一份', owed: false, notOwedWhy: '一份就够' }))
    const supplier = await got(manager.post<any>('/outsiders', { kind: 'supplier', name: '远大铸造' }), 201)
    const { current } = await got(clerk.post<any>(`/complaints/${c.id}/liability`, { basedOn: null, shares: [{ party: 'supplier', outsiderId: supplier.id, share: 10_000, grounds: '砂眼' }] }))
    const back = await got(manager.post<any>(`/complaints/${c.id}/charge-backs`, { shareId: current.shares[0].id, amountFen: 6_000, reason: '先要一部分' }), 201)
    const yes = await got(manager.post<any>(`/charge-backs/${back.id}/answer`, { version: back.version, answer: 'agreed', note: '认可' }))
    await got(manager.post(`/charge-backs/${back.id}/receipt`, { version: yes.version, amountFen: 6_000, reference: 'B1', on: month() + '-01' }))
    expect((await books('remedyKind')).total).toMatchObject({ costFen: 11_000, issuedFen: 1_000, receivedFen: 6_000, netFen: 5_000, entries: 6 })
    expect((await books('unit')).items).toMatchObject([{ label: '一店', costFen: 11_000, receivedFen: 6_000 }])
    const lines = await linesOf()
    expect(lines.map((l) => [l.kind, l.amountFen]).sort()).toEqual([['issued', 2_000], ['paid', 3_000], ['paid', 5_000], ['received', -6_000], ['takenBack', -1_000], ['worth', 2_000]])
    expect(new Set(lines.map((l) => l.complaintNumber))).toEqual(new Set([c.number]))
  })

  test('is what was bought elsewhere in the place of a gift that came back, and the rest where a part of it stayed', async () => {
    const lot = await lotOf(10_000)
    const costOf = async (back: boolean) => {
      const { c, tasks: [task] } = await agreed([{ kind: 'gift', amountFen: 15_000 }])
      const out = await got(clerk.post<any>(`/tasks/${task.id}/issues`, { lotId: lot.id, recipient: '王女士', unsignedWhy: '寄出', last: false }), 201)
      if (back) await got(clerk.post(`/stock/issues/${out.id}/return`, { version: out.version, quantity: 1, note: '不要券' }))
      await got(clerk.post(`/tasks/${task.id}/complete`, { result: '外购礼盒', reference: '小票 8899' }))
      return (await linesOf()).filter((l) => l.complaintId === c.id).map((l) => [l.kind, l.amountFen]).sort()
    }
    expect(await costOf(true)).toEqual([['issued', 10_000], ['takenBack', -10_000], ['worth', 15_000]])
    expect(await costOf(false)).toEqual([['issued', 10_000], ['worth', 5_000]])
  })

  test('goes where the case goes: category and cause as they stand today', async () => {
    const c = await investigated(w, clerk, { customer: { name: '沈女士', phone: '13533330000' } })
    const made = await got(clerk.post<any>(`/complaints/${c.id}/remedies`, { items: [{ kind: 'repair', amountFen: 700, pointId: c.points[0]?.id }], reason: '合理' }), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const [task] = (await got<any>(w.admin.get(`/tasks?complaintId=${c.id}`))).items
    await got(w.admin.post(`/tasks/${task.id}/complete`, { result: '修好', reference: 'W-2' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '爪子松', liability: 'ours', rootCause: '铸造缺陷', evidence: [] }))
    const row = (await books('cause')).items.find((one: any) => one.key === '铸造缺陷')
    expect(row).toMatchObject({ worthFen: 700, plannedFen: 700 })
    expect((await linesOf(director, `&by=cause&key=${encodeURIComponent('铸造缺陷')}`)).map((l) => l.complaintNumber)).toEqual([c.number])
  })

  test('is the sum of its lines, whatever happened in whatever order, by whatever it is divided', async () => {
    const lot = await lotOf(137)
    for (let round = 0; round < 6; round++) await happens(round, lot)
    const lines = await linesOf()
    const totals = []
    for (const by of BYS) {
      const { items, total: all } = await books(by)
      for (const key of ['plannedFen', 'paidFen', 'issuedFen', 'worthFen', 'costFen', 'receivedFen', 'netFen', 'entries']) expect([by, key, items.reduce((sum: number, row: any) => sum + row[key], 0)]).toEqual([by, key, all[key]])
      for (const row of items) expect([by, row.key, total(await linesOf(director, `&by=${by}&key=${encodeURIComponent(row.key)}`))]).toEqual([by, row.key, row.netFen])
      totals.push(all)
    }
    expect(new Set(totals.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(totals[0]).toMatchObject({ netFen: total(lines), entries: lines.length })
  })
})

describe('export for the books', () => {
  test('hands over each line once, also where two do it at once; the same file again', async () => {
    const until = month()
    const { tasks } = await agreed([{ kind: 'refund', amountFen: 900 }])
    w.travel(40 * DAY)
    await signInAgain()
    const { waiting } = await got<any>(finance.get('/ledger/exports'))
    expect(waiting).toBe((await linesOf()).length)
    expect(await refused(finance.post('/ledger/exports', { until: month() }))).toBe('422 ledger/not-over')
    const outcome = (await Promise.all([finance, director, finance].map((who) => who.post<any>('/ledger/exports', { until })))).map((a) => a.status).sort()
    expect(outcome).toEqual([201, 409, 409])
    const [one] = (await got<any>(finance.get('/ledger/exports'))).items
    expect(one).toMatchObject({ no: 1, entries: waiting })
    expect(await refused(finance.post('/ledger/exports', { until }))).toBe('409 ledger/nothing-new')
    // Entered late, for a day of a month that is handed over.
    await payOut(tasks[0], { asks: clerk, approves: finance, reference: '=HYPERLINK("http://x")' })
    const late = await got(finance.post<any>('/ledger/exports', { until }), 201)
    expect(late).toMatchObject({ no: 2, entries: 1, costFen: 900, receivedFen: 0 })
    const csv = String((await finance.get<any>(`/ledger/exports/${one.id}/file?format=csv`)).body)
    expect(csv.trim().split('\r\n')).toHaveLength(waiting + 1)
    expect(String((await finance.get<any>(`/ledger/exports/${one.id}/file?format=csv`)).body)).toBe(csv)
    const sums = csv.trim().split('\r\n').slice(1).map((line) => line.split('","').map((cell) => cell.replaceAll('"', '')))
    const fen = (text: string | undefined) => Math.round(Number(text) * 100)
    expect(sums.reduce((sum, cells) => sum + fen(cells[6]) - fen(cells[7]), 0)).toBe(one.costFen - one.receivedFen)
  })

  test('as text and as a workbook nothing is worked out that was typed', async () => {
    const [last] = (await got<any>(finance.get('/ledger/exports'))).items
    const csv = String((await finance.get<any>(`/ledger/exports/${last.id}/file?format=csv`)).body)
    expect(csv).toContain('=HYPERLINK(""http://x"")"')
    expect(csv).not.toMatch(/(^|,)"[=+@-]/m)
    const file = await finance.get<any>(`/ledger/exports/${last.id}/file?format=xlsx`)
    expect(file.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    const sheet = archiveTexts(file.body as Buffer).get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).not.toContain('<f>')
    expect(sheet).toContain('<v>9.00</v>')
  })

  test('names to who keeps the books the voucher and the case of every line, of a case that few know of neither its number nor whose it is', async () => {
    const { c, tasks: [gift] } = await agreed([{ kind: 'gift', amountFen: 2_000 }])
    const out = await issue(gift, await lotOf(1_000), 2)
    const kept = await investigated(Object.assign(Object.create(w), { unitId: async () => shop }) as World, director, { confidential: true, customer: { name: '不具名', phone: '13533334444' } })
    const made = await got(director.post<any>(`/complaints/${kept.id}/remedies`, { items: [{ kind: 'gift', amountFen: 2_000, pointId: kept.points[0]?.id }], reason: '合理' }), 201)
    await got(director.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(director.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const [task] = (await got<any>(director.get(`/tasks?complaintId=${kept.id}`))).items
    const hidden = await got(director.post<any>(`/tasks/${task.id}/issues`, { lotId: (await lotOf(1_000)).id, quantity: 2, recipient: '不具名', unsignedWhy: '寄出' }), 201)
    expect(await refused(finance.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
    const mine = (await linesOf(finance)).filter((l) => l.reference === out.number)
    expect(mine).toMatchObject([{ kind: 'issued', complaintId: null, complaintNumber: c.number }])
    expect((await linesOf(director)).find((l) => l.reference === hidden.number)).toMatchObject({ complaintNumber: kept.number, complaintId: kept.id })
    expect(JSON.stringify(await linesOf(finance))).not.toContain(kept.number)
    expect((await linesOf(finance)).filter((l) => l.reference === 'L1')).toMatchObject([{ kind: 'issued', amountFen: 2_000, complaintNumber: null, complaintId: null }])
    const until = month()
    w.travel(40 * DAY)
    await signInAgain()
    const one = await got(finance.post<any>('/ledger/exports', { until }), 201)
    const fileFor = async (who: Person) => String((await who.get<any>(`/ledger/exports/${one.id}/file?format=csv`)).body)
    const file = await fileFor(finance)
    expect(file).toContain(`"${out.number}","${c.number}"`)
    expect(file).not.toContain(kept.number)
    expect(await fileFor(director)).toBe(file)
  })

  test('is the file it was, whatever is found out, called or moved later', async () => {
    const { c, tasks: [repair] } = await agreed([{ kind: 'repair', amountFen: 4_200 }])
    await got(admins.post(`/tasks/${repair.id}/complete`, { result: '修好', reference: 'W-9' }))
    const until = month()
    w.travel(40 * DAY)
    await signInAgain()
    const one = await got(finance.post<any>('/ledger/exports', { until }), 201)
    const files = () => Promise.all(['csv', 'xlsx'].map(async (format) => { const { body } = await finance.get<any>(`/ledger/exports/${one.id}/file?format=${format}`); return format === 'csv' ? String(body) : archiveTexts(body as Buffer).get('xl/worksheets/sheet1.xml') }))
    const before = await files()
    expect(before[0]).toContain(`"W-9","${c.number}"`)
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '爪子松', liability: 'ours', rootCause: '设计缺陷', evidence: [] }))
    await got(clerk.post(`/complaints/${c.id}/classify`, { version: (await got<any>(clerk.get(`/complaints/${c.id}`))).version, pointId: c.points[0]?.id, categoryCode: 'stoneLoose', severity: 'minor', reason: '看错了' }))
    const { items } = await got<any>(admins.get('/units'))
    const { id, code, kind, parentId, name } = items.find((unit: any) => unit.id === shop)
    await got(admins.put(`/units/${id}`, { code, kind, parentId, name: `${name}（新）` }))
    expect(await files()).toEqual(before)
    expect((await linesOf()).find((l) => l.complaintNumber === c.number)).toMatchObject({ cause: '设计缺陷', unitName: `${name}（新）` })
  })

  test('is for who keeps the books; another shop sees its own, another organisation nothing', async () => {
    expect(await refused(clerk.get(`/ledger?${YEAR()}&by=unit`))).toBe('403 identity/not-allowed')
    expect(await refused(manager.post('/ledger/exports', { until: '2026-01' }))).toBe('403 identity/not-allowed')
    expect(await books('unit', there)).toMatchObject({ items: [], total: { entries: 0, costFen: 0 } })
    expect((await books('unit', manager)).total.entries).toBe((await books('unit', finance)).total.entries)
    expect(await linesOf(there)).toEqual([])
    expect((await got<any>((await w.otherOrganization()).get(`/ledger?${YEAR()}&by=unit`))).items).toEqual([])
    expect(await refused(director.get('/ledger?from=2026-05&to=2026-04&by=unit'))).toBe('422 ledger/backwards')
    expect(await refused(away.get('/ledger/exports'))).toBe('403 identity/not-allowed')
  })
})
