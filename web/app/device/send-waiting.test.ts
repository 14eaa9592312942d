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
