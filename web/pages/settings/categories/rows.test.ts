import { expect, test } from 'vitest'
import type { DraftCategory } from '#contract/categories.ts'
import { rowsOf } from './rows.ts'

const item = (code: string, parent: string | null, more: Partial<DraftCategory> = {}): DraftCategory => ({ code, parent, label: { 'zh-CN': code, 'zh-Hant': '', en: '' }, matter: 'product', keywords: [], wording: [], retired: false, version: 0, ofPack: true, uses: [], changedBy: null, changedAt: null, ...more })
const TREE = [item('质量', null), item('掉钻', '质量', { keywords: ['石头没了'] }), item('旧的', '质量', { retired: true }), item('服务', null), item('态度', '服务')]
const shown = (open: string[], search = '', withRetired = false) => rowsOf(TREE, new Set(open), search, withRetired).map((row) => `${'·'.repeat(row.depth)}${row.item.code}`)

test('what is closed stays closed, what is retired is shown when asked for', () => {
  expect(shown([])).toEqual(['质量', '服务'])
  expect(shown(['质量'])).toEqual(['质量', '·掉钻', '服务'])
  expect(shown(['质量'], '', true)).toEqual(['质量', '·掉钻', '·旧的', '服务'])
})

test('a search finds names and words of customers, and opens what is above', () => {
  expect(shown([], '石头')).toEqual(['质量', '·掉钻'])
  expect(shown([], '没有这个')).toEqual([])
})
