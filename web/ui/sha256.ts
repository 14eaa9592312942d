/** SHA-256 (FIPS 180-4). The browser's own answers each question a moment later, which is too slow for many short ones, and exists on https only. */
const WORDS = 64

const primes = (count: number): number[] => {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n)
  return found
}

/** The first 32 bits of the fraction of a root. */
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
const K = new Int32Array(primes(WORDS).map((p) => fraction(Math.cbrt(p))))
const START = new Int32Array(primes(8).map((p) => fraction(Math.sqrt(p))))

const turned = (x: number, by: number) => (x >>> by) | (x << (32 - by))
const w = new Int32Array(WORDS)

const expand = (block: DataView, at: number) => {
  for (let i = 0; i < 16; i++) w[i] = block.getInt32(at + i * 4)
  for (let i = 16; i < WORDS; i++) {
    const [a, b] = [w[i - 15] as number, w[i - 2] as number]
    w[i] = ((w[i - 16] as number) + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + (w[i - 7] as number) + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10))) | 0
  }
}

const mix = (state: Int32Array) => {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < WORDS; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0
  }
  for (const [i, part] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] as number) + part) | 0
}

/** In hexadecimal. */
export const sha256Of = (given: Uint8Array): string => {
  const length = (Math.floor((given.length + 8) / 64) + 1) * 64
  const bytes = new Uint8Array(length)
  bytes.set(given)
  bytes[given.length] = 0x80
  const block = new DataView(bytes.buffer)
  block.setUint32(length - 8, Math.floor(given.length / 2 ** 29))
  block.setUint32(length - 4, (given.length * 8) >>> 0)
  const state = START.slice()
  for (let at = 0; at < length; at += 64) {
    expand(block, at)
    mix(state)
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** Of plain characters, one byte each. */
export const sha256 = (text: string): string => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return sha256Of(bytes)
}
