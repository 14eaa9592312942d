import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { picture } from './pictures.ts'

/** The kinds of a PNG's chunks; one with a wrong sum is called `broken`. */
const chunksOf = (bytes: Buffer): string[] => {
  const kinds: string[] = []
  for (let at = 8; at < bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at)
    kinds.push(crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end) ? bytes.toString('latin1', at + 4, at + 8) : 'broken')
    at = end + 4
  }
  return kinds
}

test('no two cases of the demo have the same picture, and each is a whole one', () => {
  const drawn = [1, 2, 3, 21, 22].map((number) => picture('ring', number))
  expect(new Set(drawn.map((bytes) => bytes.toString('base64'))).size).toBe(drawn.length)
  for (const bytes of drawn) expect(chunksOf(bytes)).toEqual(['IHDR', 'IDAT', 'tEXt', 'IEND'])
})
