import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { LOCALES, Words } from '#contract/common.ts'
import { Outcome } from '#contract/complaint.ts'
import * as p from '#contract/packs.ts'
import { decide, fire } from '#kernel/decision-table.ts'
import { chineseIn, simplifiedIn, traditionalIn } from '../../../tools/check/writing.ts'
import { packCodes, readPack } from './load.ts'
import type { PackBody } from './shape.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const packs = packCodes(root).map(({ code }) => ({ code, body: readPack(root, code) }))
const pack = (code: string) => {
  const found = packs.find((each) => each.code === code)
  if (!found) throw new Error(`no pack ${code}`)
  return found.body
}

/** Every three-locale text below a value, with the path to it. */
const texts = (value: unknown, path = ''): (readonly [string, Words])[] => {
  if (typeof value !== 'object' || value === null) return []
  const words = Words.safeParse(value)
  return words.success ? [[path, words.data]] : Object.entries(value).flatMap(([key, below]) => texts(below, `${path}/${key}`))
}

const ancestry = (body: PackBody, code: string): string[] => {
  const parent = body.categories.find((category) => category.code === code)?.parent
  return [code, ...(parent ? ancestry(body, parent) : [])]
}

/** What the compensation table gives for a category; the other facts are those of a small case of our own fault. */
const compensation = (body: PackBody, code: string, facts: { liability: string; severity?: string; nature?: string; fault?: string }) =>
  fire(body['tables/compensation'], {
    category: ancestry(body, code), nature: 'redress', severity: 'minor', priceFen: 100_000, delayDays: 3, fault: '',
    matter: body.categories.find((category) => category.code === code)?.matter ?? '', ...facts,
  })

interface Call { text?: string; wants?: string; channel?: string; customerClass?: string; repeat?: boolean; sameMatter?: boolean }
const urgencyOf = (body: PackBody, facts: Call) =>
  decide(body['tables/urgency'], {
    text: '', wants: '', channel: 'phone', customerClass: '', amountFen: 0, repeat: false, sameMatter: false, ...facts,
  }).gives.urgency

describe('the packs that can be installed', () => {
  it('are the industries, then the general one', () => {
    expect(packs.map(({ code }) => code)).toContain('jewellery')
    expect(packs.at(-1)?.code).toBe('base')
    for (const { name, description } of packCodes(root))
      for (const locale of LOCALES) expect([name[locale], description[locale]]).not.toContain('')
  })
})

describe.each(packs)('pack $code holds', ({ body }) => {
  it('at least what every pack must hold', () => {
    expect(body.categories.length).toBeGreaterThanOrEqual(25)
    expect(body.categories.some(({ parent }) => parent !== null)).toBe(true)
    expect(body['tables/compensation'].rules.length).toBeGreaterThanOrEqual(12)
    expect(body.positions.length).toBeGreaterThanOrEqual(5)
    expect(new Set(body['tables/authority'].rules.map(({ gives }) => gives.rank))).toEqual(new Set([1, 2, 3, 4]))
    expect(body.clocks.length).toBeGreaterThanOrEqual(8)
    expect(body.examples.length).toBeGreaterThanOrEqual(4)
    expect(body.forbidden.length).toBeGreaterThanOrEqual(10)
    expect(body.fields.length).toBeGreaterThanOrEqual(7)
  })

  it.each(p.Situation.options)('three phrases for %s', (situation) => {
    expect(body.phrases.filter((phrase) => phrase.situation === situation).length).toBeGreaterThanOrEqual(3)
  })

  it('guidance for every step and stage, and advice for every temperament', () => {
    expect(body.guidance.map(({ code }) => code)).toEqual(p.GuidanceStep.shape.code.options)
    for (const { code, steps } of body.classes) expect(steps?.length, code).toBeGreaterThan(0)
    for (const stage of p.Stage.options) expect(body.guidance.some(({ stages }) => stages.includes(stage)), stage).toBe(true)
    expect(body.temperaments.map(({ code }) => code)).toEqual(p.Temperament.options)
    for (const temperament of p.Temperament.options)
      expect(body.phrases.some((phrase) => phrase.temperament === temperament), temperament).toBe(true)
  })

  it('the question of satisfaction first, and one score', () => {
    expect(body['follow-up'][0]).toMatchObject({ code: 'satisfied', type: 'yesNo' })
    expect(body['follow-up'].filter(({ code }) => code === 'score')).toEqual([expect.objectContaining({ type: 'score' })])
  })

  it('posts for every rank that the authority table may ask for', () => {
    const held = body.units.flatMap(({ positions }) => positions)
    for (const { gives } of body['tables/authority'].rules) expect(held).toContain(gives.position)
  })
})

