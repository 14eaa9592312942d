import { expect, test } from 'vitest'
import { barsOf, BARS, barsOfPcm, readWav } from './peaks.ts'

const wav = (samples: Int16Array) => {
  const head = new DataView(new ArrayBuffer(44))
  for (const [at, word] of [[0, 'RIFF'], [8, 'WAVE'], [12, 'fmt '], [36, 'data']] as const) for (const [i, letter] of [...word].entries()) head.setUint8(at + i, letter.charCodeAt(0))
  head.setUint32(16, 16, true)
  head.setUint16(20, 1, true)
  head.setUint16(22, 1, true)
  head.setUint32(24, 8_000, true)
  head.setUint16(34, 16, true)
  head.setUint32(40, samples.byteLength, true)
  return new Blob([head.buffer as ArrayBuffer, samples.buffer as ArrayBuffer])
}

test('an uncompressed recording is recognised by its head, anything else is not', async () => {
  const blob = wav(new Int16Array(10))
  expect(readWav(new DataView(await blob.arrayBuffer()), blob.size)).toEqual({ from: 44, to: 64, bits: 16, channels: 1, rate: 8_000 })
  expect(readWav(new DataView(new TextEncoder().encode('ID3 something else, long enough').buffer as ArrayBuffer), 30)).toBeNull()
  expect(readWav(new DataView(new ArrayBuffer(3)), 3)).toBeNull()
})

test('bars are the loudest of their part, for both widths', () => {
  expect(barsOfPcm(new Int16Array([0, 16_384, 0, -32_768]).buffer as ArrayBuffer, 16, 2)).toEqual([0.5, 1])
  expect(barsOfPcm(new Uint8Array([128, 192, 128, 0]).buffer as ArrayBuffer, 8, 2)).toEqual([0.5, 1])
})

test('two hours are read piece by piece and come to the same number of bars', async () => {
  const samples = new Int16Array(8_000 * 60 * 4)
  samples.fill(32_767, samples.length / 2)
  const shares: number[] = []
  const bars = await barsOf(wav(samples), 'audio/wav', (share) => shares.push(share)) ?? []
  expect(shares.length).toBeGreaterThan(3)
  expect(Math.abs(bars.length - BARS)).toBeLessThan(10)
  expect([bars[10], bars.at(-10)]).toEqual([0, 32_767 / 32_768])
})
