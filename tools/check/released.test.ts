import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../server/kernel/root.ts'
import { checkReleased } from './released.ts'

const folder = mkdtempSync(join(tmpdir(), 'wenguo-released-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a released migration that is altered or gone is named', () => {
  cpSync(join(ROOT, 'migrations'), folder, { recursive: true })
  expect(checkReleased(folder)).toEqual([])
  const names = readFileSync(join(folder, 'released.txt'), 'utf8').trim().split('\n').map((line) => line.split('  ')[1] ?? '')
  const [first = '', second = ''] = names
  appendFileSync(join(folder, first), '-- one more word\n')
  rmSync(join(folder, second))
  expect(checkReleased(folder)).toEqual([expect.stringContaining(`${first} was released and is altered`), `${second} was released and is gone`])
})
