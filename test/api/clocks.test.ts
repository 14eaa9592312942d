import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database } from '#kernel/db.ts'
import { recomputeProvisional, sweepClocks } from '#modules/clock/sweep.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { signAgreed, faulty, got, investigated, onDatabase, refused } from '#test/steps.ts'
import { PNG, register, type Registered, upload } from '#test/story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let director: Client & { id: string }
let database: Database

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  director = await w.person('周经理', 'HQ', 'serviceManager')
  database = connect(w.url, 2, () => undefined)
})
afterAll(async () => {
  await database.end()
  await w.close()
})

const at = (ms = 0) => new Date(w.now().getTime() + ms).toISOString()
const shown = (who: Client, c: { id: string }) => got<any>(who.get(`/complaints/${c.id}`))
const clock = (c: any, kind: string) => c.clocks.find((k: { kind: string }) => k.kind === kind)
const length = (k: { startedAt: string; dueAt: string }) => Date.parse(k.dueAt) - Date.parse(k.startedAt)
const here = (presence: string, more: Record<string, unknown> = {}): Promise<Registered> => register(w, clerk, { channel: 'walkIn', receivedAt: at(), presence, ...more })

test.each([['displeased', 'fireDispleased', 5], ['inService', 'fireInService', 15], ['onPremises', 'fireOnPremises', 30]])('fire alarm: %s starts %s of %i minutes', async (presence, kind, minutes) => {
  const c = await here(presence)
  expect(length(clock(c, kind))).toBe(minutes * MINUTE)
  expect((c as any).clocks.filter((k: { kind: string }) => k.kind.startsWith('fire'))).toHaveLength(1)
  expect((await shown(clerk, c)).next).toEqual({ action: 'complaint.acknowledge', dueAt: clock(c, kind).dueAt })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'inPerson' }))
  expect(clock(await shown(clerk, c), kind)).toMatchObject({ state: 'met' })
})

test('fire alarm: 24 natural hours from the recorded departure, ended by a solution and not by an acknowledgement', async () => {
  const c = await here('onPremises')
  w.travel(20 * MINUTE)
  const left = at(-5 * MINUTE)
  expect((await shown(clerk, c)).may['complaint.depart']).toBeNull()
  const gone = await got(clerk.post(`/complaints/${c.id}/departure`, { at: left }))
  expect(gone).toMatchObject({ presence: 'left' })
  expect(Date.parse(gone.departedAt)).toBe(Date.parse(left))
  expect(Date.parse(clock(gone, 'fireDeparted').dueAt)).toBe(Date.parse(left) + DAY)
  expect(await refused(clerk.post(`/complaints/${c.id}/departure`, {}))).toBe('409 complaint/departed-already')
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  expect(clock(await shown(clerk, c), 'fireDeparted')).toMatchObject({ state: 'running' })
  await got(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '我们换一件给您', answersInFull: true }), 201)
  expect(clock(await shown(clerk, c), 'fireDeparted')).toMatchObject({ state: 'met' })
})

test('who had left when it was written down: the clock runs from then; impossible departures are refused by their field', async () => {
  const c = await here('left', { receivedAt: at(-3 * HOUR), departedAt: at(-2 * HOUR) })
  expect(length(clock(c, 'fireDeparted'))).toBe(DAY)
  expect(Date.parse(clock(c, 'fireDeparted').startedAt)).toBeCloseTo(w.now().getTime() - 2 * HOUR, -4)
  const body = { channel: 'walkIn', unitId: await w.unitId('S01'), receivedAt: at(), customer: { name: '何先生', phone: null }, points: [{ text: '戒指变形' }], receiver: { name: '小李', position: '店员' }, signedOff: true }
  expect(await faulty(clerk.post('/complaints', { ...body, presence: 'left', departedAt: at(HOUR) }))).toBe('422 #/departedAt')
  expect(await faulty(clerk.post('/complaints', { ...body, presence: 'inService', departedAt: at() }))).toBe('422 #/departedAt')
  const waiting = await here('inService')
  expect(await faulty(clerk.post(`/complaints/${waiting.id}/departure`, { at: at(-DAY) }))).toBe('422 #/at')
  expect(await faulty(clerk.post(`/complaints/${waiting.id}/departure`, { at: at(DAY) }))).toBe('422 #/at')
})