describe.each(packs)('the texts of pack $code', ({ body }) => {
  it('are there in all three locales', () => {
    for (const [path, words] of texts(body))
      for (const locale of LOCALES) expect(words[locale].trim(), `${path} ${locale}`).not.toBe('')
  })

  it('are each in its own writing', () => {
    for (const [path, words] of texts(body))
      expect({ 'zh-CN': traditionalIn(words['zh-CN']), 'zh-Hant': simplifiedIn(words['zh-Hant']), en: chineseIn(words.en) }, path).toEqual({ 'zh-CN': [], 'zh-Hant': [], en: [] })
  })
})

describe.each(packs)('the clocks of pack $code', ({ body }) => {
  it('are the firm’s own, none of them verified law', () => {
    for (const clock of body.clocks) expect(clock.verified, clock.kind).toBe(false)
  })

  const startedAt = (facts: Record<string, string>) => fire(body['tables/clocks'], facts).map(({ gives }) => body.clocks.find(({ kind }) => kind === gives.clock))

  it('hold exactly one for the first action of who is not here, whatever the urgency', () => {
    for (const urgency of p.Urgency.options)
      expect(startedAt({ event: 'received', urgency, channel: 'phone' }).filter((clock) => clock?.ends === 'firstAction'), urgency).toHaveLength(1)
  })

  it('put out the fire in four stages', () => {
    for (const presence of ['displeased', 'inService', 'onPremises'])
      expect(startedAt({ event: 'received', urgency: 'general', channel: 'walkIn', presence }).filter((clock) => clock?.kind.startsWith('fire')), presence).toHaveLength(1)
    expect(fire(body['tables/clocks'], { event: 'departed' }).map(({ gives }) => gives)).toContainEqual(expect.objectContaining({ amount: 24, unit: 'hours' }))
  })

  it('that bind an authority or the customer say on what law they rest', () => {
    for (const { kind, bound, basis } of body.clocks.filter((clock) => clock.bound !== 'ours')) expect(basis['zh-CN'].length, `${kind} ${bound}`).toBeGreaterThan(5)
  })

  it('ask every end of a case for its gates', () => {
    for (const outcome of Outcome.options) expect(fire(body['tables/closing'], { outcome, urgency: 'general', settledFen: 0 }).length, outcome).toBeGreaterThanOrEqual(4)
  })
})

describe('a complaint in a hospital', () => {
  const table = readPack(root, 'healthcare')['tables/clocks']
  const replies = (category: readonly string[]) => fire(table, { event: 'received', channel: 'phone', category: [...category] }).map(({ gives }) => gives.clock).filter((clock) => clock === 'complexReply' || clock === 'jointReply')

  it('is answered in five working days, in ten where several departments share it, never in both', () => {
    expect(replies(['informedConsent', 'communication', 'relationships'])).toEqual(['complexReply'])
    expect(replies(['betweenDepartments', 'coordination', 'management'])).toEqual(['jointReply'])
    expect(replies(['fees', 'management', 'betweenDepartments', 'coordination'])).toEqual(['jointReply'])
  })
})

