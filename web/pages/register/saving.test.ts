import { afterEach, expect, test, vi } from 'vitest'
import { type Draft, emptyDraft } from './draft.ts'
import { NO_BASE, Saving } from './saving.ts'

afterEach(() => { vi.unstubAllGlobals() })

const typed = (name: string): Draft => ({ ...emptyDraft('u', '李晓芸', '店员', 'phone'), startedAt: '2026-11-22T10:00:00+08:00', name })

const savingOf = (fetched: (init: RequestInit) => Promise<Response>, lost: () => void = () => undefined) => {
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => fetched(init))
  return new Saving({ id: '01a6a51e-e86d-41b7-a4b4-fc015ca99435', candidateId: undefined, empty: typed(''), base: NO_BASE, show: () => undefined, met: () => undefined, keepBase: () => undefined, lost })
}

test('while it is registered nothing is saved, and it waits for what is on its way', async () => {
  const order: string[] = []
  let answer: () => void = () => undefined
  const saving = savingOf(async () => {
    order.push('saving')
    await new Promise<void>((go) => { answer = go })
    order.push('saved')
    throw new TypeError('the line broke')
  })
  saving.typed(typed('王'))
  const first = saving.save()
  await vi.waitFor(() => expect(order).toEqual(['saving']))
  const registered = saving.register(async () => { order.push('registered') })
  saving.typed(typed('王女士'))
  answer()
  await Promise.all([first, registered, saving.save()])
  expect(order).toEqual(['saving', 'saved', 'registered'])
})

test('where it could not be registered, what is typed is saved again', async () => {
  let saves = 0
  const saving = savingOf(async () => {
    saves += 1
    throw new TypeError('no line')
  })
  saving.typed(typed('王'))
  await expect(saving.register(async () => { throw new Error('a fault in it') })).rejects.toThrow('a fault')
  await vi.waitFor(() => expect(saves).toBe(1))
})

test('asked for while its first save is on its way, it is not taken for one that is gone', async () => {
  const order: string[] = []
  let answer: () => void = () => undefined
  let isLost = false
  const saving = savingOf(async ({ method }) => {
    order.push(method ?? 'GET')
    if (method !== 'PUT') return Response.json({ type: '/problems/draft/unknown', title: 'unknown', status: 404 }, { status: 404, headers: { 'content-type': 'application/problem+json' } })
    await new Promise<void>((go) => { answer = go })
    throw new TypeError('the line broke')
  }, () => { isLost = true })
  saving.typed(typed('王'))
  const saved = saving.save()
  await vi.waitFor(() => expect(order).toEqual(['PUT']))
  const opened = saving.open(typed('王'))
  await new Promise((go) => { setTimeout(go, 20) })
  expect(order).toEqual(['PUT'])
  answer()
  await Promise.all([saved, opened])
  expect([order, isLost]).toEqual([['PUT', 'GET'], false])
})
