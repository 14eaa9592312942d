import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeEdits } from './merge-edits.ts'

test('what only one of the two changed stands; what both changed is asked for', () => {
  const base = { name: '王芳', phone: '13800138000', note: '' }
  expect(mergeEdits(base, { ...base, note: '下午来电' }, { ...base, phone: '13900139000' })).toEqual({ draft: { name: '王芳', phone: '13900139000', note: '下午来电' }, taken: ['phone'], clashes: [] })
  expect(mergeEdits(base, { ...base, note: '下午来电' }, { ...base, note: '上午来电' })).toEqual({ draft: { ...base, note: '下午来电' }, taken: [], clashes: ['note'] })
  expect(mergeEdits(base, { ...base, note: '一样' }, { ...base, note: '一样' })).toEqual({ draft: { ...base, note: '一样' }, taken: [], clashes: [] })
})

test('nothing typed is lost, nothing of others is overwritten unasked', () => {
  const record = fc.record({ a: fc.constantFrom('', 'x', 'y'), b: fc.constantFrom('', 'x', 'y'), c: fc.constantFrom('', 'x', 'y') })
  fc.assert(fc.property(record, record, record, (base, mine, theirs) => {
    const { draft, clashes } = mergeEdits(base, mine, theirs)
    for (const name of ['a', 'b', 'c'] as const) {
      if (mine[name] !== base[name]) expect(draft[name]).toBe(mine[name])
      if (theirs[name] !== base[name] && !clashes.includes(name)) expect(draft[name]).toBe(theirs[name])
    }
  }))
})
