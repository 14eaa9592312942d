import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ROOT } from '#kernel/root.ts'

const WEB = join(ROOT, 'dist/web')
const MOST = 120 * 1000

/** As it travels: what is too small to be kept compressed goes as it is. */
const weightOf = (path: string) => (existsSync(`${path}.gz`) ? statSync(`${path}.gz`).size : gzipSync(readFileSync(path)).length)

test('the first load of the portal is at most 120 kB', () => {
  const page = readFileSync(join(WEB, 'portal.html'), 'utf8')
  const parts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
  expect(parts.some((part) => part.endsWith('.js')) && parts.some((part) => part.endsWith('.css'))).toBe(true)
  const imported = parts.filter((part) => part.endsWith('.js')).flatMap((part) => [...readFileSync(join(WEB, part), 'utf8').matchAll(/from"\.\/([^"]+)"/g)].map((match) => `/assets/${match[1]}`))
  const all = [...new Set([...parts, ...imported])]
  expect(gzipSync(page).length + all.reduce((sum, part) => sum + weightOf(join(WEB, part)), 0)).toBeLessThan(MOST)
})
