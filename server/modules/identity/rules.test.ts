import { describe, expect, test } from 'vitest'
import { answering, nextToLead, superiorsOf } from './rules.ts'

const UNITS = [{ id: 'HQ', parent_id: null }, { id: 'North', parent_id: 'HQ' }, { id: 'S01', parent_id: 'North' }, { id: 'S02', parent_id: 'North' }, { id: 'Office', parent_id: 'HQ' }]
const post = (personId: string, unitId: string, rank: number, seesAll = false) => ({ personId, unitId, rank, seesAll })
const POSTS = [
  post('general', 'Office', 4, true), post('service', 'HQ', 3, true), post('officer', 'HQ', 1, true), post('admin', 'HQ', 0, true), post('north', 'North', 2),
  post('chen', 'S01', 2), post('li', 'S01', 1), post('wang', 'S02', 2), post('zhao', 'S02', 1), post('finance', 'Office', 0),
]

describe('who answers to whom', () => {
  test('goes up the units and the ranks, from one leader to the next', () => {
    expect(superiorsOf(POSTS, UNITS, 'li').toSorted()).toEqual(['chen', 'general', 'north', 'service'])
    expect(superiorsOf(POSTS, UNITS, 'chen').toSorted()).toEqual(['general', 'north', 'service'])
    expect(superiorsOf(POSTS, UNITS, 'general')).toEqual([])
  })

  test('leaves out colleagues beside, and those who lead nobody', () => {
    expect(superiorsOf(POSTS, UNITS, 'li')).not.toContain('wang')
    expect(answering(POSTS, UNITS, ['officer'])).toEqual(new Set(['officer']))
    expect(answering(POSTS, UNITS, ['li'])).toEqual(new Set(['li']))
  })

  test('is the same seen from above and from below', () => {
    for (const one of POSTS) for (const other of POSTS) {
      if (one !== other) expect([one.personId, other.personId, answering(POSTS, UNITS, [one.personId]).has(other.personId)]).toEqual([one.personId, other.personId, superiorsOf(POSTS, UNITS, other.personId).includes(one.personId)])
    }
  })

  test('counts every post of somebody, and comes to an end where two lead each other', () => {
    const both = [...POSTS, post('li', 'S02', 2)]
    expect(superiorsOf(both, UNITS, 'zhao')).toContain('li')
    expect(superiorsOf(both, UNITS, 'zhao')).toContain('chen')
    const round = [post('a', 'S01', 3), post('b', 'S01', 2), post('b', 'S02', 3), post('a', 'S02', 2)]
    expect(superiorsOf(round, UNITS, 'a')).toEqual(['b'])
  })

  test('of somebody without a post is nobody', () => {
    expect(superiorsOf(POSTS, UNITS, 'gone')).toEqual([])
    expect(answering(POSTS, UNITS, [])).toEqual(new Set())
  })
})

describe('who looks after a case instead', () => {
  const beside = (...accused: string[]) => nextToLead(POSTS, UNITS, 'S01', answering(POSTS, UNITS, accused))
  test('is the nearest who leads the unit and is not kept from it', () => {
    expect(beside('li')).toBe('chen')
    expect(beside('chen')).toBe('north')
    expect(beside('chen', 'north')).toBe('service')
    expect(beside('service')).toBe('general')
  })

  test('is nobody where everybody answers to whom it is about', () => {
    expect(beside('general')).toBeNull()
  })

  test('is whoever sees everything where nobody leads', () => {
    const small = [post('boss', 'S01', 2), post('clerk', 'S01', 1), post('officer', 'HQ', 1, true), post('admin', 'HQ', 0, true)]
    expect(nextToLead(small, UNITS, 'S01', answering(small, UNITS, ['boss']))).toBe('officer')
  })
})
