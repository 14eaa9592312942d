import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { type Block, type FormCell, form } from './blocks.ts'
import { coverageOf, legible } from './legible.ts'
import { agreement } from './views/agreement.ts'
import { file } from './views/file.ts'
import { notice } from './views/notice.ts'
import { receipt } from './views/receipt.ts'
import { transfer } from './views/transfer.ts'
import { recordOf } from './record.ts'
import { sampleCase, samplePaper } from './sample.ts'
import { paperWords, penFor, wordsOf } from './words.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, part]) => flat(part, path === '' ? key : `${path}.${key}`))
const words = (locale: (typeof LOCALES)[number]) => flat(paperWords(root, locale))
const terms = JSON.parse(readFileSync(join(root, 'locales/zh-CN/terms.json'), 'utf8'))
const pen = (change: Partial<typeof sampleCase> = {}) =>
  penFor({ ...samplePaper('zh-CN', terms), case: { ...sampleCase, ...change } }, paperWords(root, 'zh-CN'))
const PASSED_ON = { channel: 'regulator' as const, reception: { notes: [], recording: null, talk: null, seatedAt: null, host: null, readBack: null, writtenFrom: null, reference: '1110101002026110900117', answerBy: '2026-11-23T16:00:00Z' } }
const said = (view: unknown) => JSON.stringify(view)
const cellsOf = (blocks: readonly Block[]): readonly FormCell[] => blocks.flatMap((block) => (block.kind === 'form' ? block.cells : []))

describe('the words of papers', () => {
  it.each(LOCALES)('%s has every word, with the same places to fill', (locale) => {
    const places = (entries: [string, string][]) =>
      entries.map(([key, text]) => `${key} ${[...text.matchAll(/\{\w+\}/g)].map(String).toSorted().join()}`)
    expect(places(words(locale))).toEqual(places(words('zh-CN')))
  })

  it('are all used', () => {
    const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(here, name), 'utf8'))
      .join('\n')
    const unused = words('zh-CN')
      .map(([key]) => key)
      .filter((key) => !new RegExp(`\\.${key.split('.').at(-1)}\\b`).test(sources))
    expect(unused).toEqual([])
  })
})

it('words of the firm made for what was filled in before give way to the original', () => {
  const said = (papers: Record<string, string>) => wordsOf(root, { locale: 'zh-CN', industry: null, papers }).notice.opening
  expect(said({ 'notice.opening': '{number} {at}' })).toBe('{number} {at}')
  for (const past of ['{number}', '{number} {at} {shop}']) expect(said({ 'notice.opening': past })).toBe(paperWords(root, 'zh-CN').notice.opening)
  expect(wordsOf(root, { locale: 'zh-CN', industry: null, papers: { 'notice.gone': '不再有', 'nowhere.title': '没有' } })).toEqual(paperWords(root, 'zh-CN'))
})

describe('what papers say', () => {
  it('receipt: handler, phone, next date, why not now, and lines to write on what is not known', () => {
    const values = Object.fromEntries(cellsOf(receipt(pen()).blocks).map((cell) => [cell.label, cell.value]))
    expect(values).toMatchObject({
      经办人: '周建国',
      经办人电话: '010-6512 8800 转 203',
      下次答复时间: '2026年11月13日',
      未能当场办结的原因: '断口需要送质检中心检测，三个工作日出结果',
      收到时间: '2026年11月9日 10:05',
    })
    const blank = Object.fromEntries(cellsOf(receipt(pen({ acknowledgement: null })).blocks).map((cell) => [cell.label, cell.value]))
    expect(blank).toMatchObject({ 下次答复时间: '', 未能当场办结的原因: '' })
  })

  it('agreement: the sum of the items in figures and in words, no right waived', () => {
    const view = agreement(pen())
    const totals = view.blocks.flatMap((block) => (block.kind === 'table' ? block.totals : []))
    expect(totals).toEqual([
      ['合计（小写）', '¥880.50'],
      ['合计（大写）', '人民币捌佰捌拾元零伍角整'],
    ])
    expect(view.clauses.join('')).toContain('不限制乙方依法投诉、举报、申请调解、申请仲裁和提起诉讼的权利')
    expect(said(view)).not.toContain('初步查看')
  })

  it('notice: every point with its answer, liability in plain words, contact and further ways', () => {
    const text = said(notice(pen()))
    for (const part of [
      '责任在我们。',
      '这一情况不是由我们造成的',
      '盒子合页已旋紧',
      '店长已当面道歉',
      '010-6512 8800 转 203',
      '12315',
      '2026年11月17日',
    ])
      expect(text).toContain(part)
    for (const inside of ['傲', '新链请工坊优先排产', 'VIP-0092817', '培训不足']) expect(text).not.toContain(inside)
  })

  it('reply to who passed it on: their number and date, what was found, what was agreed and done, none of how we treat the customer', () => {
    const view = transfer(pen(PASSED_ON))
    const values = Object.fromEntries(cellsOf(view.blocks).map((cell) => [cell.label, cell.value]))
    expect(values).toMatchObject({ 转办单位: '', 转办编号: '1110101002026110900117', 要求答复时间: '2026年11月23日 24:00', 经办人: '周建国', 经办人电话: '010-6512 8800 转 203', 经办单位: '王府井店', 投诉人: '欧阳文婧', 补偿合计: '¥880.50（人民币捌佰捌拾元零伍角整）' })
    expect(values['与投诉人协商']).toContain('双方于2026年')
    expect(values['履行情况']).toMatch(/^已全部履行，2026年/)
    const text = said(view)
    for (const part of ['编号 1110101002026110900117', '断裂', '本公司责任']) expect(text).toContain(part)
    for (const inside of ['傲', 'VIP-0092817', '培训不足', '初步查看']) expect(text).not.toContain(inside)
  })

  it('reply to who passed it on: why nothing was agreed, in the words of the case', () => {
    const none = (change: Partial<typeof sampleCase>) => Object.fromEntries(cellsOf(transfer(pen({ ...PASSED_ON, agreement: null, tasks: [], ...change })).blocks).map((cell) => [cell.label, cell.value]))['与投诉人协商']
    const [first] = sampleCase.remedies
    const refused = first ? [{ ...first, answers: [{ answer: 'counter' as const, counterFen: 500_000, text: '少于五千不谈', proof: 'call', note: null, file: null, at: '2026-11-12T02:00:00Z', by: null }], declinedCounter: { grounds: '超出实际损失。', furtherWays: ['mediation', 'hotline12315'], at: '2026-11-12T03:00:00Z', by: { id: '', name: '' } } }] : []
    expect(none({ remedies: [], state: 'open', outcome: null })).toBe('正在与投诉人协商，尚未达成一致。')
    expect(none({ remedies: refused, state: 'open', outcome: null })).toBe('未能达成一致。\n投诉人另行提出：¥5,000.00，少于五千不谈\n我方未予同意的理由：超出实际损失。已告知投诉人的其他途径：申请调解、拨打12315。')
  })

  it('file: everything, each file once with its hash, the time with actor and reason', () => {
    const text = said(file(pen(), recordOf(sampleCase)))
    for (const part of [
      '初步查看',
      '已被后来的结论取代',
      '首次处理（紧急）',
      '理由：婚礼在即',
      '焊接工艺',
      'B 类（老顾客）',
      '沈静仪（代 吴总） 已核准',
      '提出 ¥680.00',
      recordOf(sampleCase).sha256,
    ])
      expect(text).toContain(part)
    expect(text.match(/9f86d081884c/g)).toHaveLength(1)
    expect(text).not.toContain('说话时请放慢')
  })
})

