import { expect, test } from 'vitest'
import { emptyDraft } from './draft.ts'
import { merge } from './merge.ts'

const base = { ...emptyDraft('u', '小李', '店员', 'phone'), points: [{ key: 'a', text: '掉钻', wants: '', categoryCode: null }] }

test('what only one side changed is taken from that side', () => {
  expect(merge(base, { ...base, name: '王女士' }, { ...base, phone: '138' })).toMatchObject({ draft: { name: '王女士', phone: '138' }, conflicts: [] })
  expect(merge(base, base, { ...base, points: [] }).draft.points).toEqual([])
})

test('points, files and fields meet one by one', () => {
  const mine = { ...base, points: [...base.points, { key: 'b', text: '态度', wants: '', categoryCode: null }], fields: { ring: '12' } }
  const theirs = { ...base, points: [{ key: 'a', text: '掉钻两颗', wants: '', categoryCode: null }], fields: { gold: '18K' }, files: [{ id: 'f', name: 'p', mediaType: 'image/png', bytes: 1 }] }
  expect(merge(base, mine, theirs)).toMatchObject({ draft: { points: [{ key: 'a', text: '掉钻两颗' }, { key: 'b', text: '态度' }], fields: { ring: '12', gold: '18K' }, files: [{ id: 'f' }] }, conflicts: [] })
})

test('what both changed stays as it is here, and is named', () => {
  const mine = { ...base, name: '王女士', points: [{ key: 'a', text: '掉了一颗', wants: '', categoryCode: null }] }
  const theirs = { ...base, name: '汪女士', points: [{ key: 'a', text: '掉了两颗', wants: '', categoryCode: null }] }
  expect(merge(base, mine, theirs)).toMatchObject({ draft: { name: '王女士', points: [{ text: '掉了一颗' }] }, conflicts: ['name', 'points'] })
})

test('what an older form did not know stays as it is here', () => {
  const { representative: _, ...older } = base
  expect(merge(base, { ...base, representative: { name: '张', phone: '', relation: '夫' } }, older as typeof base).draft.representative).toMatchObject({ name: '张' })
})
