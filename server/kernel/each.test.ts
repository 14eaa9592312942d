import { expect, test } from 'vitest'
import { allTried, eachOrganization, restingNow } from './each.ts'

const rows = [{ organization_id: 'a', id: 'a1' }, { organization_id: 'a', id: 'a2' }, { organization_id: 'b', id: 'b1' }]

test('one row that cannot be dealt with holds up neither its organisation nor others, rests a while, and is told of', async () => {
  const done: string[] = []
  const act = async (_organizationId: string, ids: readonly string[]) => {
    if (ids.includes('a1')) throw new Error('broken')
    done.push(...ids)
  }
  await expect(eachOrganization(rows, act)).rejects.toThrow('1 of 3 could not be dealt with')
  expect(done).toEqual(['a2', 'b1'])
  expect(restingNow()).toEqual(['a1'])
  expect(restingNow(performance.now() + 61_000)).toEqual([])
  expect(await eachOrganization(rows.slice(1), act)).toBe(2)
})

test('what comes after a failure is tried all the same', async () => {
  const tried: number[] = []
  const work = (n: number, fails = false) => async () => { tried.push(n); if (fails) throw new Error(`no ${n}`); return n }
  await expect(allTried([work(1, true), work(2)])).rejects.toThrow('no 1')
  expect(tried).toEqual([1, 2])
  expect(await allTried([work(3), work(4)])).toBe(7)
})
