import { expect, test } from 'vitest'
import type { CauseNode } from '#contract/cause.ts'
import { added, addedBeside, changed, moved, numberOf, removed } from './editing.ts'
import { merged } from './merge.ts'

const node = (id: string, parentId: string | null = null, part: Partial<CauseNode> = {}): CauseNode => ({ id, parentId, bone: null, text: id, standing: 'assumed', root: false, findingIds: [], fileIds: [], ...part })
const of = (...nodes: CauseNode[]) => ({ effect: 'e', nodes })
const ids = (nodes: readonly CauseNode[]) => nodes.map((one) => one.id)
const BASE = of(node('a'), node('b', 'a'), node('c', 'b'), node('d'))

test('what two people drew is put together, field by field', () => {
  const mine = of(node('a', null, { text: 'A' }), node('x', 'a'), node('b', 'a'), node('c', 'b'), node('d'))
  const theirs = { effect: 'E', nodes: [node('a', null, { standing: 'verified', root: true }), node('b', 'a'), node('y', 'b'), node('c', 'b'), node('d')] }
  const { effect, nodes, clashes } = merged(BASE, mine, theirs)
  expect(effect).toBe('E')
  expect(ids(nodes)).toEqual(['a', 'x', 'b', 'y', 'c', 'd'])
  expect(nodes[0]).toMatchObject({ text: 'A', standing: 'verified', root: true })
  expect(clashes).toEqual([])
})

test('what one took away and the other changed stays, with what is above it', () => {
  const { nodes } = merged(BASE, of(node('d')), of(node('a'), node('b', 'a'), node('c', 'b', { text: 'C' }), node('d')))
  expect(ids(nodes).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(ids(merged(BASE, of(node('d')), BASE).nodes)).toEqual(['d'])
})

test('where both worded the same anew, ours stays and theirs is told', () => {
  const { nodes, clashes } = merged(BASE, of(node('a', null, { text: 'mine' }), ...BASE.nodes.slice(1)), of(node('a', null, { text: 'theirs' }), ...BASE.nodes.slice(1)))
  expect(nodes[0]?.text).toBe('mine')
  expect(clashes).toEqual([{ id: 'a', theirs: 'theirs' }])
})

test('what one ruled out and the other chose is no root cause', () => {
  const [first] = merged(of(node('a')), of(node('a', null, { root: true })), of(node('a', null, { standing: 'refuted' }))).nodes
  expect(first).toMatchObject({ standing: 'refuted', root: false })
})

test('causes are added, moved among their own and taken away with what hangs on them', () => {
  const nodes = added(addedBeside(BASE.nodes, 'z', node('a')), 'w', 'b', null)
  const at = (id: string) => nodes.find((one) => one.id === id) ?? node('')
  expect(['a', 'z', 'd', 'b', 'c', 'w'].map((id) => numberOf(nodes, at(id)))).toEqual(['1', '2', '3', '1.1', '1.1.1', '1.1.2'])
  expect(ids(moved(nodes, at('d'), -1)).filter((id) => ['a', 'z', 'd'].includes(id))).toEqual(['a', 'd', 'z'])
  expect(moved(nodes, at('a'), -1)).toBe(nodes)
  expect(ids(removed(nodes, 'a'))).toEqual(['z', 'd'])
  expect(changed([node('a', null, { root: true })], 'a', { standing: 'refuted' })[0]).toMatchObject({ root: false })
})
