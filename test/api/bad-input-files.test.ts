import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { PNG, register, upload } from '#test/story.ts'
import { got, rowCounts } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
})
afterAll(() => w.close())

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const isKept = (bytes: Buffer) => w.composed.store.open(sha(bytes)).then((stream) => { stream.destroy(); return true }, () => false)
const answerOf = (answer: Awaited<ReturnType<typeof upload>>) => `${answer.statusCode} ${answer.json<{ type?: string }>().type?.replace('/problems/', '') ?? 'kept'}`
const raw = (payload: string | Buffer, type = 'multipart/form-data; boundary=B') => w.app.inject({ method: 'POST', url: '/api/v1/files', headers: { ...clerk.headers, 'accept-language': 'zh-CN', 'content-type': type }, payload })

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const HTML = Buffer.from('<!doctype html><script>alert(document.cookie)</script>')
const EXE = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00', 'latin1'), Buffer.alloc(48), Buffer.from('\x80\x00\x00\x00', 'latin1'), Buffer.alloc(64), Buffer.from('PE\x00\x00', 'latin1'), Buffer.alloc(200)])
const ZIP = Buffer.from('504b0304140000000000000021000000000000000000000000000c0000002e2e2f6576696c2e747874504b0506000000000100010000000000000000000000', 'hex')

describe('a file is refused, with its name in the reason, and leaves nothing', () => {
  test.each<[string, string, Buffer, string]>([
    ['a program', 'setup.exe', EXE, '415 files/kind-not-taken'], ['a program that calls itself a picture', '戒指.jpg', EXE, '415 files/kind-not-taken'], ['a page', 'page.html', HTML, '415 files/kind-not-taken'], ['a page that calls itself text', 'note.txt', HTML, '415 files/kind-not-taken'],
    ['a page after a byte order mark and blanks', 'note.txt', Buffer.concat([Buffer.from('\ufeff \r\n\t'), HTML]), '415 files/kind-not-taken'], ['a page that calls itself a picture', 'photo.png', HTML, '415 files/kind-not-taken'], ['a drawing that may run', 'photo.svg', SVG, '415 files/kind-not-taken'],
    ['a drawing that calls itself a picture', 'photo.png', SVG, '415 files/kind-not-taken'], ['an archive', 'all.zip', ZIP, '415 files/kind-not-taken'], ['an archive that calls itself a picture', 'all.jpg', ZIP, '415 files/kind-not-taken'], ['a script', 'run.sh', Buffer.from('#!/bin/sh\nrm -rf /\n'), '415 files/kind-not-taken'],
    ['a script that calls itself text', 'run.txt', Buffer.from('#!/bin/sh\nrm -rf /\n'), '415 files/kind-not-taken'], ['bytes that are no text', 'data.txt', Buffer.from([0, 1, 2, 3, 255, 254]), '415 files/kind-not-taken'], ['a picture with another ending', 'ring.jpg', PNG, '415 files/kind-differs'], ['a picture that ends like a program', 'ring.png.exe', PNG, '415 files/kind-differs'],
    ['a picture without an ending', 'ring', PNG, '415 files/kind-differs'], ['nothing at all', 'empty.txt', Buffer.alloc(0), '422 files/missing'], ['an empty picture', 'empty.png', Buffer.alloc(0), '422 files/missing'], ['text without an ending', 'readme', Buffer.from('hello'), '415 files/kind-not-taken'],
    ['more than 25 MB', 'long.txt', Buffer.alloc(30 * 1024 * 1024, 'long '), '413 files/too-large'], ['one byte too many', 'long.txt', Buffer.alloc(25 * 1024 * 1024 + 1, 'abc '), '413 files/too-large'],
  ])('%s', async (_, name, bytes, expected) => {
    const before = await rowCounts(w)
    for (const path of ['/files', '/portal/files']) {
      const answer = await upload(clerk, name, bytes, path)
      expect(answerOf(answer)).toBe(expected)
      const { title, errors } = answer.json<{ title: string; errors: { pointer: string; detail: string }[] }>()
      expect(errors).toEqual([{ pointer: '#/file', detail: title }])
      if (expected.startsWith('415')) expect(title).toContain(name)
    }
    expect(await isKept(bytes)).toBe(false)
    expect(await rowCounts(w)).toEqual(before)
  })

  test('what is no upload', async () => {
    const before = await rowCounts(w)
    const part = (head: string, body = 'abc', end = '\r\n--B--\r\n') => `--B\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}${end}`
    const answers = await Promise.all([
      raw(part('name="file"; filename="a.txt"', 'abc', '')), raw('abc', 'multipart/form-data'), raw('not multipart at all'), raw(''), raw(part('name="other"')), raw('{}', 'application/json'), raw('--B\r\ncontent-disposition: form-data; name="file"\r\ncontent-type: application/octet-stream\r\n\r\nabc\r\n--B--\r\n'),
    ])
    for (const answer of answers) expect([400, 415, 422]).toContain(answer.statusCode)
    expect(answers.every((a) => String(a.headers['content-type']).startsWith('application/problem+json'))).toBe(true)
    expect(answers[0]?.statusCode).toBe(400)
    expect(await isKept(Buffer.from('abc'))).toBe(false)
    expect(await rowCounts(w)).toEqual(before)
  })
})