test('waiting for the customer: the clocks that allow it stand still, and go on later by as much', async () => {
  const c = await register(w, clerk)
  const before = await shown(clerk, c)
  const paused = await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客寄回戒指' }))
  expect(paused.pauses).toMatchObject([{ reason: '等顾客寄回戒指', to: null, by: { id: clerk.id } }])
  expect(paused.clocks.filter((k: { state: string }) => k.state === 'paused').map((k: { kind: string }) => k.kind).sort()).toEqual(['agreedEnd', 'writtenReply'])
  expect(clock(paused, 'acknowledgement')).toMatchObject({ state: 'running' })
  expect(await refused(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '再停' }))).toBe('409 clock/nothing-to-pause')
  w.travel(3 * DAY)
  await sweepClocks(database.db, w.composed.doors.perform, w.now)
  const gone = await got(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))
  expect(gone.pauses[0].to).not.toBeNull()
  // Days count as they end: of the three, the day of receipt did not count anyway.
  expect(Date.parse(clock(gone, 'writtenReply').dueAt) - Date.parse(clock(before, 'writtenReply').dueAt)).toBe(2 * DAY)
  expect(await refused(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))).toBe('409 clock/not-paused')
  const told = await got(clerk.get(`/clocks/${clock(gone, 'writtenReply').id}`))
  expect(told.periods.filter((p: { why: string }) => p.why === 'paused').length).toBeGreaterThan(0)
  expect(told.rule).toMatchObject({ amount: 7, unit: 'naturalDays', id: 'reply' })
})

test('the customer writes: what waited for them runs on by itself', async () => {
  const c = await register(w, clerk)
  await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等顾客答复' }))
  await got(w.visitor.post(`/portal/complaints/${c.number}/messages`, { text: '明天寄到' }, { 'x-case-code': c.portalCode }))
  const now = await shown(clerk, c)
  expect(now.clocks.some((k: { state: string }) => k.state === 'paused')).toBe(false)
  expect(now.pauses).toMatchObject([{ to: expect.any(String) }])
})

const asked = async () => {
  const c = await register(w, clerk)
  const reply = clock(await shown(clerk, c), 'writtenReply')
  const until = new Date(Date.parse(reply.dueAt) + 5 * DAY).toISOString()
  const now = await got(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until, reason: '送国家珠宝检测中心复检' }))
  return { c, reply, until, extension: now.extensions[0], now }
}

test('more time is asked for, granted by somebody else, and told to the customer with the reason', async () => {
  const { c, reply, until, extension, now } = await asked()
  expect(extension).toMatchObject({ state: 'pending', clock: 'writtenReply', whyNot: expect.any(String), askedBy: { id: clerk.id } })
  expect(await refused(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until, reason: '再申请' }))).toBe('409 clock/already-asked')
  expect(await refused(clerk.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: true }))).toBe('403 identity/not-allowed')
  expect((await got(manager.get('/desk'))).items).toContainEqual(expect.objectContaining({ kind: 'extension', complaintId: c.id }))
  expect((await got(director.get('/notifications'))).items).toContainEqual(expect.objectContaining({ name: 'extensionAsked' }))
  const granted = await got(manager.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: true, comment: '同意，盯紧' }))
  expect(clock(granted, 'writtenReply')).toMatchObject({ state: 'running', extended: true })
  expect(Date.parse(clock(granted, 'writtenReply').dueAt)).toBe(Date.parse(until))
  expect(granted.messages.at(-1)).toMatchObject({ kind: 'reply', text: expect.stringContaining('送国家珠宝检测中心复检') })
  const portal = await got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
  expect(JSON.stringify(portal.messages)).toContain('还需要一些时间')
  expect(await refused(manager.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: true }))).toBe('409 clock/already-decided')
  const told = await got(clerk.get(`/clocks/${reply.id}`))
  expect(Date.parse(told.extendedFrom)).toBe(Date.parse(reply.dueAt))
  expect(now.version).toBeLessThan(granted.version)
})

