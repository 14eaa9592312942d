import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { faulty, got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let shop: string
let top: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  ;[shop, top] = await Promise.all(['S01', 'HQ'].map((code) => w.unitId(code))) as [string, string]
})
afterAll(() => w.close())

const NOTHING = { weekly: null, observesHolidays: null, region: null, closures: [], special: [] }
const year = () => w.now().getUTCFullYear()
const day = (ms: number) => new Date(w.now().getTime() + 8 * HOUR + ms).toISOString().slice(0, 10)
const calendar = (code: string, who: Client = w.admin) => got<any>(who.get(`/official-calendars/${code}`))
const off = (date: string, name = '假期') => ({ date, name, off: true })
const set = async (unit: string, own: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const { revision } = await got<any>(w.admin.get(`/units/${unit}/working-times`))
  return w.admin.put(`/units/${unit}/working-times`, { ...NOTHING, ...own, revision, ...more })
}
const clockOf = async (c: { id: string }, kind: string) => (await got<any>(clerk.get(`/complaints/${c.id}`))).clocks.find((k: { kind: string }) => k.kind === kind)
let phone = 13_800_010_000
const begun = () => register(w, clerk, { customer: { name: '周女士', phone: String(phone++) }, receivedAt: w.now().toISOString() })
/** The next so many weekdays, in the days of the shop. */
const weekdays = (count: number) => Array.from({ length: 40 }, (_, i) => day((i + 1) * DAY)).filter((date) => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay())).slice(0, count)
const byYear = (days: readonly { date: string }[]) => [...new Set(days.map(({ date }) => Number(date.slice(0, 4))))].map((one) => ({ year: one, days: days.filter(({ date }) => Number(date.slice(0, 4)) === one) }))

test('mainland China is there as the program brings it, every year said to be known', async () => {
  const { items } = await got<any>(clerk.get('/official-calendars'))
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ code: 'cn', weekend: ['sat', 'sun'], revision: 0, publishedThrough: expect.stringMatching(/^20\d\d-12-28$/) })
  expect(items[0].units).toBeGreaterThan(2)
  expect(items[0].years.find((y: any) => y.year === 2026)).toMatchObject({ works: 6, shipped: true })
  const shown = await got<any>(clerk.get('/official-calendars/cn/years/2026'))
  expect(shown).toMatchObject({ shipped: true, history: [] })
  expect(shown.days).toContainEqual({ date: '2026-02-17', name: '春节', off: true })
  expect(shown.days).toContainEqual(expect.objectContaining({ date: '2026-02-14', off: false }))
  expect(await got<any>(clerk.get('/official-calendars/cn/years/2090'))).toMatchObject({ days: null, shipped: false })
})

const ICS = (extra = '') => ['BEGIN:VCALENDAR', 'PRODID:-//1823 Call Centre//TC', 'VERSION:2.0', 'X-WR-CALNAME:香港公眾假期', extra,
  'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270102', 'UID:1@x', 'SUMMARY:一月一日', 'END:VEVENT',
  'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270206', 'DTEND;VALUE=DATE:20270209', 'UID:2@x', 'SUMMARY:農曆年初一至', ' 初三', 'END:VEVENT',
  'BEGIN:VEVENT', 'DTSTART:20270301T090000Z', 'DTEND:20270301T100000Z', 'UID:3@x', 'SUMMARY:會議', 'END:VEVENT', 'END:VCALENDAR', ''].filter((line, i, all) => line || i === all.length - 1).join('\r\n')

