import { describe, expect, test } from 'vitest'
import { fits } from '#contract/table-fit.ts'
import { ROOT } from '#kernel/root.ts'
import { packCodes, readPack } from './load.ts'
import type { PackBody } from './shape.ts'

/** What the law sets no minimum for: how somebody was spoken to, waiting, papers and order of the house. Everything else has a rule of law. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  base: ['attitude', 'waiting', 'shirking', 'noReply'],
  jewellery: ['attitude', 'waiting', 'shirking', 'noReply'],
  'wedding-photography': ['attitude', 'waiting', 'shirking', 'noReply'],
  cement: ['attitude', 'driverAttitude', 'shirking', 'noReply', 'competence', 'solicit', 'privacy'],
  manufacturing: ['attitude', 'competence', 'shirking', 'noReply', 'onSite'],
  healthcare: [
    'attitude', 'waiting', 'competence', 'shirking', 'noReply', 'frontDesk', 'explanation', 'notListening', 'familyInformed', 'discrimination', 'privacy',
    'booking', 'appointmentChange', 'bedWaiting', 'reportDelay', 'cleanliness', 'facilities', 'parking', 'publicOrder', 'recordsCopy', 'recordsContent', 'recordsSealing', 'certificates',
    'betweenDepartments', 'transferHandover', 'consultation', 'appraisal',
  ],
}

/** Rules on what was sold; how work between firms and medical care are answered for is another law. */
const GOODS = /^(consumer-)?fraud|^nonconforming|^short-weight|^overcharged|^injury/

const lineage = (body: PackBody, code: string | null): string[] => {
  const category = body.categories.find((one) => one.code === code)
  return category ? [category.code, ...lineage(body, category.parent)] : []
}
const leavesOf = ({ categories }: PackBody) => categories.map(({ code }) => code).filter((code) => !categories.some(({ parent }) => parent === code))
const rulesFor = (body: PackBody, code: string) => body['tables/statute'].rules.filter(({ when }) => when['category'] === undefined || fits(when['category'], lineage(body, code)))

describe.each(packCodes(ROOT).map(({ code }) => ({ code, body: readPack(ROOT, code) })))('the law in pack $code', ({ code, body }) => {
  test('has a rule for every kind of problem, but for those that need none', () => {
    expect(leavesOf(body).filter((leaf) => rulesFor(body, leaf).length === 0).sort()).toEqual([...WITHOUT[code] ?? []].sort())
  })

  test('frees nobody who sold goods because somebody else was at fault, too', () => {
    const goods = body['tables/statute'].rules.filter(({ id, when }) => when['liability'] !== undefined && GOODS.test(id))
    expect(goods.length).toBeGreaterThan(1)
    for (const { id, when } of goods) expect(when['liability'], id).toEqual(['ours', 'shared', 'thirdParty'])
  })

  test('is nowhere taken for checked', () => {
    for (const { id, gives } of body['tables/statute'].rules) expect(gives['verified'], id).toBe(false)
  })
})

describe('goods of every sort', () => {
  test.each(['fineness', 'falseMaterial', 'stoneLoose', 'breakage', 'deformation', 'discolouration', 'certificateMismatch', 'productDefect'])('jewellery: %s is put right, within seven days and after', (leaf) => {
    const ids = rulesFor(readPack(ROOT, 'jewellery'), leaf).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['fraud', 'fraud-price', 'nonconforming', 'nonconforming-later']))
  })
  test.each([['jewellery', 'stoneSwapped'], ['jewellery', 'repairPoor'], ['wedding-photography', 'selectionPressure'], ['wedding-photography', 'hiddenExtra'], ['healthcare', 'scalper'], ['healthcare', 'overtreatment']])('%s: fraud may be found of %s', (pack, leaf) => {
    expect(rulesFor(readPack(ROOT, pack), leaf).some(({ when }) => when['fraud'] === true)).toBe(true)
  })
})
