import { describe, expect, test } from 'vitest'
import { type Candidate, type CaseOf, choose, chooseEach, eachOnce, mostOf } from './rules.ts'

const who = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id, roles: ['handler'], positions: ['clerk'], rank: 1, trusted: false, away: false, most: null, named: null, categories: [], languages: [], classes: [], general: 0, urgent: 0, critical: 0, ticking: 0, givenAt: 0, ...more,
})
const it = (more: Partial<CaseOf> = {}): CaseOf => ({ urgency: 'general', categories: [], language: null, classCode: null, confidential: false, ...more })
const NOBODY: ReadonlySet<string> = new Set()
const why = (people: readonly Candidate[], one: CaseOf, apart = NOBODY) => Object.fromEntries(choose(people, one, apart).considered.map((w) => [w.id, w.why]))

test('somebody with several posts is measured by the one a rule names', () => {
  const [shop, office] = [who('a', { positions: ['clerk'], named: 1 }), who('a', { positions: ['complaintOfficer'], roles: ['officer'], named: null, trusted: true })]
  for (const posts of [[shop, office], [office, shop]]) {
    expect(eachOnce(posts, 'complaintOfficer')).toEqual([office])
    expect(eachOnce(posts, 'officer')).toEqual([office])
    expect(eachOnce(posts, 'clerk')).toEqual([{ ...shop, trusted: true }])
  }
})

describe('who is given a case', () => {
  test('carries least; of equals who was given one longest ago', () => {
    expect(why([who('a', { general: 2 }), who('b', { general: 1, ticking: 1 }), who('c', { urgent: 1 })], it())).toEqual({ a: 'chosen', b: 'givenLater', c: 'givenLater' })
    expect(why([who('a', { general: 1 }), who('b', { givenAt: 5 }), who('c', { givenAt: 3 })], it())).toEqual({ c: 'chosen', b: 'givenLater', a: 'carriesMore' })
    expect(why([who('a', { critical: 1 }), who('b', { general: 2 })], it())).toEqual({ b: 'chosen', a: 'carriesMore' })
  })

  test('knows the matter before carrying less, and is understood before that', () => {
    const people = [who('any'), who('gold', { categories: ['gold'], general: 9 }), who('service', { categories: ['service'] }), who('english', { languages: ['en'], general: 9 })]
    expect(why(people, it({ categories: ['gold'] }))).toMatchObject({ gold: 'chosen', any: 'lessSkilled', service: 'lessSkilled' })
    expect(why(people, it({ categories: ['gold'], language: 'en' }))).toMatchObject({ english: 'chosen', gold: 'lessSkilled' })
    expect(choose(people, it({ categories: ['gold'] }), NOBODY).considered[0]).toMatchObject({ id: 'gold', skills: ['category'] })
  })

  test('is nobody who may not, and it says why', () => {
    const people = [who('about'), who('away', { away: true }), who('full', { most: 1, general: 1 }), who('none', { most: 0 }), who('open')]
    expect(why(people, it(), new Set(['about']))).toEqual({ open: 'chosen', about: 'apart', away: 'away', full: 'full', none: 'none' })
    expect(why([who('open'), who('sees', { trusted: true, general: 5 })], it({ confidential: true }))).toEqual({ sees: 'chosen', open: 'untrusted' })
    expect(why([who('open'), who('boss', { roles: ['manager'], general: 5 })], it({ role: 'manager' }))).toEqual({ boss: 'chosen', open: 'otherPost' })
    expect(choose([], it(), NOBODY)).toEqual({ id: null, considered: [] })
  })

  test('of many cases each counts for the next, in whichever unit somebody has posts', () => {
    const both = [who('a', { most: 2 }), who('b', { most: 2 })]
    const cases = ['S01', 'S02', 'S01', 'S02', 'S01'].map((unitId) => ({ ...it(), unitId }))
    const given = chooseEach(new Map([['S01', both], ['S02', both]]), cases, () => NOBODY, 0).map((chosen) => chosen.id)
    expect(given.slice(0, 4).toSorted()).toEqual(['a', 'a', 'b', 'b'])
    expect(given[4]).toBeNull()
  })
})

test('what somebody may carry is their own measure, else the unit\'s; who leads is given none', () => {
  expect([mostOf(null, 20, 1), mostOf(3, 20, 1), mostOf(null, 20, 2), mostOf(3, null, 2), mostOf(null, null, 1)]).toEqual([20, 3, 0, 3, null])
})
