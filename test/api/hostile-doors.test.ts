import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WholeMail } from '#contract/mailbox.ts'
import { unmarked } from '#kernel/csv-cell.ts'
import { MINUTE, plusMs } from '#kernel/time.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { readCsv } from '#test/csv.ts'
import { whyNoDovecot } from '#test/dovecot.ts'
import { HOSTILE_FILES, HOSTILE_TEXTS, type Named, materialFiles, materialTexts } from '#test/hostile.ts'
import { type Machinery, type Told, bring, checked, machineryOf, preview, rowsOf, taken } from '#test/importing.ts'
import { type Mailboxes, openMailboxes } from '#test/mailboxes.ts'
import { got, onDatabase, rowCounts } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'
import { workbook } from '#test/workbook.ts'

/** What lies beside the project is sent too, where it may be used. */
const TEXTS = [...HOSTILE_TEXTS.filter((text) => text.trim()), ...materialTexts()]
const FILES: readonly Named[] = [...HOSTILE_FILES, ...materialFiles(), ['ring.png', PNG]]
const threes = Array.from({ length: Math.ceil(TEXTS.length / 3) }, (_, i) => TEXTS.slice(i * 3, i * 3 + 3))
/** Something of each, on one line. */
const begun = (texts: readonly string[], most: number) => texts.map((text) => text.slice(0, most).toWellFormed()).join(' · ')
const tens = Array.from({ length: Math.ceil(TEXTS.length / 10) }, (_, i) => TEXTS.slice(i * 10, i * 10 + 10))

const missing = whyNoDovecot()
if (missing) process.stderr.write(`skipped in part: ${missing}\n`)

let m: Mailboxes | null
let w: World
let importing: Machinery
let clerk: Client & { id: string }
let officer: Client & { id: string }
let where: { organizationId: string; mailboxId: string; uidValidity: number }
let uid = 0

beforeAll(async () => {
  m = missing ? null : await openMailboxes()
  w = m?.w ?? await openWorld({ WEBHOOK_PRIVATE: 'allow' })
  importing = machineryOf(w)
  clerk = await w.person('小李', 'S01', 'clerk')
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  const server = { host: 'imap.example.com', port: 993, security: 'tls', user: 'hostile', password: 'not used' }
  // Nobody reads it: what comes is given to it, as its server would.
  const mailboxId = (await got(w.admin.post('/mailboxes', { address: 'hostile@shop.example.cn', unitId: await w.unitId('S01'), folder: 'INBOX', receiving: server, sending: null, begin: 'all' }), 201)).id
  await got(w.admin.post(`/mailboxes/${mailboxId}/pause`))
  where = { organizationId: (await got(w.admin.get('/session'))).organization.id, mailboxId, uidValidity: 7 }
}, 120_000)
afterAll(async () => {
  await importing.close()
  await (m ?? w).close()
})

const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
/** Many short words, as RFC 2047 wants them. */
const encoded = (text: string) => (text.match(/[\s\S]{1,12}/gu) ?? []).map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
const part = (head: string, body: Buffer | string) => `--edge\r\n${head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(body)}\r\n`
interface Parts { readonly subject: string; readonly name?: string; readonly text?: string; readonly html?: string; readonly file?: Named }
const sender = (no: number) => `sender-${no}@customers.example.cn`
const letter = (no: number, { subject, name = '客人', text, html, file }: Parts) => Buffer.from([
  `From: ${encoded(name)}\r\n <${sender(no)}>`, 'To: hostile@shop.example.cn', `Subject: ${encoded(subject)}`, `Message-ID: <hostile-${no}@customers.example.cn>`, `Date: ${w.now().toUTCString().replace('GMT', '+0000')}`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=edge', '', '',
].join('\r\n') + [
  ...(text === undefined ? [] : [part('Content-Type: text/plain; charset=utf-8', text)]), ...(html === undefined ? [] : [part('Content-Type: text/html; charset=utf-8', html)]),
  ...(file ? [part(`Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(file[0])}`, file[1])] : []),
].join('') + '--edge--\r\n')

/** Through the receiver; minutes apart, so that many are not taken for a loop. */
const receive = async (parts: Parts): Promise<WholeMail> => {
  uid += 1
  const source = letter(uid, parts)
  const came = await w.composed.receive.take(where, { uid, arrivedAt: plusMs(w.now(), (uid - 20_000) * MINUTE), bytes: source.byteLength, source })
  const answer = await w.admin.get(`/mails/${came?.id}`)
  expect([answer.status, String(answer.headers['content-type']).split(';')[0], answer.headers['x-content-type-options']]).toEqual([200, 'application/json', 'nosniff'])
  return WholeMail.parse(answer.body)
}

