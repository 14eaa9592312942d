import { afterEach, expect, test, vi } from 'vitest'
import type { Made } from './waiting.ts'

afterEach(() => { vi.unstubAllGlobals() })

test('who does not see the case any more is not asked to link it', async () => {
  const fetched = vi.fn(() => Promise.reject(new Error('asked')))
  vi.stubGlobal('fetch', fetched)
  const { linkAll } = await import('./send-waiting.ts')
  const made = (seen: boolean) => ({ id: 'x', kept: { owner: null, handedOn: true, seen } }) as unknown as Made
  await linkAll(made(false), ['y'], 'related')
  expect(fetched).not.toHaveBeenCalled()
  await expect(linkAll(made(true), ['y'], 'related')).rejects.toThrow()
  expect(fetched).toHaveBeenCalled()
})

test('an order that was looked up goes into the case; where it cannot, that is said', async () => {
  const asked: { url: string; body: unknown }[] = []
  const answers = [() => new Response(JSON.stringify({ id: 'y', filled: [] }), { status: 201, headers: { 'content-type': 'application/json' } }), () => new Response(JSON.stringify({ type: '/problems/order-book/lookup-gone', status: 409, title: 'gone' }), { status: 409, headers: { 'content-type': 'application/problem+json' } })]
  vi.stubGlobal('fetch', (url: string, given: { body: string }) => {
    asked.push({ url, body: JSON.parse(given.body) })
    const answer = answers.shift()
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no network'))
  })
  const { orderLost } = await import('./send-waiting.ts')
  const found = { lookupId: 'l', at: 1, number: 'A-1' }
  expect(await orderLost('x', null)).toBe(false)
  expect(asked).toEqual([])
  expect(await orderLost('x', found)).toBe(false)
  expect(asked).toEqual([{ url: expect.stringMatching(/\/complaints\/x\/orders$/), body: { lookupId: 'l', at: 1, fill: false } }])
  expect(await orderLost('x', found)).toBe(true)
  expect(await orderLost('x', found)).toBe(true)
})
