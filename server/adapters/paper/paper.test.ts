import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import type { PaperData, PaperName, Terms } from './paper.ts'
import { whyNotPrintable } from './paper.ts'
import { canonical, recordOf } from './record.ts'
import { NothingToPrint, papers } from './render.ts'
import { sampleCase as ordinaryCase, samplePaper } from './sample.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const PAPERS: readonly PaperName[] = ['receipt', 'agreement', 'notice', 'transfer', 'file']
const terms = (locale: string) => JSON.parse(readFileSync(`${root}/locales/${locale}/terms.json`, 'utf8')) as Terms
const passedOn = { channel: 'regulator' as const, reception: { notes: [], recording: null, talk: null, seatedAt: null, host: null, readBack: null, writtenFrom: null, reference: '1110101002026110900117', answerBy: '2026-11-23T16:00:00Z' } }
/** Of which every paper can be printed. */
const sampleCase: PaperData['case'] = { ...ordinaryCase, ...passedOn }
const sample = (locale: PaperData['locale'] = 'zh-CN'): PaperData => ({ ...samplePaper(locale, terms(locale)), case: sampleCase })

const latin = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const pagesOf = (pdf: Uint8Array) => Number(/\/Type \/Pages[^>]*?\/Count (\d+)/.exec(latin(pdf))?.[1])

/** The embedded record, taken out of the file as `pdfdetach` would. */
function embedded(pdf: Uint8Array): string {
  const text = latin(pdf)
  const at = text.indexOf('/Type /EmbeddedFile')
  const from = text.indexOf('stream\n', at) + 'stream\n'.length
  return inflateSync(Buffer.from(pdf).subarray(from, text.indexOf('endstream', from))).toString('utf8')
}

/** Every free text of the sample replaced: whatever is written in Chinese there. */
function replaced<T>(value: T, by: string): T {
  if (typeof value === 'string') return (/[\u4e00-\u9fff]/.test(value) ? by : value) as T
  if (Array.isArray(value)) return value.map((part: unknown) => replaced(part, by)) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part, by)])) as T
  return value
}

vi.setConfig({ testTimeout: 30_000 })

const printer = papers({ root })
afterAll(() => printer.close())

const print = async (paper: PaperName, data: PaperData) => {
  const pdf = await printer.renderPaper(paper, data)
  expect(latin(pdf.subarray(0, 5))).toBe('%PDF-')
  return pdf
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each([
    ['receipt', 1, 1],
    ['agreement', 1, 2],
    ['notice', 1, 2],
    ['transfer', 1, 1],
    ['file', 6, 10],
  ] as const)('%s has %i to %i pages', async (paper, least, most) => {
    const pages = pagesOf(await print(paper, sample(locale)))
    expect(pages).toBeGreaterThanOrEqual(least)
    expect(pages).toBeLessThanOrEqual(most)
  })
})

it('gives the same bytes for the same data', async () => {
  expect(await print('notice', sample())).toEqual(await print('notice', sample()))
})

it('embeds the very record whose hash the last page shows', async () => {
  const json = embedded(await print('file', sample()))
  expect(createHash('sha256').update(json).digest('hex')).toBe(recordOf(sampleCase).sha256)
  expect(JSON.parse(json)).toMatchObject({ number: sampleCase.number, timeline: sampleCase.timeline })
})

it.each([
  ['template code', '#let x = 1 #panic("no") $ x $ *b* _i_ @ref <label> `raw` // c /* d */ \\ ] [ { }'],
  ['quotes', `"';--"><script>'\\"\\n`],
  ['right to left', 'שלום עולם مرحبا ‮txt.exe‬'],
  ['emoji', '👩‍👩‍👧‍👦 😡 🇨🇳 ❤️'],
  ['rare characters', '𠮷野家 𬱖 䶮 㵘 𪚥'],
  ['controls', 'a\u0001b\u0007c\td\r\ne\u2028f\u0085g'],
  ['half a surrogate', 'x\ud83dy\udc00'],
  ['nothing but spaces', ' \n \n '],
  ['empty', ''],
  ['one endless word', 'W'.repeat(2000)],
  ['marks only', '='.repeat(900)],
  ['combining marks', `Z${'\u0351'.repeat(400)}`],
  ['names of objects', '__proto__ constructor {at} {{x}}'],
])('prints %s', async (_what, text) => {
  const data: PaperData = {
    ...sample(),
    ...replaced(
      { case: sampleCase, organization: { name: '璟' }, printedBy: '何', unit: { name: '店', phone: '电', address: '址' } },
      text,
    ),
  }
  for (const paper of PAPERS) expect(pagesOf(await print(paper, data))).toBeGreaterThan(0)
})

