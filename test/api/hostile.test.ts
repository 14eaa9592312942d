import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import { HOSTILE_FILES, HOSTILE_TEXTS } from '#test/hostile.ts'
import { begin, part } from '#test/resumable.ts'
import { got } from '#test/steps.ts'
import { PNG } from '#test/story.ts'

let w: World
beforeAll(async () => { w = await openWorld({}, { puzzleBase: 1 }) })
afterAll(() => w.close())

const from = (n: number) => ({ 'x-forwarded-for': `198.18.7.${n}` })

describe('hostile words', () => {
  test('come through the portal as they are, byte for byte', async () => {
    for (const [n, text] of HOSTILE_TEXTS.entries()) {
      const told = await got(w.visitor.post<any>('/portal/complaints', { place: 'S01', name: text.slice(0, 60), phone: null, text, wants: text.slice(0, 3_000), locale: 'en' }, from(n)), 201)
      const seen = await w.visitor.get<any>(`/portal/complaints/${told.number}`, { 'x-case-code': told.code, ...from(n) })
      expect(String(seen.headers['content-type'])).toMatch(/^application\/json/)
      expect(seen.headers['x-content-type-options']).toBe('nosniff')
      expect(seen.body.points[0].text).toBe(text)
    }
  }, 60_000)

  test('that no database can hold are refused by name, in the reader’s language, and nothing of them is kept', async () => {
    const before = (await got(w.admin.get<any>('/complaints/count'))).count
    for (const text of ['a\u0000b', '\uD800']) {
      for (const [language, words] of [['zh-CN', /[一-鿿]/], ['zh-Hant', /[一-鿿]/], ['en', /[a-z]{3}/]] as const) {
        const answer = await w.visitor.post<any>('/portal/complaints', { place: 'S01', name: '客人', phone: null, text, locale: 'zh-CN' }, { ...from(99), 'accept-language': language })
        expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/text', detail: expect.stringMatching(words) }] } })
      }
    }
    expect((await got(w.admin.get<any>('/complaints/count'))).count).toBe(before)
  })

  test('as a code, a key, a place, a proof, they open nothing and break nothing', async () => {
    for (const [n, text] of HOSTILE_TEXTS.filter((t) => /^[\x20-\x7e]{1,60}$/.test(t)).entries()) {
      const answers = await Promise.all([
        w.visitor.get<any>(`/portal/complaints/${encodeURIComponent(text)}`, { 'x-case-code': text, ...from(n) }), w.visitor.get<any>(`/portal?place=${encodeURIComponent(text)}&card=${encodeURIComponent(text)}`), w.visitor.get<any>(`/portal/manifest?place=${encodeURIComponent(text)}`),
        w.visitor.get<any>(`/portal/uploads/${encodeURIComponent(text)}`, { 'x-upload-key': text }), w.visitor.post<any>('/portal/codes', { token: text }, { ...from(n), 'x-proof': text }), w.visitor.post<any>('/portal/uploads', { name: text, bytes: 1, place: text }, from(n)),
      ])
      expect(answers.map((a) => a.status).filter((status) => ![200, 201, 404, 422].includes(status))).toEqual([])
    }
  }, 60_000)
})

describe('hostile files in parts', () => {
  const send = async (name: string, bytes: Buffer) => {
    const upload = await begin(w.visitor, '/portal/uploads', name, bytes.length)
    return part(w.visitor, '/portal/uploads', upload, 0, bytes)
  }

  test('of kinds that run or unpack are refused with their name', async () => {
    for (const [name, bytes] of HOSTILE_FILES) expect({ name, ...(await send(name, bytes)) }).toMatchObject({ name, status: 415, body: { title: expect.stringContaining(name), errors: [{ pointer: '#/file' }] } })
  })

  test('under names that mean something elsewhere are called by what is left of the name', async () => {
    for (const [given, kept] of [['../../etc/passwd.png', 'passwd.png'], ['C:\\Windows\\a.png', 'a.png'], ['<img src=x onerror=hit()>.png', '<img src=x onerror=hit()>.png'], ['a\r\nSet-Cookie: b.png', 'aSet-Cookie: b.png'], ['\u202Egnp.exe.png', 'gnp.exe.png']] as const) {
      expect(await send(given, PNG)).toMatchObject({ status: 200, body: { file: { name: kept, mediaType: 'image/png' } } })
    }
  })
})
