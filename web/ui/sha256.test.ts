import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha256 } from './sha256.ts'

test('is SHA-256, of every length around its blocks', () => {
  for (let length = 0; length < 200; length++) {
    const text = Array.from({ length }, (_, i) => String.fromCharCode(33 + (i * 7 + length) % 90)).join('')
    expect(sha256(text)).toBe(createHash('sha256').update(text, 'latin1').digest('hex'))
  }
})
