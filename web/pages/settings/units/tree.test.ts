import { expect, test } from 'vitest'
import type { Unit } from '#contract/identity.ts'
import { branches, withDescendants } from './tree.ts'

const unit = (id: string, parentId: string | null): Unit => ({ id, code: id, name: id, kind: 'shop', parentId, timeZone: 'Asia/Shanghai', phone: null, address: null, retired: false })
const units = [unit('c', 'b'), unit('a', null), unit('b', 'a'), unit('d', 'a'), unit('lost', 'retired')]

test('units stand below those they belong to; one whose parent is gone stands at the top', () => {
  expect(branches(units).map(({ unit: { id }, depth }) => `${depth}${id}`)).toEqual(['0a', '1b', '2c', '1d', '0lost'])
})

test('a unit cannot be moved under itself or what is below it', () => {
  expect([...withDescendants(units, 'b')].sort()).toEqual(['b', 'c'])
})