const bare = (text: string) => text.replace(/[\s\p{Cc}]/gu, '')
const wordOf = (type: string) => type.split('/').at(-1)
const inStore = async (bytes: Buffer) => {
  const stream = await w.composed.store.open(createHash('sha256').update(bytes).digest('hex')).catch(() => null)
  stream?.on('error', () => undefined).destroy()
  return stream !== null
}

describe('by mail', () => {
  test.each(FILES)('%s is kept where the form of staff keeps it, else left out and named with the reason; nothing of it lies here', async (name, bytes) => {
    const byStaff = (await upload(clerk, encodeURI(name).replaceAll('"', '%22'), bytes)).json<{ type?: string; id?: string }>()
    const mail = await receive({ subject: `附件 ${uid}`, text: '见附件', file: [name, bytes] })
    expect(mail).toMatchObject({ verdict: 'complaint', attachments: [{ refused: byStaff.type ? wordOf(byStaff.type) : null, bytes: bytes.length }] })
    const [attached] = mail.attachments
    expect(attached?.name).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u)
    const complaint = await got(clerk.get(`/complaints/${mail.complaint?.id}`))
    if (byStaff.type) {
      expect(complaint.files).toEqual([])
      expect(complaint.messages.map((one: { text: string }) => one.text).join()).toContain(attached?.name)
      // The same bytes may lie here under a name that fits them.
      if (!bytes.subarray(0, 4).equals(PNG.subarray(0, 4))) expect(await inStore(bytes)).toBe(false)
      return
    }
    expect(complaint.files).toMatchObject([{ name: expect.not.stringMatching(/[/\\]|^\.\./) }])
    const sent = await w.app.inject({ url: `/api/v1/files/${complaint.files[0].id}?inline=1`, headers: clerk.headers })
    expect(sent.rawPayload.equals(bytes)).toBe(true)
    expect(sent.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringMatching(/^sandbox/), 'content-disposition': expect.stringMatching(/^(inline|attachment); filename\*=UTF-8''[\w.~%!-]+$/) })
  })

  test('every text as subject, sender’s name and words is taken once, and shown as words', async () => {
    const before = (await rowCounts(w))['mailbox.mail'] ?? 0
    for (const texts of threes) {
      const mail = await receive({ subject: begun(texts, 150), name: begun(texts, 60), text: texts.join('\n') })
      expect(mail.verdict === 'complaint' || mail.verdict === 'message' || mail.reason !== null).toBe(true)
      expect(mail.from.address).toBe(sender(uid))
      for (const text of texts) expect(bare(mail.text + mail.quoted)).toContain(bare(text).slice(0, 200))
      for (const line of [mail.subject, mail.from.name ?? '']) expect(line).not.toMatch(/\p{Cc}/u)
    }
    expect((await rowCounts(w))['mailbox.mail']).toBe(before + threes.length)
  }, 480_000)

  test('every text as a page is read as words, soon; its papers hold nothing that runs, its source leaves unread', async () => {
    for (const [n, texts] of tens.entries()) {
      const since = performance.now()
      const mail = await receive({ subject: `网页 ${n}`, html: `<html><body><p>投诉如下</p>${texts.join('<br>\n')}</body></html>` })
      // The reader gives up after ten seconds of its own.
      expect(performance.now() - since).toBeLessThan(30_000)
      expect(`${mail.text}${mail.quoted}`).toContain('投诉如下')
      const source = await w.app.inject({ url: `/api/v1/mails/${mail.id}/source`, headers: w.admin.headers })
      expect(source.headers).toMatchObject({ 'content-disposition': expect.stringMatching(/^attachment/), 'content-security-policy': expect.stringMatching(/^sandbox/), 'x-content-type-options': 'nosniff' })
    }
  }, 240_000)

  test('papers of such cases are papers and nothing more', async () => {
    for (const texts of [tens[0], tens[1], tens.at(-1)].map((one) => one?.join('\n') ?? '')) {
      const mail = await receive({ subject: texts.slice(0, 100), name: texts.slice(0, 60), text: texts.slice(0, 8_000) })
      for (const paper of ['receipt', 'file']) {
        const { status, body } = await clerk.get<Buffer>(`/complaints/${mail.complaint?.id}/papers/${paper}`)
        expect([status, body.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
        expect([...unfolded(body).matchAll(/.{0,60}(?:\/(?:JavaScript|JS|Launch|OpenAction|AA|RichMedia|SubmitForm|ImportData)\b|\/URI\s*\([Jj]ava[Ss]cript).{0,60}/g)].map(([found]) => found)).toEqual([])
      }
    }
  }, 120_000)
})

const isPlain = (text: string) => (text.match(/[\x20-\x7e\n]/g)?.length ?? 0) > text.length * 0.9

/** What a PDF says of itself: its objects, the packed ones opened; fonts and pictures say nothing. */
const unfolded = (pdf: Buffer): string => {
  const text = pdf.toString('latin1')
  const packed = [...text.matchAll(/stream\r?\n/g)].map(({ index, 0: mark }) => {
    try {
      return inflateSync(pdf.subarray(index + mark.length), { finishFlush: 2 }).toString('latin1')
    } catch {
      return ''
    }
  })
  return [text.replace(/stream\r?\n[\s\S]*?endstream/g, ''), ...packed.filter(isPlain)].join('\n')
}

describe.skipIf(missing)('over a real mail server', () => {
  test('every file and text arrives once; receipts go to who wrote, with no line of theirs among the heads', async () => {
    const box = m as Mailboxes
    await box.create('rough')
    const texts = [...HOSTILE_TEXTS.filter((text) => text.trim()).slice(0, 30), ...materialTexts().filter((_, i) => i % 25 === 0)]
    const letters = [...FILES.map((file, i) => letter(30_000 + i, { subject: `文件 ${i}`, text: '见附件', file })), ...texts.map((text, i) => letter(31_000 + i, { subject: text.slice(0, 200).toWellFormed(), name: text.slice(0, 60).toWellFormed(), text, html: text }))]
    await box.dovecot.deliverAll('rough', letters.map((one) => one.toString()))
    await vi.waitFor(async () => { expect((await box.dovecot.seen('rough')).length).toBe(letters.length) }, { timeout: 120_000, interval: 200 })
    const came = (await Promise.all(['taken', 'held', 'ignored'].map((list) => box.list(list)))).flat() as unknown as { from: { address: string } }[]
    const addresses = came.map((mail) => mail.from.address).filter((address) => /sender-3[01]\d{3}@/.test(address))
    expect([addresses.length, new Set(addresses).size]).toEqual([letters.length, letters.length])
    const receipts = () => box.smtp.sent.filter((mail) => /sender-3[01]\d{3}@/.test(mail.raw))
    await vi.waitFor(() => { expect(receipts().length).toBeGreaterThan(20) }, { timeout: 60_000, interval: 200 })
    for (const { raw } of receipts()) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ')
      const names = head.split('\r\n').map((one) => one.slice(0, one.indexOf(':')).toLowerCase())
      expect(names.filter((name) => !['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'content-transfer-encoding', 'in-reply-to', 'references', 'auto-submitted', 'reply-to', 'x-auto-response-suppress', 'precedence'].includes(name))).toEqual([])
      expect(new Set(names).size).toBe(names.length)
      expect(head).toMatch(/^content-type: text\/plain/im)
      expect(head.match(/^to:.*$/im)?.[0].match(/@/g)).toHaveLength(1)
    }
  }, 240_000)
})

describe('as a table', () => {
  const NAMES = ['内容', '姓名', '编号', '电话', '时间']
  const told = async (): Promise<Told> => ({ columns: { text: [0], customerName: [1], externalId: [2], receivedAt: [4] }, dates: { receivedAt: 'ymd' }, unitId: await w.unitId('S01') })
  /** Control characters make no text of a file, half ones no UTF-8. */
  const cells = [...new Set(TEXTS.filter((text) => !/\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) && text.isWellFormed() && text.length <= 10_000))]
  const rowOf = (text: string, no: number, kind: string) => [text, text.slice(0, 60).toWellFormed(), `${kind}-${no}`, text.slice(0, 60).toWellFormed(), '2026-11-20 10:00']
  const quoted = (row: readonly string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  const csv = (kind: string) => Buffer.from(`\ufeff${NAMES.join(',')}\r\n${cells.map((text, no) => quoted(rowOf(text, no, kind))).join('\r\n')}\r\n`)
  const wordsOf = (numbers: readonly string[]) => onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    return (await client.query<{ words: string }>('select p.words from complaint.point p join complaint.complaint c on c.organization_id = p.organization_id and c.id = p.complaint_id where c.number = any ($1)', [numbers])).rows.map((row) => row.words)
  })

  test.each([['CSV', () => csv('C')], ['XLSX', () => workbook({ 表: [NAMES, ...cells.map((text, no) => rowOf(text, no, 'X'))] })]] as const)('every text as a cell of %s is taken over as it is, or its row named as faulty', async (kind, made) => {
    const id = await bring(officer, `hostile.${kind.toLowerCase()}`, made())
    await checked(officer, importing, id, await told())
    const { state, counts } = await taken(officer, importing, id)
    expect({ state, all: counts.done + counts.bad + counts.duplicates }).toEqual({ state: 'imported', all: cells.length })
    const rows = await rowsOf(officer, id)
    expect(rows.filter((row) => !row.complaint && row.faults.length === 0)).toEqual([])
    const done = rows.filter((row) => row.complaint)
    expect(done.length).toBeGreaterThan(cells.length * 0.95)
    const words = await wordsOf(done.map((row) => row.complaint.number))
    expect(words.length).toBe(done.length)
    const known = new Set(cells.map((text) => text.replace(/\r\n?/g, '\n').trim()))
    expect(words.filter((text) => !known.has(text.replace(/\r\n?/g, '\n').trim()))).toEqual([])
  }, 240_000)

  test('what is faulty leaves as a table in which nothing is worked out', async () => {
    const id = await bring(officer, 'hostile-faults.csv', csv('F'))
    const { columns, ...rest } = await told()
    await checked(officer, importing, id, { columns: { ...columns, phone: [3] }, ...rest })
    const table = readCsv((await officer.get<Buffer>(`/imports/${id}/faults`)).body.toString())
    expect(table.length).toBeGreaterThan(cells.length * 0.8)
    expect(table.flatMap((row) => Object.values(row)).filter((cell) => /^[\s]*[=+\-@＝＋－＠]/.test(cell))).toEqual([])
    expect(table.map((row) => unmarked(Object.values(row)[2] ?? '')).filter((cell) => !cells.some((text) => text.slice(0, 60).toWellFormed().replace(/\r\n?/g, '\n').trim().startsWith(cell.replace(/\r\n?/g, '\n').replace(/…$/, '').trim())))).toEqual([])
  }, 120_000)

  test.each(FILES)('%s as the table is refused at a step of the wizard with a reason, or read as a table; nothing is registered by it', async (name, bytes) => {
    const before = (await rowCounts(w))['complaint.complaint']
    const file = (await upload(officer, encodeURI(name).replaceAll('"', '%22'), bytes)).json<{ id?: string; title?: string }>()
    if (!file.id) return expect(file.title).not.toMatch(/\/problems|undefined/)
    const begun = await officer.post('/imports', { fileId: file.id, target: 'complaints', source: 'otherSystem' })
    const seen = begun.status === 201 ? await officer.get(`/imports/${begun.body.id}/preview`) : begun
    expect([200, 422]).toContain(seen.status)
    if (seen.status === 422) expect(seen.body.title).not.toMatch(/\/problems|undefined/)
    expect((await rowCounts(w))['complaint.complaint']).toBe(before)
  })

  const HEAD = '<?xml version="1.0"?>'
  const laughs = `${HEAD}<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><sst><si><t>&j;</t></si></sst>`
  const outside = `${HEAD}<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>`
  const rels = (target: string) => `${HEAD}<Relationships><Relationship Id="rId1" Target="${target}"/></Relationships>`
  test.each([
    ['that multiplies itself', { 'xl/sharedStrings.xml': laughs }], ['that reads files of the house', { 'xl/sharedStrings.xml': outside }], ['whose sheet lies outside', { 'xl/_rels/workbook.xml.rels': rels('../../../../etc/passwd') }],
    ['that fetches its sheet', { 'xl/_rels/workbook.xml.rels': rels('http://127.0.0.1:1/sheet.xml') }], ['with parts that climb out', { '../../../../tmp/evil.xml': '<a/>' }], ['that nests without end', { 'xl/worksheets/sheet1.xml': `${HEAD}${'<a>'.repeat(200_000)}` }],
  ] as const)('a workbook %s is read in no time as what it is, or refused', async (_what, other) => {
    const begun = performance.now()
    const file = (await upload(officer, 'book.xlsx', workbook({ 表: [['内容'], ['掉钻']] }, other))).json<{ id: string }>()
    const made = file.id ? await officer.post('/imports', { fileId: file.id, target: 'complaints', source: 'otherSystem' }) : null
    const seen = made?.status === 201 ? await preview(officer, made.body.id).then((body) => JSON.stringify(body), () => 'refused') : 'refused'
    expect(seen).not.toMatch(/root:|a{50}/)
    expect(performance.now() - begun).toBeLessThan(15_000)
  })
})
