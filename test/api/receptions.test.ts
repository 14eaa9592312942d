import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBackText } from '#contract/reception.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, refused } from '#test/steps.ts'
import { aComplaint, PNG, register, upload } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
const MINUTE = 60_000

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
})
afterAll(() => w.close())

const ago = (minutes: number) => new Date(w.now().getTime() - minutes * MINUTE).toISOString()
const aFile = async (name: string, bytes: Buffer = PNG) => JSON.parse((await upload(clerk, name, bytes)).body) as { id: string; sha256: string }
const of = async (id: string, who: Client = manager) => (await got(who.get(`/complaints/${id}`))).reception
const POINTS = [{ text: '戒指戴了三天就掉钻', wants: '全额退款' }, { text: '店员态度差', wants: null }]

describe('how a complaint was received', () => {
  test('by phone: notes with their moments, and the recording with its beginning', async () => {
    const wav = await aFile('call.wav', Buffer.concat([Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00', 'latin1'), Buffer.alloc(64)]))
    const notes = [{ at: ago(9), text: '下个月结婚' }, { at: ago(8), text: '要换一只' }]
    const c = await register(w, clerk, { fileIds: [wav.id], reception: { notes, recording: { fileId: wav.id, startedAt: ago(10) } } })
    expect(await of(c.id)).toMatchObject({ notes: notes.map(({ text }) => ({ text })), recording: { file: { id: wav.id, name: 'call.wav' } }, readBack: null })
    expect((await got(manager.get(`/complaints/${(await register(w, clerk)).id}`))).reception).toBeNull()
  })

  test('by letter: its pages stay in the order they were put in', async () => {
    const [second, third, first] = [await aFile('2.png'), await aFile('3.png'), await aFile('1.png')]
    const c = await register(w, clerk, { channel: 'letter', fileIds: [first.id, second.id, third.id] })
    expect((await got(manager.get(`/complaints/${c.id}`))).files.map((f: { name: string }) => f.name)).toEqual(['1.png', '2.png', '3.png'])
  })

  test('in person: seat, host, talk, and the signature bound to what was read back', async () => {
    const signature = await aFile('signature.png')
    const text = readBackText(POINTS)
    const at = ago(1)
    const c = await register(w, clerk, {
      channel: 'walkIn', privateRoom: true, readBack: true, points: POINTS, fileIds: [signature.id],
      reception: { seatedAt: '二楼贵宾室', hostId: manager.id, talk: { startedAt: ago(30), endedAt: ago(2), pauses: [{ from: ago(20), to: ago(15) }] }, readBack: { text, at, signatureId: signature.id }, appointment: { text: '周五下午带鉴定结果见面', dueAt: ago(-60) } },
    })
    const shown = await of(c.id)
    expect(shown).toMatchObject({ seatedAt: '二楼贵宾室', host: { id: manager.id, name: '陈店长' }, readBack: { text, stillSo: true, signature: { id: signature.id } } })
    expect(shown.readBack.seal).toBe(createHash('sha256').update(JSON.stringify([text, shown.readBack.at, signature.sha256])).digest('hex'))
    // The receipt bears the signature; without it the paper is another one.
    const [bare, paper] = await Promise.all([(await register(w, clerk, { points: POINTS })).id, c.id].map((id) => manager.get<Buffer>(`/complaints/${id}/papers/receipt`)))
    expect([bare?.status, paper?.status]).toEqual([200, 200])
    expect([bare, paper].map((one) => one?.body.includes('/Subtype/Image') || one?.body.includes('/Subtype /Image'))).toEqual([false, true])
    const whole = await got(manager.get(`/complaints/${c.id}`))
    expect(whole.promises).toMatchObject([{ text: '周五下午带鉴定结果见面', owner: { id: clerk.id }, state: 'open' }])
    expect(whole.timeline.map((e: { words: string }) => e.words)).toContain('顾客确认了念给他听的记录')
    await got(clerk.post(`/complaints/${c.id}/words`, { id: undefined, channel: 'walkIn', asPoints: true, circumstances: '', fileIds: [], points: [{ text: '还有一件', wants: null, categoryCode: null }] }))
    expect(await of(c.id)).toMatchObject({ readBack: { text, stillSo: false } })
  })

  test('a transfer bears its number and its own deadline, which is a clock and no promise', async () => {
    const c = await register(w, clerk, { channel: 'regulator', reception: { reference: '12315-0098', answerBy: ago(-3 * 24 * 60) } })
    expect(await of(c.id)).toMatchObject({ reference: '12315-0098' })
    expect((await got(clerk.get(`/complaints/${c.id}`))).promises).toEqual([])
    expect((await got(clerk.get(`/complaints/${c.id}/proceedings`))).items).toMatchObject([{ reference: '12315-0098', answerBy: expect.any(String), ownDue: expect.any(String) }])
    const reply = await clerk.get<Buffer>(`/complaints/${c.id}/papers/transfer`)
    expect([reply.status, reply.headers['content-type'], reply.body.subarray(0, 4).toString()]).toEqual([200, 'application/pdf', '%PDF'])
    const own = await clerk.get(`/complaints/${(await register(w, clerk, { channel: 'phone' })).id}/papers/transfer`)
    expect(own).toMatchObject({ status: 409, body: { type: expect.stringContaining('complaint/not-transferred'), title: expect.stringContaining('12315') } })
  })

  test('impossible times, files of others and unknown hosts are refused by their fields', async () => {
    const post = async (reception: Record<string, unknown>, more: Record<string, unknown> = {}) => clerk.post('/complaints', await aComplaint(w, { reception, ...more }))
    expect(await faulty(post({ notes: [{ at: ago(-60), text: 'x' }] }))).toBe('422 #/reception/notes/0/at')
    expect(await faulty(post({ talk: { startedAt: ago(5), endedAt: ago(6), pauses: [] } }))).toBe('422 #/reception/talk/endedAt')
    expect(await faulty(post({ appointment: { text: 'x', dueAt: ago(1) } }))).toBe('422 #/reception/appointment/dueAt')
    const foreign = JSON.parse((await upload(manager, 's.png', PNG)).body).id as string
    expect(await faulty(post({ readBack: { text: 'x', at: ago(1), signatureId: foreign } }))).toBe('422 #/reception/readBack/signatureId')
    expect(await faulty(post({ readBack: { text: 'x', at: ago(1), signatureId: foreign } }, { fileIds: [foreign] }))).toBe('422 #/fileIds/0')
    expect(await refused(post({ hostId: crypto.randomUUID() }))).toBe('404 kernel/not-found')
  })

  test('thirty at once keep their own', async () => {
    const made = await Promise.all(Array.from({ length: 30 }, (_, i) => register(w, clerk, { channel: 'regulator', reception: { reference: `R${i}`, appointment: { text: `约${i}`, dueAt: ago(-60) } } })))
    for (const [i, c] of made.entries()) {
      const whole = await got(clerk.get(`/complaints/${c.id}`))
      expect([whole.reception.reference, whole.promises[0].text, whole.promises[0].owner.id]).toEqual([`R${i}`, `约${i}`, clerk.id])
    }
  })
})

describe('a letter', () => {
  test('lies before who leads the unit, who takes it on or sends it back; clocks run from the day it came', async () => {
    const c = await register(w, clerk, { channel: 'letter', receivedAt: ago(26 * 60), reception: { writtenFrom: '绍兴市越城区' } })
    const whole = await got(manager.get(`/complaints/${c.id}`))
    expect(whole.handovers).toMatchObject([{ from: { id: clerk.id }, to: { id: manager.id }, state: 'pending' }])
    expect(whole.clocks.find((k: { kind: string }) => k.kind === 'acknowledgement')).toMatchObject({ startedAt: whole.receivedAt })
    expect((await got(manager.get('/notifications'))).items[0].words).toBe(`收到一封投诉信 ${c.number}，请定下由谁处理。`)
    expect((await got(manager.get('/desk'))).items.map((i: { kind: string; complaintId: string }) => `${i.kind} ${i.complaintId}`)).toContain(`handover ${c.id}`)
    await got(manager.post(`/handovers/${whole.handovers[0].id}/accept`))
    expect((await got(manager.get(`/complaints/${c.id}`))).owner.id).toBe(manager.id)
  })

  test('that the manager wrote down, or a complaint officer, stays with them', async () => {
    const officer = await w.person('周专员', 'HQ', 'complaintOfficer')
    for (const who of [manager, officer]) expect((await got(who.get(`/complaints/${(await register(w, who, { channel: 'letter' })).id}`))).handovers).toEqual([])
  })
})