test('the letter is in the language in which the customer wrote, and the case says which', async () => {
  expect(await shown(clerk, await register(w, clerk))).toMatchObject({ locale: 'zh-CN' })
  const made = await got(w.visitor.post('/portal/complaints', { place: 'S01', name: 'Ms Taylor', phone: null, text: 'The clasp broke again.', wants: null, locale: 'en' }), 201)
  const { items } = await got(clerk.get('/complaints?q=clasp'))
  const c = await shown(clerk, { id: items[0].id } as Registered)
  expect(c).toMatchObject({ number: made.number, locale: 'en' })
  const reply = clock(c, 'writtenReply')
  const now = await got(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: new Date(Date.parse(reply.dueAt) + 5 * DAY).toISOString(), reason: 'The laboratory needs five days.' }))
  const granted = await got(manager.post(`/complaints/${c.id}/extensions/${now.extensions[0].id}/decision`, { approve: true }))
  expect(granted.messages.at(-1).text).toMatch(/^Dear Ms Taylor, .*The laboratory needs five days\./)
})

test('nobody grants their own, a refusal leaves the clock alone, earlier is no extension', async () => {
  const { c, reply, extension } = await asked()
  expect(await faulty(manager.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: false }))).toBe('422 #/comment')
  const refusedIt = await got(manager.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: false, comment: '先催工坊' }))
  expect(Date.parse(clock(refusedIt, 'writtenReply').dueAt)).toBe(Date.parse(reply.dueAt))
  expect(refusedIt.messages).toEqual([])
  expect(await faulty(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: at(HOUR), reason: '早一点' }))).toBe('422 #/until')
  expect(await faulty(director.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: at(HOUR), reason: '早一点' }))).toBe('422 #/until')
  const own = await got(manager.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: new Date(Date.parse(reply.dueAt) + DAY).toISOString(), reason: '我自己申请' }))
  expect(await refused(manager.post(`/complaints/${c.id}/extensions/${own.extensions.at(-1).id}/decision`, { approve: true }))).toBe('403 clock/own-extension')
})

test('two who decide at once: one of them does', async () => {
  const { c, extension } = await asked()
  const answers = await Promise.all([manager, director, manager, director].map((who) => refused(who.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: true }))))
  expect(answers.filter((a) => a.startsWith('200'))).toHaveLength(1)
  expect(answers.filter((a) => a === '409 clock/already-decided')).toHaveLength(3)
  expect((await shown(clerk, c)).messages).toHaveLength(1)
})

test('another shop neither asks, pauses nor records a departure', async () => {
  const stranger = await w.person('小赵', 'S02', 'shopManager')
  const c = await here('onPremises')
  const reply = clock(c, 'writtenReply')
  const answers = await Promise.all([
    stranger.post(`/complaints/${c.id}/departure`, {}), stranger.post(`/complaints/${c.id}/clocks/pause`, { reason: 'x' }), stranger.post(`/complaints/${c.id}/clocks/resume`, {}),
    stranger.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: at(30 * DAY), reason: 'x' }), stranger.get(`/clocks/${reply.id}`),
  ].map(refused))
  expect(answers).toEqual(Array(5).fill('404 kernel/not-found'))
})

test('a clock that rang is told to the deputy too when the one responsible is away', async () => {
  const deputy = await w.person('代班', 'S01', 'clerk')
  const today = w.now().toISOString().slice(0, 10)
  await got(w.admin.post(`/people/${manager.id}/absence`, { from: today, until: new Date(w.now().getTime() + 9 * DAY).toISOString().slice(0, 10), deputyId: deputy.id }))
  await register(w, clerk)
  w.travel(3 * HOUR)
  await sweepClocks(database.db, w.composed.doors.perform, w.now)
  expect((await got(deputy.get('/notifications'))).items).toContainEqual(expect.objectContaining({ name: 'clockBreached' }))
})