it('prints 100 kB of text over as many pages as it takes', async () => {
  const long = '退款一直没有到账，店员说再等等。\n'.repeat(2100)
  const points = sampleCase.points.map((point, at) => (at === 0 ? { ...point, text: long } : point))
  const pdf = await print('file', { ...sample(), case: { ...sampleCase, points } })
  expect(pagesOf(pdf)).toBeGreaterThan(60)
  expect(pagesOf(await print('receipt', { ...sample(), case: { ...sampleCase, points } }))).toBe(1)
})

it('prints every character there is without an empty box: the archive standard refuses one', async () => {
  const codes = Array.from({ length: 0x11000 }, (_, code) => (code < 0xd800 || code > 0xdfff ? String.fromCodePoint(code) : ''))
  const lines = Array.from({ length: 70 }, (_, at) => codes.slice(at * 1000, (at + 1) * 1000).join(''))
  const points = sampleCase.points.map((point, at) => (at === 0 ? { ...point, text: lines.join('\n') } : point))
  expect(pagesOf(await print('notice', { ...sample(), case: { ...sampleCase, points } }))).toBeGreaterThan(20)
})

it('prints a case of which little is known yet', async () => {
  const bare = {
    ...sampleCase,
    state: 'open',
    stage: 'intake',
    outcome: null,
    channel: 'phone',
    reception: null,
    product: null,
    order: null,
    fields: {},
    place: null,
    soFar: null,
    claimFen: null,
    occurredAt: null,
    closedAt: null,
    earlierCases: [],
    acknowledgement: null,
    restatement: null,
    verification: null,
    summary: null,
    clocks: [],
    promises: [],
    handovers: [],
    findings: [],
    messages: [],
    files: [],
    remedies: [],
    agreement: null,
    tasks: [],
    notice: null,
    followUps: [],
    timeline: [],
    owner: { ...sampleCase.owner, phone: null },
    customer: { ...sampleCase.customer, phone: null, email: null, memberNumber: null, classCode: null, address: null },
  } as const
  const data: PaperData = {
    ...sample(),
    case: { ...bare, points: sampleCase.points.slice(0, 1) } as unknown as PaperData['case'],
    portalUrl: null,
    unit: { name: '店', phone: null, address: null },
  }
  expect(pagesOf(await print('receipt', data))).toBe(1)
  expect(pagesOf(await print('file', data))).toBeGreaterThan(2)
  await expect(printer.renderPaper('agreement', data)).rejects.toEqual(new NothingToPrint('noRemedy'))
  await expect(printer.renderPaper('notice', data)).rejects.toEqual(new NothingToPrint('noNotice'))
  await expect(printer.renderPaper('transfer', data)).rejects.toEqual(new NothingToPrint('notTransferred'))
  expect(pagesOf(await print('transfer', { ...data, case: { ...data.case, channel: 'regulator' } }))).toBe(1)
})

it('prints an agreement to sign from a remedy that is only offered', async () => {
  const remedies = sampleCase.remedies.map((remedy) => ({ ...remedy, state: 'offered' as const }))
  expect(whyNotPrintable('agreement', { ...sampleCase, agreement: null, remedies })).toBeNull()
  await print('agreement', { ...sample(), case: { ...sampleCase, agreement: null, remedies, tasks: [] } })
})

it('prints many at once, each its own', async () => {
  const all = Array.from({ length: 12 }, (_, at) => ({ paper: PAPERS[at % PAPERS.length] ?? 'file', number: `BJ01-20261109-${1000 + at}` }))
  const pdfs = await Promise.all(all.map(({ paper, number }) => print(paper, { ...sample(), case: { ...sampleCase, number } })))
  expect(pdfs.map((pdf) => /<dc:title>.*?(BJ01-\d+-\d+)</.exec(Buffer.from(pdf).toString('utf8'))?.[1])).toEqual(
    all.map(({ number }) => number),
  )
})

describe('the record', () => {
  it('is the same whatever the order of keys, and names no way of treating the customer', () => {
    expect(canonical({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}')
    expect(recordOf(Object.fromEntries(Object.entries(sampleCase).toReversed()) as typeof sampleCase).sha256).toBe(
      recordOf(sampleCase).sha256,
    )
    expect(recordOf(sampleCase).json).not.toContain('temperament')
    expect(recordOf({ ...sampleCase, may: { 'complaint.close': 'no' } }).sha256).toBe(recordOf(sampleCase).sha256)
    expect(recordOf({ ...sampleCase, version: 24 }).sha256).not.toBe(recordOf(sampleCase).sha256)
  })
})
