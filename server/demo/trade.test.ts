import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { flagsIn } from '#modules/knowledge/rules.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { chineseIn, mainlandIn, simplifiedIn, traditionalIn } from '../../tools/check/writing.ts'
import { frontsOf } from './fronts.ts'
import { readTrade } from './trade.ts'

const played = packCodes(ROOT).map(({ code }) => code).filter((code) => existsSync(join(ROOT, 'packs', code, 'demo.yaml')))

describe.each(played)('the trade of %s', (pack) => {
  const trade = readTrade(ROOT, pack)
  const body = readPack(ROOT, pack)

  it('has enough to complain about, most of it our own fault, some of it not', () => {
    const ours = trade.matters.filter((m) => m.liability === 'ours').length / trade.matters.length
    expect(trade.matters.length).toBeGreaterThanOrEqual(18)
    expect(ours).toBeGreaterThan(0.4)
    expect(ours).toBeLessThan(0.95)
  })

  it('has seasons', () => {
    expect(Object.values(trade.seasons).some((factor) => factor >= 1.2)).toBe(true)
    expect(trade.matters.filter((m) => Object.keys(m.months).length > 0).length).toBeGreaterThanOrEqual(3)
  })

  it('has one incident with something in common everywhere, and one of a single place where there are several', () => {
    const common = trade.incidents.filter((i) => i.front === null)
    const places = trade.incidents.filter((i) => i.front !== null)
    expect([common.length, places.length]).toEqual([1, 1])
    expect(Object.keys(common[0]?.fields ?? {}).length).toBeGreaterThan(0)
    expect(places[0]?.front).toBeLessThan(frontsOf(body).length)
  })

  it('is written in each language as that is written', () => {
    const texts = [trade.organization, ...trade.things, ...trade.matters.flatMap((m) => [m.text, m.wants, m.finding, ...(m.product ? [m.product] : [])]), ...trade.incidents.map((i) => i.about)]
    // How customers speak, and what a trade calls them.
    const spoken = /\((您|顧客)\)$/
    expect(texts.flatMap((words) => [...traditionalIn(words['zh-CN']), ...simplifiedIn(words['zh-Hant']), ...mainlandIn(words['zh-Hant']).filter((sign) => !spoken.test(sign)), ...chineseIn(words.en)].map((sign) => `${sign}: ${words['zh-Hant']}`))).toEqual([])
  })

  it('says nothing forbidden to customers', () => {
    const findings = trade.matters.flatMap((m) => LOCALES.map((locale) => m.finding[locale]))
    expect(findings.flatMap((text) => flagsIn(text, body.forbidden).map((flag) => flag.found))).toEqual([])
  })
})

describe('a fault of demo.yaml is named with its file', () => {
  let root: string
  const file = () => join(root, 'packs/base/demo.yaml')
  const broken = (change: (trade: any) => void) => {
    const trade = parse(readFileSync(join(ROOT, 'packs/base/demo.yaml'), 'utf8'))
    change(trade)
    writeFileSync(file(), stringify(trade))
    return () => readTrade(root, 'base')
  }
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'wenguo-trade-'))
    cpSync(join(ROOT, 'packs/base'), join(root, 'packs/base'), { recursive: true })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test.each<[string, (trade: any) => void, string]>([
    ['an unknown category', (t) => { t.matters[0].category = 'nowhere' }, 'names the unknown category nowhere'],
    ['a category that says nothing', (t) => { t.matters[0].category = 'service' }, 'service is too general'],
    ['an unknown field', (t) => { t.matters[0].fields = { shoeSize: '42' } }, 'names the unknown field shoeSize'],
    ['a value that does not fit', (t) => { t.matters[0].fields = { pricePaid: 'much' } }, 'pricePaid cannot be much'],
    ['an unknown cause', (t) => { t.matters[0].cause = 'moon' }, 'names the unknown cause moon'],
    ['an unknown kind of remedy', (t) => { t.matters[0].items = [{ kind: 'cake', amountFen: 0 }] }, 'matters.0.items.0.kind'],
    ['words missing in a language', (t) => { delete t.matters[0].wants.en }, 'matters.0.wants.en'],
    ['empty words', (t) => { t.matters[0].finding['zh-Hant'] = ' ' }, 'a language has no words'],
    ['a blank that nobody fills', (t) => { t.matters[0].wants.en = 'A new {gadget}.' }, 'holds {gadget}'],
    ['an incident of an unknown matter', (t) => { t.incidents[0].matters = ['ghost'] }, 'names the unknown matter ghost'],
    ['an incident at a place that is not there', (t) => { t.incidents[1].front = 9 }, 'front 9'],
    ['one incident only', (t) => { t.incidents.pop() }, 'a year has two incidents'],
    ['two matters of one name', (t) => { t.matters.push(t.matters[0]) }, 'two are named'],
  ])('%s', (_, change, fault) => {
    const read = broken(change)
    expect(read).toThrow('packs/base/demo.yaml: ')
    expect(read).toThrow(fault)
  })
})