test('a provisional deadline is counted anew when the holidays are known; who looks after the case hears that it moved', async () => {
  const c = await register(w, clerk)
  const end = clock(await shown(clerk, c), 'agreedEnd')
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query(`update clock.deadline set provisional = true, due_at = due_at + interval '5 days' where id = $1`, [end.id])
  })
  expect(await recomputeProvisional(database.db, w.composed.doors.perform)).toBe(1)
  expect(await recomputeProvisional(database.db, w.composed.doors.perform)).toBe(0)
  const now = await shown(clerk, c)
  expect(clock(now, 'agreedEnd')).toMatchObject({ dueAt: end.dueAt, provisional: false })
  expect(now.timeline.filter((e: { name: string }) => e.name === 'clock.recomputed')).toHaveLength(1)
})

test('a case seen otherwise gets the clocks it should have had; what rang stays, nothing is put off', async () => {
  const c = await here('displeased', { points: [{ text: '戒指变形' }] })
  w.travel(10 * MINUTE)
  await sweepClocks(database.db, w.composed.doors.perform, w.now)
  const before = await shown(clerk, c)
  expect(clock(before, 'fireDispleased')).toMatchObject({ state: 'late' })
  const turned = await got(clerk.post(`/complaints/${c.id}/urgency`, { urgency: 'urgent', reason: '婚期在即' }))
  expect(turned.clocks.filter((k: { kind: string }) => k.kind === 'fireDispleased')).toMatchObject([{ state: 'late' }])
  expect(turned.timeline.filter((e: { name: string }) => e.name === 'clock.breached')).toHaveLength(before.timeline.filter((e: { name: string }) => e.name === 'clock.breached').length)
  const calm = await register(w, clerk, { customer: { name: '方先生', phone: '13700000091' } })
  const pressed = await got(clerk.post(`/complaints/${calm.id}/urgency`, { urgency: 'critical', reason: '割伤' }))
  expect(clock(pressed, 'firstActionGeneral')).toMatchObject({ state: 'cancelled' })
  expect(length(clock(pressed, 'firstActionCritical'))).toBe(15 * MINUTE)
  expect(clock(pressed, 'firstActionCritical').startedAt).toBe(clock(pressed, 'acknowledgement').startedAt)
})

test('one pause at a time; what starts meanwhile waits too; a reopened case waits no more', async () => {
  const c = await register(w, clerk, { customer: { name: '康先生', phone: '13700000092' } })
  await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等寄回' }))
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  expect(await refused(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '再停' }))).toBe('409 clock/nothing-to-pause')
  const now = await shown(clerk, c)
  await got(clerk.post(`/complaints/${c.id}/close`, { version: now.version, summary: SUMMARY, outcome: 'withdrawn', reason: '不追究了' }))
  const again = await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又来了' }))
  expect([again.may['clock.pause'], again.pauses.at(-1).to]).toEqual([null, expect.any(String)])
  expect(again.clocks.filter((k: { state: string }) => k.state === 'running').map((k: { kind: string }) => k.kind).sort()).toEqual(['agreedEnd', 'writtenReply'])
})

test('a date granted while we wait for the customer stays the date that was told', async () => {
  const { c, extension, until } = await asked()
  await got(clerk.post(`/complaints/${c.id}/clocks/pause`, { reason: '等寄回' }))
  w.travel(2 * DAY)
  await got(manager.post(`/complaints/${c.id}/extensions/${extension.id}/decision`, { approve: true }))
  const resumed = await got(clerk.post(`/complaints/${c.id}/clocks/resume`, {}))
  expect(Math.abs(Date.parse(clock(resumed, 'writtenReply').dueAt) - Date.parse(until))).toBeLessThan(MINUTE)
})

test('what may not be said to a customer is not said by an extension either', async () => {
  const c = await register(w, clerk, { customer: { name: '康女士', phone: '13700000093' } })
  const reply = clock(await shown(clerk, c), 'writtenReply')
  expect(await faulty(clerk.post(`/complaints/${c.id}/extensions`, { clockId: reply.id, until: new Date(Date.parse(reply.dueAt) + DAY).toISOString(), reason: '这事不归我管' }))).toBe('422 #/reason')
})