/** Dates, sums and amounts in words are written by rules of their own, codes by nobody: what is left in letters comes from somewhere it should not. */
it('papers say nothing that stands neither in the locale files nor in the case', () => {
  const hant = JSON.parse(readFileSync(join(root, 'locales/zh-Hant/terms.json'), 'utf8'))
  const bracketed = (value: unknown): unknown => (typeof value === 'string' ? `⟦${value}⟧` : Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key, bracketed(part)])))
  const sample = samplePaper('zh-Hant', bracketed(hant) as typeof hant)
  const data = { ...sample, case: { ...sample.case, ...PASSED_ON } }
  const p = penFor(data, bracketed(paperWords(root, 'zh-Hant')) as ReturnType<typeof paperWords>)
  const said = (value: unknown, path = ''): [string, string][] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => said(part, `${path}.${key}`)) : typeof value === 'string' ? [[path, value]] : [])
  const known = said(data).map(([, text]) => text).filter((text) => /\p{L}/u.test(text)).flatMap((text) => [text, ...text.split('\n')]).sort((a, b) => b.length - a.length)
  const outside = (text: string): string => {
    const inner = text.replace(/⟦[^⟦⟧]*⟧/g, ' ')
    return inner === text ? text : outside(inner)
  }
  const strays = [receipt(p), agreement(p), notice(p), transfer(p), file(p, recordOf(sampleCase))].flatMap((view) => said(view)).map(([path, text]) => [path, known.reduce((rest, one) => rest.replaceAll(one, ' '), outside(text)).replace(/\d+年\d+月\d+日|人民[幣币][\p{sc=Han}]+[整分]/gu, ' ')] as const)
  expect(strays.filter(([, text]) => /\p{sc=Han}/u.test(text))).toEqual([])
})

it('lays out pairs two to a row and leaves no hole before a wide one', () => {
  expect(
    form([
      ['a', ''],
      ['b', '', 'wide'],
      ['c', ''],
      ['d', ''],
      ['e', ''],
    ]).cells.map((cell) => cell.wide),
  ).toEqual([true, true, false, false, true])
})

describe('legible', () => {
  const covered = new Set([...'abc 0123456789吉/.-'].map((letter) => letter.codePointAt(0) ?? 0))
  it.each([
    ['abc 吉', 'abc 吉'],
    ['a𠮷b', 'a〔U+20BB7〕b'],
    ['😡👍', '〔U+1F621 U+1F44D〕'],
    ['a\u202eb', 'a〔U+202E〕b'],
    ['a\u0000b', 'a〔U+0000〕b'],
    ['a\r\nb\rc\u2028a', 'a\nb\nc\na'],
    ['a\ufe0fb\u200d\u200b', 'ab'],
    ['a\tb', 'a  b'],
    ['\ud83d', '〔U+D83D〕'],
  ])('%j becomes %j', (text, printed) => {
    expect(legible(text, covered).text).toBe(printed)
  })

  it('tells whether all of it could be printed', () => {
    expect([legible('abc\n', covered).complete, legible('𠮷', covered).complete]).toEqual([true, false])
  })

  it('lets long words break, never before their closing mark', () => {
    expect(legible('abcabcabcabcabcabc', covered).text).toBe('abcabcabcabc\u200babcabc')
    expect(legible('abcabcabcabc0123456789.', covered).text).toBe('abcabcabcabc\u200b0123456789.')
    expect(legible('abc/abc/abc/abc/abc', covered).text.replaceAll('\u200b', '|')).toBe('abc/|abc/|abc/|abc/|abc')
  })

  it('knows the typeface', () => {
    const font = coverageOf(join(root, 'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'))
    expect([...'A壹龍𬱖〇¥'].every((letter) => font.has(letter.codePointAt(0) ?? 0))).toBe(true)
    expect(font.has(0x1f621)).toBe(false)
  })
})