test('a file is read year by year: of either kind, with all days of a stretch; what cannot be read is told', async () => {
  const read = (text: string) => w.admin.post<any>('/official-calendars/read-file', { text })
  expect(await got(read(`\uFEFF${ICS()}`))).toEqual({ format: 'ics', title: '香港公眾假期', years: [{ year: 2027, days: [off('2027-01-01', '一月一日'), ...['06', '07', '08'].map((d) => off(`2027-02-${d}`, '農曆年初一至初三'))] }] })
  const ours = { source: '政府公报', note: '随便', years: { 2028: { papers: [], days: [off('2028-01-01', '元旦'), { date: '2028-01-08', name: '元旦', off: false }] } } }
  expect(await got(read(JSON.stringify(ours)))).toEqual({ format: 'json', title: '政府公报', years: [{ year: 2028, days: ours.years[2028].days }] })
  expect(await got(read(JSON.stringify({ year: 2027, papers: [], days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }] })))).toMatchObject({ years: [{ year: 2027, days: [off('2027-01-01', '元旦')] }] })
  expect(await refused(read('<html>'))).toBe('422 clock/unreadable-file')
  expect(await refused(read('{"years":{"2027":{"days":[{"date":"2027-02-30","off":true}]}}}'))).toBe('422 clock/unreadable-file')
  expect(await refused(read('{'))).toBe('422 clock/unreadable-file')
  expect(await refused(read('{"years":{}}'))).toBe('422 clock/file-without-days')
  expect(await refused(read(ICS(['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY', 'UID:9@x', 'SUMMARY:x', 'END:VEVENT'].join('\r\n'))))).toBe('422 clock/file-repeats')
  expect(await refused(clerk.post('/official-calendars/read-file', { text: '{}' }))).toBe('403 identity/not-allowed')
})

test('Hong Kong has its own holidays; a shop there counts its working days by them, what is not published is provisional', async () => {
  expect(await got<any>(w.admin.post('/official-calendars', { code: 'hk', name: '香港', weekend: ['sat', 'sun'] }), 201)).toMatchObject({ code: 'hk', revision: 1, years: [], publishedThrough: null, units: 0 })
  expect(await refused(w.admin.post('/official-calendars', { code: 'hk', name: '香港', weekend: [] }))).toBe('409 clock/region-taken')
  expect(await refused(w.admin.post('/official-calendars', { code: 'cn', name: '内地', weekend: [] }))).toBe('409 clock/region-taken')
  const c = await begun()
  const before = await clockOf(c, 'agreedEnd')
  expect(await refused(set(shop, { region: 'atlantis' }))).toBe('422 clock/unknown-region')
  await got(set(shop, { region: 'hk' }))
  await jobsDone(w, 'clock.recount')
  expect(await clockOf(c, 'agreedEnd')).toMatchObject({ provisional: true })
  const days = weekdays(3).map((date) => off(date, '颱風假'))
  const given = { revision: 1, years: byYear(days) }
  const preview = await got<any>(w.admin.post('/official-calendars/hk/preview', given))
  expect(preview.changes.flatMap((change: any) => change.added)).toEqual(days)
  const moved = preview.moves.items.find((item: any) => item.complaintId === c.id && item.kind === 'agreedEnd')
  expect(moved).toMatchObject({ number: c.number, what: 'moves', overdue: false })
  expect(preview.moves.clocks.find((k: any) => k.kind === 'agreedEnd').earliestMs).toBeGreaterThanOrEqual(3 * DAY)
  const published = await got<any>(w.admin.post('/official-calendars/hk/years', { ...given, source: 'https://www.gov.hk', seen: preview.digest }))
  expect(published).toMatchObject({ revision: 2, units: 1 })
  expect(published.years[0]).toMatchObject({ source: 'https://www.gov.hk', by: { name: '管理员' }, shipped: false })
  await jobsDone(w, 'clock.recountYears')
  const after = await clockOf(c, 'agreedEnd')
  expect(after.dueAt).toBe(moved.after)
  expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt))
  const why = await got<any>(clerk.get(`/clocks/${after.id}`))
  expect(why.periods.filter((p: any) => p.why === 'holiday').length).toBeGreaterThanOrEqual(1)
  expect((await got<any>(clerk.get(`/complaints/${c.id}`))).timeline.some((e: any) => e.name === 'clock.recomputed')).toBe(true)
  const times = await got<any>(w.admin.get(`/units/${shop}/working-times`))
  expect(times.inForce).toMatchObject({ region: 'hk', regionFrom: { unitId: shop } })
  expect((await got<any>(w.admin.get(`/units/${top}/working-times`))).inForce).toMatchObject({ region: 'cn', regionFrom: null })
  await got(set(shop, NOTHING))
  await jobsDone(w, 'clock.recount')
  expect((await clockOf(c, 'agreedEnd')).dueAt).toBe(before.dueAt)
})