const SUMMARY = { cause: '镶口松', effect: '顾客不满', improvement: '全数复检' }
const closeAs = async (c: { id: string }, outcome: string, more: Record<string, unknown> = {}) => {
  const { version } = await shown(clerk, c)
  return refused(clerk.post(`/complaints/${c.id}/close`, { version, summary: SUMMARY, outcome, ...more }))
}

test('each end of a case has its own gates, shown beforehand and asked by the command', async () => {
  const c = await register(w, clerk)
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  const { endings } = await shown(clerk, c)
  expect(endings.map((e: { outcome: string }) => e.outcome)).toEqual(['declined', 'withdrawn', 'anonymous', 'unreachable', 'transferred', 'explained'])
  const standing = (outcome: string) => endings.find((e: { outcome: string }) => e.outcome === outcome).gates.filter((g: { words: string | null }) => g.words).map((g: { gate: string }) => g.gate)
  expect([standing('withdrawn'), standing('unreachable'), standing('explained'), standing('anonymous'), standing('declined')]).toEqual([[], ['attempts'], ['findings'], ['findings', 'publicAnswer'], ['findings', 'grounds']])
  expect(await closeAs(c, 'explained')).toBe('409 investigation/point-without-finding')
  expect(await closeAs(c, 'unreachable')).toBe('409 follow-up/attempts-missing')
  expect(await closeAs(c, 'agreed')).toBe('422 complaint/outcome-not-so')
  expect(await closeAs(c, 'withdrawn')).toBe('422 complaint/reason-missing')
  expect(await closeAs(c, 'withdrawn', { reason: '顾客说：修好了就算了' })).toMatch(/^200/)
  expect(await shown(clerk, c)).toMatchObject({ state: 'closed', outcome: 'withdrawn', endings: [] })
})

test('unreachable: three attempts on three days by two channels', async () => {
  const c = await register(w, clerk)
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'message' }))
  for (const kind of ['call', 'reply', 'call']) {
    w.travel(DAY)
    expect(await closeAs(c, 'unreachable')).toBe('409 follow-up/attempts-missing')
    await got(clerk.post(`/complaints/${c.id}/messages`, kind === 'call' ? { kind, text: '没人接', reached: false } : { kind, text: '给您打过电话，方便时请回电' }), 201)
  }
  expect(await closeAs(c, 'unreachable')).toMatch(/^200/)
})

test('a large sum agreed by word of mouth is signed before the case closes', async () => {
  const c = await investigated(w, clerk, { customer: { name: '罗女士', phone: '13700000077' } })
  const made = await got<any>(director.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 600_000, pointId: c.points[0]?.id }], reason: '质量问题' }), 201)
  await got(director.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))
  const standing = async () => (await shown(clerk, c)).endings[0].gates.filter((g: { words: string | null }) => g.words).map((g: { gate: string }) => g.gate)
  expect(await standing()).toContain('signature')
  const paper = (await upload(clerk, 'signed.png', PNG)).json<{ id: string }>().id
  expect(await refused(signAgreed(clerk, c.id, c.id))).toBe('422 communication/file-unknown')
  await got(signAgreed(clerk, c.id, paper))
  expect(await standing()).not.toContain('signature')
  expect((await shown(clerk, c)).agreement).toMatchObject({ proof: 'signature' })
})

test('who leaves with a solution on the table is not waited for; who was never here cannot leave', async () => {
  const c = await investigated(w, clerk, { channel: 'walkIn', presence: 'onPremises', customer: { name: '邓先生', phone: '13700000078' } })
  const made = await got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'apology', amountFen: 0, pointId: c.points[0]?.id }], reason: '道歉' }), 201)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  expect(clock(await got(clerk.post(`/complaints/${c.id}/departure`, {})), 'fireDeparted')).toBeUndefined()
  const phoned = await register(w, clerk, { customer: { name: '邓先生', phone: '13700000078' } })
  expect(await refused(clerk.post(`/complaints/${phoned.id}/departure`, {}))).toBe('409 complaint/departed-already')
})

test('where safety was at stake the cause must be known', async () => {
  const c = await investigated(w, clerk, { urgency: 'critical', urgencyReason: '割伤' })
  expect(await closeAs(c, 'explained')).toBe('409 investigation/cause-missing')
})