describe('a file that is kept', () => {
  test('survives that the same bytes are refused under another name', async () => {
    const kept = (await upload(clerk, 'ring.png', PNG)).json<{ id: string }>()
    expect(answerOf(await upload(clerk, 'ring.exe', PNG))).toBe('415 files/kind-differs')
    expect(answerOf(await upload(clerk, 'ring.png', PNG, '/portal/files'))).toBe('201 kept')
    const [again] = await Promise.all([upload(clerk, 'second.png', PNG), upload(clerk, 'x.pdf', PNG), upload(clerk, 'y.gif', PNG)])
    expect((await clerk.get<Buffer>(`/files/${kept.id}`)).body).toEqual(PNG)
    expect((await clerk.get<Buffer>(`/files/${again.json<{ id: string }>().id}`)).body).toEqual(PNG)
  })

  test('may be as long as we say', async () => {
    const bytes = Buffer.alloc(25 * 1024 * 1024, 'abcdefg\n')
    const answer = await upload(clerk, 'long.txt', bytes)
    expect(answer.json()).toMatchObject({ bytes: bytes.length, sha256: sha(bytes), mediaType: 'text/plain' })
  })

  test.each([
    ['发票①—（最终版）.png', '发票①—（最终版）.png'], ['../../etc/passwd.png', 'passwd.png'], ['C:\\Users\\x\\ring.png', 'ring.png'], ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'], ['a\u202egnp.exe.png', 'agnp.exe.png'],
    [`${'💍'.repeat(150)}.png`, `${'💍'.repeat(150)}.png`], [`${'💍'.repeat(250)}.png`, `${'💍'.repeat(196)}.png`], ['  ring  .png', 'ring  .png'], ['.png', '.png'], ["it's (1)*.png", "it's (1)*.png"],
  ])('keeps a name that harms nobody: %s', async (given, shown) => {
    const answer = await upload(clerk, given, PNG)
    expect(answer.json()).toMatchObject({ name: shown })
    const { id } = answer.json<{ id: string }>()
    const { headers } = await clerk.get(`/files/${id}`)
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'content-length': String(PNG.length) })
    const disposition = String(headers['content-disposition'])
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w.~%!-]+$/)
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(shown)
    expect((await clerk.get(`/files/${id}?inline=1`)).headers).toMatchObject({ 'content-type': 'image/png', 'content-security-policy': "sandbox; default-src 'none'" })
  })

  test('is never shown in the page when it is text', async () => {
    const bytes = Buffer.from('价格,数量\r\n=1+1,<b>x</b>\r\n')
    const { id } = (await upload(clerk, 'list.csv', bytes)).json<{ id: string }>()
    const answer = await clerk.get<Buffer>(`/files/${id}?inline=1`)
    expect(answer.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': expect.stringContaining('attachment') })
    expect(answer.body).toEqual(bytes)
  })

  test('belongs to one case', async () => {
    const file = (await upload(clerk, 'ring.png', PNG)).json<{ id: string }>()
    const [one, two] = [await register(w, clerk, { fileIds: [file.id] }), await register(w, clerk)]
    expect((await got(clerk.get(`/complaints/${one.id}`))).files).toMatchObject([{ id: file.id, name: 'ring.png' }])
    const stolen = await clerk.post(`/complaints/${two.id}/messages`, { kind: 'note', text: 'x', fileIds: [file.id] })
    expect(stolen).toMatchObject({ status: 422, body: { type: '/problems/communication/file-unknown', errors: [{ pointer: '#/fileIds/0' }] } })
  })
})