describe.each(packs)('the tables of pack $code', ({ body }) => {
  it.each(body.examples)('decide who may commit the worked case $code', ({ items }) => {
    const total = items.reduce((sum, item) => sum + item.amountFen, 0)
    const kind = items.map((item) => item.kind)
    const facts = { kind, totalFen: total, urgency: 'general', customerClass: '', cumulativeFen: total }
    const { gives } = decide(body['tables/authority'], facts)
    // Goods stand at no amount, so that their kind alone asks for a manager.
    const byKind = kind.some((k) => ['replacement', 'return', 'substitute', 'other'].includes(k)) ? 2 : 1
    expect(gives.rank).toBe(Math.max(byKind, [20_000, 200_000, 1_000_000].filter((limit) => total > limit).length + 1))
    expect(body.positions).toContainEqual(expect.objectContaining({ code: gives.position, rank: gives.rank }))
  })

  it.each(body.examples)('offer something in the worked case $code', ({ category, liability, severity }) => {
    expect(compensation(body, category, { liability, severity })).not.toEqual([])
  })

  it('offer no money where nothing is our fault', () => {
    for (const liability of ['customer', 'none', 'thirdParty'])
      for (const { code } of body.categories)
        for (const { gives } of compensation(body, code, { liability, severity: 'serious', nature: 'claim', fault: 'rules' }))
          expect(gives.items, `${code} ${liability}`).toEqual([{ kind: 'explanation' }])
  })

  it('have an answer for every kind of problem that is our fault', () => {
    const leaves = body.categories.filter(({ code }) => !body.categories.some(({ parent }) => parent === code))
    expect(leaves.filter(({ code }) => compensation(body, code, { liability: 'ours' }).length === 0)).toEqual([])
  })

  it('see urgency in whole expressions, in text and wishes', () => {
    expect(urgencyOf(body, { wants: '再不退款我就起诉' })).toBe('critical')
    expect(urgencyOf(body, { text: 'We will go to the press.', channel: 'regulator' })).toBe('critical')
    expect(urgencyOf(body, { channel: 'regulator' })).toBe('urgent')
    expect(urgencyOf(body, { repeat: true })).toBe('general')
    expect(urgencyOf(body, { repeat: true, sameMatter: true })).toBe('urgent')
    expect(urgencyOf(body, { repeat: true, sameMatter: true, channel: 'regulator' })).toBe('critical')
    expect(urgencyOf(body, { customerClass: 'testingBody', text: 'You issue our invoice immediately; hospitality was fine' })).toBe('general')
  })
})

describe('jewellery', () => {
  it('asks for its fields without demanding any', () => {
    const { fields } = pack('jewellery')
    expect(fields.length).toBeGreaterThanOrEqual(15)
    expect(fields.filter(({ required }) => required)).toEqual([])
    for (const code of ['salesNumber', 'barcode', 'productType', 'certificateNumber'])
      expect(fields.find((field) => field.code === code)?.filter, code).toBe(true)
    expect(fields.find(({ code }) => code === 'salesperson')?.personal).toBe(true)
  })

  it('replaces an item of the base pack in its place and keeps the rest', () => {
    const general = pack('base')
    const { categories, fields } = pack('jewellery')
    expect(categories.slice(0, general.categories.length).map(({ code }) => code)).toEqual(general.categories.map(({ code }) => code))
    expect(fields.filter(({ code }) => code === 'salesNumber').map(({ label }) => label.en)).toEqual(['Sales slip number'])
    expect(pack('jewellery')['tables/authority']).toEqual(general['tables/authority'])
  })

  it('writes traditional texts in Hong Kong usage', () => {
    const { fields, units } = pack('jewellery')
    expect(fields.find(({ code }) => code === 'goldWeight')?.label).toEqual({ 'zh-CN': '克重', 'zh-Hant': '金重', en: 'Weight' })
    expect(units.find(({ code }) => code === 'WS')?.label['zh-Hant']).toBe('維修工場')
  })
})