test('a year of mainland China is published here before the program knows it, corrected, and taken back; met deadlines explain themselves by what held', async () => {
  const later = year() + 8
  const { revision } = await calendar('cn')
  const first = { revision, years: [{ year: later, days: [off(`${later}-01-01`, '元旦')] }] }
  await got(w.admin.post('/official-calendars/cn/years', { ...first, source: '国务院通知' }))
  expect(await refused(w.admin.post('/official-calendars/cn/years', { ...first, revision: revision + 1, source: 'x' }))).toBe('409 clock/nothing-changes')
  expect(await refused(w.admin.post('/official-calendars/cn/years', { ...first, source: 'x' }))).toBe('409 kernel/stale-version')
  const c = await begun()
  await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '已经查清，原因写在下面', answersInFull: true }), 201)
  const met = await clockOf(c, 'sameDay')
  const periods = (await got<any>(clerk.get(`/clocks/${met.id}`))).periods
  const days = weekdays(2).map((date) => off(date))
  const corrections = [...byYear(days).map((one) => one.year === later ? one : one), { year: later, days: null }]
  const shown = await got<any>(w.admin.post('/official-calendars/cn/preview', { revision: revision + 1, years: corrections }))
  expect(shown.changes.at(-1)).toMatchObject({ year: later, before: 1, after: null })
  expect(shown.changes[0].removed.length).toBeGreaterThan(0)
  await got(w.admin.post('/official-calendars/cn/years', { revision: revision + 1, years: corrections, source: '更正', seen: shown.digest }))
  await jobsDone(w, 'clock.recount')
  expect((await got<any>(clerk.get(`/clocks/${met.id}`))).periods).toEqual(periods)
  const { history, days: left } = await got<any>(clerk.get(`/official-calendars/cn/years/${later}`))
  expect(history.map((one: any) => one.days)).toEqual([null, 1])
  expect(left).toBeNull()
  const restored = byYear(days).map((one) => ({ year: one.year, days: null }))
  await got(w.admin.post('/official-calendars/cn/years', { revision: revision + 2, years: restored, source: '撤回' }))
  expect((await got<any>(clerk.get(`/official-calendars/cn/years/${days[0]?.date.slice(0, 4)}`))).shipped).toBe(true)
  await jobsDone(w, 'clock.recount')
})

test('what cannot be is refused by its field', async () => {
  const { revision } = await calendar('hk')
  const give = (years: unknown) => w.admin.post<any>('/official-calendars/hk/years', { revision, years, source: 'x' })
  expect(await faulty(give([{ year: 2030, days: [off('2031-05-01')] }]))).toBe('422 #/years/0/days/0/date')
  expect(await refused(give([{ year: 2030, days: [off('2030-05-01'), off('2030-05-01')] }]))).toBe('422 clock/official-day-twice')
  expect(await refused(give([{ year: 2030, days: [] }, { year: 2030, days: [] }]))).toBe('422 clock/official-day-twice')
  expect(await refused(give([{ year: 2030, days: [{ date: '2030-13-01', name: '', off: true }] }]))).toMatch(/^422 kernel/)
  expect(await refused(w.admin.post('/official-calendars/nowhere/years', { revision: 0, years: [{ year: 2030, days: [] }], source: 'x' }))).toBe('404 kernel/not-found')
  expect(await refused(w.admin.post('/official-calendars', { code: 'xx', name: 'x', weekend: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }))).toMatch(/^422/)
  expect(await refused(w.admin.post('/official-calendars', { code: 'sg-1', name: '🦁 "Singapore" <b>', weekend: ['sun'] }))).toMatch(/^201/)
})

