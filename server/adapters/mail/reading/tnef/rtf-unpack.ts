import { Broken, Bytes } from './bytes.ts'

const COMPRESSED = 0x75465a4c
const PLAIN = 0x414c454d
const WINDOW = 4_096
const MOST = 4_000_000

/** With what every dictionary begins ([MS-OXRTFCP] 2.1.2.1). */
const BEGINNING = Buffer.from('{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx', 'latin1')

/** What is written, and the window of the last 4096 bytes of it that runs are taken from. */
class Text {
  readonly #window = new Uint8Array(WINDOW)
  readonly #out: Uint8Array
  #write = BEGINNING.length
  #length = 0
  constructor(most: number) {
    this.#window.set(BEGINNING)
    this.#out = new Uint8Array(most)
  }
  get full(): boolean { return this.#length === this.#out.length }
  get bytes(): Uint8Array { return this.#out.subarray(0, this.#length) }
  put(byte: number) {
    if (this.full) return
    this.#out[this.#length++] = byte
    this.#window[this.#write] = byte
    this.#write = (this.#write + 1) % WINDOW
  }
  /** @returns whether the run begins where the window is written: that ends the text. */
  run(at: number, length: number): boolean {
    if (at === this.#write) return true
    for (let i = 0; i < length; i++) this.put(this.#window[(at + i) % WINDOW] ?? 0)
    return false
  }
}

/** One byte as it is, or a run of those before. @returns whether the text ends here. */
const token = (from: Bytes, text: Text, isRun: boolean): boolean => {
  if (!isRun) {
    text.put(from.u8())
    return false
  }
  const run = (from.u8() << 8) | from.u8()
  return text.run(run >> 4, (run & 15) + 2)
}

/** Eight tokens to a control byte. */
const unpack = (from: Bytes, most: number): Uint8Array => {
  const text = new Text(most)
  while (from.left > 0 && !text.full) {
    const control = from.u8()
    for (let bit = 0; bit < 8 && from.left > 0; bit++) if (token(from, text, (control & (1 << bit)) !== 0)) return text.bytes
  }
  return text.bytes
}

/** The RTF of a `PidTagRtfCompressed`, at most four megabytes of it; null when it is none. */
export const unpackRtf = (packed: Uint8Array): Uint8Array | null => {
  try {
    const from = new Bytes(packed)
    from.u32()
    const size = Math.min(from.u32(), MOST)
    const kind = from.u32()
    from.u32()
    if (kind === PLAIN) return from.take(Math.min(size, from.left))
    return kind === COMPRESSED ? unpack(from, size) : null
  } catch (error) {
    if (error instanceof Broken) return null
    throw error
  }
}