describe('a faulty pack is refused', () => {
  let copy = ''
  beforeAll(() => { copy = mkdtempSync(join(tmpdir(), 'packs-')) })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  /** Reads the jewellery pack after one of its files was changed; a file it lacks starts as the base pack's. */
  const reading = (file: string, change: (text: string) => string) => () => {
    cpSync(join(root, 'packs'), join(copy, 'packs'), { recursive: true })
    const path = join(copy, 'packs/jewellery', `${file}.yaml`)
    const inherited = join(copy, 'packs/base', `${file}.yaml`)
    const old = [path, inherited].find(existsSync)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, change(old ? readFileSync(old, 'utf8') : ''))
    try {
      return readPack(copy, 'jewellery')
    } finally {
      rmSync(join(copy, 'packs'), { recursive: true })
    }
  }
  const label = { 'zh-CN': '一', 'zh-Hant': '一', en: 'one' }
  const clock = { kind: 'x', ends: 'closed', escalateTo: 'boss', basis: label }

  it.each([
    ['categories', { code: 'x', parent: 'nowhere', matter: 'product' }, 'x has the unknown parent nowhere'],
    ['categories', { code: 'x', parent: 'x', matter: 'product' }, 'x is its own ancestor'],
    ['units', { code: 'X', kind: 'shop', parent: 'NO', positions: [] }, 'X has the unknown parent NO'],
    ['units', { code: 'X', kind: 'shop', parent: 'HQ', positions: ['boss'] }, 'X names the unknown position boss'],
    ['positions', { code: 'x', role: 'king', rank: 0 }, 'x names the unknown role king'],
    ['fields', { code: 'x', type: 'text', categories: ['nowhere'] }, 'x names the unknown category nowhere'],
    ['fields', { code: 'x', type: 'choice' }, 'x: choices go with the types choice and several'],
    ['clocks', clock, 'x names the unknown position boss'],
    ['clocks', { ...clock, escalateTo: 'shopManager' }, 'no rule of tables/clocks.yaml starts x'],
    ['roles', { code: 'x', sees: 'unit', permissions: ['everything'] }, 'x has the malformed permission everything'],
    ['causes', { code: 'setting' }, 'two items are named setting'],
    ['causes', { code: 'x', colour: 'red' }, 'colour'],
    ['causes', { code: 'x', label: { en: 'one' } }, 'label.zh-CN'],
  ])('%s with %o', (file, item, fault) => {
    const read = reading(file, (text) => {
      const items: unknown[] = parse(text)
      return stringify([...items, { label, ...item }])
    })
    expect(read).toThrow(`${file}.yaml: `)
    expect(read).toThrow(fault)
  })

  it.each([
    [{ code: 'x', clocks: ['nothing'], levels: [] }, 'x names the unknown clock nothing'],
    [{ code: 'x', clocks: ['acknowledgement'], levels: [{ at: { share: 50 }, to: [{ who: 'position', code: 'boss' }] }] }, 'x names the unknown position boss'],
    [{ code: 'x', levels: [] }, 'two ladders are for all other clocks'],
  ])('ladders with %o', (item, fault) => {
    expect(reading('ladders', (text) => stringify([...parse(text), item]))).toThrow(`ladders.yaml: ${fault}`)
  })

  it.each([
    ['examples', 'rootCause: setting', 'rootCause: fate', 'worked-defect names the unknown root cause fate'],
    ['examples', 'category: stoneLoose', 'category: fate', 'worked-defect names the unknown category fate'],
    ['examples', 'ringSize:', 'shoeSize:', 'worked-defect names the unknown field shoeSize'],
    ['examples', 'material: gold18k', 'material: tin', 'worked-defect: material cannot be tin'],
    ['tables/compensation', 'category: [hallmark', 'category: [halmark', 'hallmark names the unknown category halmark'],
    ['tables/urgency', 'rules: [same-matter]', 'rules: [general]', 'no example reaches same-matter'],
    ['tables/urgency', 'urgency: urgent', 'urgency: soon', 'major-loss gives urgency'],
    ['tables/authority', 'position: generalManager', 'position: clerk', 'public-apology: no position clerk of that rank'],
    ['hours', '"21:30"', '"9:30"', 'mon: 10:00-9:30 is no span of time'],
    ['pack', 'code: jewellery', 'code: silver', 'code is not jewellery'],
    ['pack', 'extends: base', 'extends: jewellery', 'extends itself'],
    ['tables/clocks', 'clock: refundDelay', 'clock: revenge', 'refund-delay names the unknown clock revenge'],
    ['tables/clocks', 'event: received, category', 'event: angered, category', 'refund-delay'],
    ['tables/closing', 'gate: grounds', 'gate: bribe', 'grounds gives gate'],
    ['tables/closing', 'outcome: [declined]', 'outcome: [refused]', 'not offers'],
  ])('%s with "%s" changed to "%s"', (file, from, to, fault) => {
    const read = reading(file, (text) => text.replaceAll(from, to))
    expect(read).toThrow(`${file}.yaml: `)
    expect(read).toThrow(fault)
  })

  it('when a value gets a name of its own and there is no such value', () => {
    const term = { one: label, many: label }
    const named = (values: object) => reading('pack', (text) => `${text}\n${stringify({ terms: { customer: term, product: term, order: term, values } })}`)
    expect(named({ remedyKind: { ransom: label } })).toThrow('pack.yaml: terms names the unknown value of remedyKind ransom')
    expect(named({ weather: { rain: label } })).toThrow('pack.yaml: terms names the unknown value of weather rain')
  })

  it('when a file is broken, missing or unknown', () => {
    expect(reading('causes', () => '- code: [x')).toThrow('packs/jewellery/causes.yaml: ')
    expect(reading('stray', () => 'x: 1')).toThrow('packs/jewellery/stray.yaml: not a file of a pack')
    expect(reading('pack', (text) => text.replace('extends: base', 'extends: nothing'))).toThrow('packs/nothing: no such pack')
    expect(reading('pack', (text) => text.replace('extends: base', 'extends: null'))).toThrow('packs/jewellery: missing ')
    expect(() => readPack(root, '../packs/base')).toThrow('no such pack')
  })
})
