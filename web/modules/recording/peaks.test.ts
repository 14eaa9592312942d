import { afterEach, describe, expect, test, vi } from 'vitest'
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

const HOUR_OF_WAV = 8_000 * 3_600
const MEBI = 1_048_576

/** A file whose bytes are made when they are read: what is held at once is what was asked for at once. Loud from its middle on. */
const lazily = (size: number, head: Uint8Array = new Uint8Array()) => {
  const reads: number[] = []
  const slice = (from = 0, to = size) => ({
    arrayBuffer: async () => {
      const bytes = new Uint8Array(Math.min(to, size) - from).fill(from >= size / 2 ? 255 : 128)
      if (from < head.length) bytes.set(head.subarray(from, Math.min(head.length, to)))
      reads.push(bytes.length)
      return bytes.buffer
    },
  })
  return { reads, blob: { size, slice } as unknown as Blob }
}

/** The head of a WAV of one byte a sample. */
const headOf = async (bytes: number) => {
  const head = new Uint8Array(await wav(new Int16Array(0)).arrayBuffer())
  new DataView(head.buffer).setUint16(34, 8, true)
  new DataView(head.buffer).setUint32(40, bytes, true)
  return head
}

describe('a recording of hours', () => {
  afterEach(() => { vi.unstubAllGlobals() })

  const drawn = async (hours: number) => {
    const bytes = Math.round(hours * HOUR_OF_WAV)
    const { reads, blob } = lazily(44 + bytes, await headOf(bytes))
    const began = performance.now()
    const bars = await barsOf(blob, 'audio/wav', () => undefined) ?? []
    return { reads, bars, took: performance.now() - began }
  }

  test('is never held as a whole, and its wave is made in time that grows with it and no faster', async () => {
    await drawn(0.25)
    const [quarter, three] = [await drawn(0.25), await drawn(3)]
    for (const { reads, bars } of [quarter, three]) {
      expect(Math.max(...reads)).toBeLessThanOrEqual(MEBI)
      expect(Math.abs(bars.length - BARS)).toBeLessThan(BARS / 20)
      expect([bars[10], bars.at(-10)]).toEqual([0, 127 / 128])
    }
    expect(three.reads.length).toBe(1 + Math.ceil((3 * HOUR_OF_WAV) / MEBI))
    // Twelve times as long: with room for a machine that does other things.
    expect(three.took / quarter.took).toBeLessThan(12 * 4)
  }, 60_000)

  test('that is compressed is decoded piece by piece, one at a time, and bars that are kept do not grow with its length', async () => {
    let [atOnce, most, asked] = [0, 0, 0]
    vi.stubGlobal('OfflineAudioContext', class {
      async decodeAudioData(bytes: ArrayBuffer) {
        most = Math.max(most, ++atOnce)
        await new Promise((done) => { setTimeout(done, 0) })
        atOnce--
        asked += bytes.byteLength
        const samples = new Float32Array(bytes.byteLength / 4).fill(new Uint8Array(bytes)[0] === 255 ? 1 : 0)
        return { duration: bytes.byteLength / 1_000, getChannelData: () => samples }
      }
    })
    // Three hours at 32 kbit a second.
    const { reads, blob } = lazily(3 * 3_600 * 4_000)
    const shares: number[] = []
    const bars = await barsOf(blob, 'audio/mpeg', (share) => shares.push(share)) ?? []
    expect([most, asked, Math.max(...reads) <= MEBI]).toEqual([1, blob.size, true])
    expect(Math.abs(bars.length - BARS)).toBeLessThan(BARS / 20)
    expect([bars[10], bars.at(-10), shares.at(-1)]).toEqual([0, 1, 1])
  }, 60_000)
})
