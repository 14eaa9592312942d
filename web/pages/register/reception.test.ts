import { expect, test } from 'vitest'
import { emptyDraft } from './draft.ts'
import { isStale, receptionOf, recordOf, talkedFor, turnTalk } from './reception.ts'

const ZONE = 'Asia/Shanghai'
const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00+08:00`
const visit = { ...emptyDraft('u', '小李', '店员', 'walkIn'), points: [{ key: 'a', text: '掉钻', wants: '退款', categoryCode: null }, { key: 'b', text: ' ', wants: '', categoryCode: null }] }

test('a talk is timed without its breaks, whether it goes on, is broken off or is over', () => {
  const begun = turnTalk(null, 'start', at(0))
  const off = turnTalk(begun, 'pause', at(10))
  expect(talkedFor(begun, at(4))).toBe(4 * 60_000)
  expect(talkedFor(off, at(30))).toBe(10 * 60_000)
  const on = turnTalk(off, 'resume', at(20))
  expect(talkedFor(on, at(25))).toBe(15 * 60_000)
  expect(turnTalk(turnTalk(on, 'pause', at(26)), 'end', at(30))).toEqual({ startedAt: at(0), endedAt: at(30), pausedAt: null, pauses: [{ from: at(10), to: at(20) }, { from: at(26), to: at(30) }] })
})

test('a signature is of the text that was read: another word, and it is of an earlier one', () => {
  const signed = { ...visit, reception: { ...visit.reception, readBack: { text: recordOf(visit), at: at(5), signatureId: null } } }
  expect(recordOf(visit)).toBe('1. 掉钻\n→ 退款')
  expect(isStale(signed)).toBe(false)
  expect(isStale({ ...signed, points: [{ ...visit.points[0], key: 'a', text: '掉了两颗钻', wants: '退款', categoryCode: null }] })).toBe(true)
})

test('only what the way of receiving asks for is sent, and nothing where nothing was written', () => {
  expect(receptionOf(visit, ZONE)).toEqual({})
  expect(receptionOf(emptyDraft('u', '', '', 'web'), ZONE)).toEqual({})
  const letter = { ...emptyDraft('u', '', '', 'letter'), reception: { ...visit.reception, writtenFrom: '绍兴', seatedAt: '贵宾室', reference: '9' } }
  expect(receptionOf(letter, ZONE).reception).toMatchObject({ writtenFrom: '绍兴', reference: null })
  expect(receptionOf(letter, ZONE).reception).not.toHaveProperty('seatedAt')
})

test('a recording or signature that was taken away again is not named', () => {
  const call = { ...emptyDraft('u', '', '', 'phone'), reception: { ...visit.reception, recording: { fileId: 'gone', startedAt: '2026-11-22T10:00:00' } } }
  expect(receptionOf(call, ZONE)).toEqual({})
  expect(receptionOf({ ...call, files: [{ id: 'gone', name: 'a.mp3', mediaType: 'audio/mpeg', bytes: 1 }] }, ZONE).reception?.recording).toEqual({ fileId: 'gone', startedAt: '2026-11-22T02:00:00.000Z' })
})