test('only who looks after the whole firm publishes; another firm sees nothing of it; of four at once one does', async () => {
  for (const who of [clerk, manager]) {
    expect(await refused(who.post('/official-calendars/hk/years', { revision: 2, years: [{ year: 2030, days: [] }], source: 'x' }))).toBe('403 identity/not-allowed')
    expect(await refused(who.post('/official-calendars/hk/preview', { revision: 2, years: [{ year: 2030, days: [] }] }))).toBe('403 identity/not-allowed')
    expect(await refused(who.post('/official-calendars', { code: 'mo', name: '澳門', weekend: ['sun'] }))).toBe('403 identity/not-allowed')
  }
  const stranger = await w.otherOrganization()
  expect((await got<any>(stranger.get('/official-calendars'))).items.map((one: any) => one.code)).toEqual(['cn'])
  expect(await refused(stranger.get('/official-calendars/hk'))).toBe('404 kernel/not-found')
  const { revision } = await calendar('hk')
  const answers = await Promise.all([1, 2, 3, 4].map((n) => refused(w.admin.post('/official-calendars/hk/years', { revision, years: [{ year: 2031, days: [off(`2031-05-0${n}`)] }], source: 'x' }))))
  expect(answers.filter((a) => a.startsWith('200'))).toHaveLength(1)
  expect(answers.filter((a) => a === '409 kernel/stale-version')).toHaveLength(3)
})

test('hours and closures are looked at before they hold: the same as what comes, nothing kept, and stale once somebody else changed something', async () => {
  const c = await begun()
  const before = await clockOf(c, 'sameDay')
  const { revision } = await got<any>(w.admin.get(`/units/${shop}/working-times`))
  const own = { ...NOTHING, closures: [{ from: day(0), to: day(2 * DAY), reason: '盘点' }] }
  const look = (who: Client = w.admin) => who.post<any>(`/units/${shop}/working-times/preview`, { ...own, revision })
  const { digest, moves } = await got<any>(look())
  expect(await clockOf(c, 'sameDay')).toMatchObject({ dueAt: before.dueAt })
  expect(moves.moved).toBe(moves.items.length)
  expect(moves.open).toBeGreaterThanOrEqual(moves.moved)
  const { digest: theirs, moves: same } = await got<any>(look(manager))
  expect([theirs, same.moved]).toEqual([digest, moves.moved])
  expect(await refused(look(clerk))).toBe('403 identity/not-allowed')
  await got(set(top, { closures: [{ from: day(5 * DAY), to: day(5 * DAY), reason: '年会' }] }))
  expect(await refused(w.admin.put(`/units/${shop}/working-times`, { ...own, revision, seen: digest }))).toBe('409 clock/preview-stale')
  await got(set(top, NOTHING))
  const again = await got<any>(look())
  await got(w.admin.put(`/units/${shop}/working-times`, { ...own, revision, seen: again.digest }))
  await jobsDone(w, 'clock.recount')
  for (const item of again.moves.items) expect((await got<any>(w.admin.get(`/clocks/${item.clockId}`))).clock.dueAt).toBe(item.after)
  expect(again.moves.items.find((item: any) => item.complaintId === c.id && item.kind === 'sameDay').after).toBe((await clockOf(c, 'sameDay')).dueAt)
  const back = await got<any>(w.admin.post(`/units/${shop}/working-times/preview`, { ...NOTHING, revision: revision + 1 }))
  expect(back.moves.clocks.every((k: any) => k.latestMs <= 0)).toBe(true)
  await got(set(shop, NOTHING))
  await jobsDone(w, 'clock.recount')
})

test('a longer day makes what runs overdue, and the preview says so', async () => {
  const c = await begun()
  await got(set(shop, { closures: [{ from: day(0), to: day(30 * DAY), reason: '装修' }] }))
  await jobsDone(w, 'clock.recount')
  w.travel(4 * DAY)
  clerk = Object.assign(await w.signIn((await got<any>(w.admin.get('/people'))).items.find((p: any) => p.id === clerk.id).email, 'correct horse battery'), { id: clerk.id })
  const { revision } = await got<any>(w.admin.get(`/units/${shop}/working-times`))
  const { moves } = await got<any>(w.admin.post(`/units/${shop}/working-times/preview`, { ...NOTHING, revision }))
  expect(moves.overdue).toBeGreaterThan(0)
  expect(moves.items[0]).toMatchObject({ overdue: true })
  expect(moves.items.some((item: any) => item.complaintId === c.id && item.overdue)).toBe(true)
})
