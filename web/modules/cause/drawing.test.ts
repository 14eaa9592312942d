import { expect, test } from 'vitest'
import type { CauseNode } from '#contract/cause.ts'
import { type Label, drawingOf } from '#contract/cause-drawing.ts'
import { depthOf, withBelow } from '#contract/cause-tree.ts'
import { wrapped } from '#contract/wrapped.ts'

const w = (text: string) => ({ 'zh-CN': text, 'zh-Hant': text, en: text })
const node = (id: string, parentId: string | null, text = id, bone: string | null = null): CauseNode => ({ id, parentId, bone, text, standing: 'assumed', root: false, findingIds: [], fileIds: [] })
const scheme = { code: 's', label: w('s'), bones: ['people', 'machine', 'material', 'method', 'measure', 'place'].map((code) => ({ code, label: w(code), hint: w('') })) }
const LONG = '换线时没有清点余料，操作员以为上一班已经清过，交接表上也没有这一栏'

const overlaps = (a: Label, b: Label) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const clashes = (labels: readonly Label[]) => labels.flatMap((a, i) => labels.slice(i + 1).filter((b) => overlaps(a, b)).map((b) => `${a.id} ${b.id}`))

test('no label of a tree of whys lies on another, and all lie on the sheet', () => {
  const nodes = [node('a', null, LONG.repeat(5)), node('b', 'a'), node('c', 'a', LONG), node('d', 'c'), node('e', 'd', LONG), node('f', null), node('g', 'f', LONG), node('h', 'f')]
  const { labels, width, height } = drawingOf({ kind: 'whys', scheme: null, effect: LONG.repeat(3), nodes }, 'zh-CN')
  expect(labels.map((l) => l.id).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'effect', 'f', 'g', 'h'])
  expect(clashes(labels)).toEqual([])
  expect(labels.every((l) => l.x >= 0 && l.y >= 0 && l.x + l.w <= width && l.y + l.h <= height)).toBe(true)
})

test('a fishbone has room for every cause and what is behind it', () => {
  const nodes = scheme.bones.flatMap(({ code }, at) => [node(`${code}1`, null, LONG, code), node(`${code}2`, `${code}1`, LONG), node(`${code}3`, `${code}2`), ...(at % 3 ? [node(`${code}4`, null, 'x', code)] : [])])
  const { labels, width, height } = drawingOf({ kind: 'fishbone', scheme, effect: LONG, nodes }, 'en')
  expect(labels).toHaveLength(nodes.length + scheme.bones.length + 1)
  expect(clashes(labels)).toEqual([])
  expect(labels.every((l) => l.x >= 0 && l.y >= 0 && l.x + l.w <= width && l.y + l.h <= height)).toBe(true)
})

test('text is put into lines that fit, Latin words whole, endless ones cut', () => {
  expect(wrapped('一二三四五六', 3, 9)).toEqual(['一二三', '四五六'])
  expect(wrapped('the ring came loose', 6, 9)).toEqual(['the ring', 'came loose'])
  expect(wrapped('a'.repeat(30), 6, 2)).toEqual(['a'.repeat(10), `${'a'.repeat(10)}…`])
  expect(wrapped('一\n二', 9, 9)).toEqual(['一', '二'])
})

test('depth is counted below the effect; loops and strays have none', () => {
  const nodes = [node('a', null), node('b', 'a'), node('c', 'b'), node('x', 'y'), node('y', 'x'), node('z', 'nowhere')]
  expect(['a', 'b', 'c', 'x', 'z'].map((id) => depthOf(nodes, id))).toEqual([1, 2, 3, null, null])
  expect(withBelow(nodes, 'b').map((one) => one.id)).toEqual(['b', 'c'])
})
