/** How many bars a wave has, however long the recording. */
export const BARS = 800
/** Enough to see where somebody speaks, and a sixth of the memory of the full rate. */
const RATE = 8_000
const PIECE = 1_048_576
/** Kinds that can only be decoded as a whole are, up to here; beyond it the line stays flat, and playing works all the same. */
const WHOLE = 6 * 1_048_576
const LOUDEST_16 = 32_768
const HEADER = 4_096

interface Wav { readonly from: number; readonly to: number; readonly bits: 8 | 16; readonly channels: number; readonly rate: number }

const wordAt = (head: DataView, at: number) => (at + 4 <= head.byteLength ? String.fromCharCode(...[0, 1, 2, 3].map((i) => head.getUint8(at + i))) : '')

/** Where the parts of a RIFF file begin, with their names and lengths. */
function* partsOf(head: DataView): Generator<{ readonly name: string; readonly at: number; readonly length: number }> {
  for (let at = 12; at + 8 <= head.byteLength;) {
    const length = head.getUint32(at + 4, true)
    yield { name: wordAt(head, at), at: at + 8, length }
    at += 8 + length + (length % 2)
  }
}

const formatOf = (head: DataView, at: number): Pick<Wav, 'bits' | 'channels' | 'rate'> | null => {
  const bits = head.getUint16(at + 14, true)
  return head.getUint16(at, true) === 1 && (bits === 8 || bits === 16) ? { bits, channels: head.getUint16(at + 2, true), rate: head.getUint32(at + 4, true) } : null
}

/** Where the samples of an uncompressed WAV lie; null for everything else. */
export const readWav = (head: DataView, size: number): Wav | null => {
  if (wordAt(head, 0) !== 'RIFF' || wordAt(head, 8) !== 'WAVE') return null
  const parts = [...partsOf(head)]
  const [described, sound] = [parts.find(({ name }) => name === 'fmt '), parts.find(({ name }) => name === 'data')]
  const format = described && formatOf(head, described.at)
  return format && sound ? { ...format, from: sound.at, to: Math.min(size, sound.at + sound.length) } : null
}

/** The loudest of each of `bars` parts, 0 to 1. */
const loudest = (samples: ArrayLike<number>, bars: number, scale: (value: number) => number): number[] => {
  const width = Math.max(1, samples.length / bars)
  return [...Array(Math.min(bars, samples.length)).keys()].map((bar) => {
    let peak = 0
    for (let at = Math.floor(bar * width); at < Math.min(samples.length, (bar + 1) * width); at++) peak = Math.max(peak, Math.abs(scale(samples[at] ?? 0)))
    return peak
  })
}

/** Bars of uncompressed sound. */
export const barsOfPcm = (bytes: ArrayBuffer, bits: 8 | 16, bars: number): number[] => (bits === 16
  ? loudest(new Int16Array(bytes, 0, bytes.byteLength >> 1), bars, (value) => value / LOUDEST_16)
  : loudest(new Uint8Array(bytes), bars, (value) => (value - 128) / 128))

const decode = (bytes: ArrayBuffer): Promise<AudioBuffer> => new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes)

/** Parts of different length become bars of one width. */
const evened = (parts: readonly { readonly seconds: number; readonly bars: readonly number[] }[]): number[] => {
  const total = parts.reduce((sum, part) => sum + part.seconds, 0)
  return parts.flatMap(({ seconds, bars }) => loudest(bars, Math.max(1, Math.round((seconds / total) * BARS)), (value) => value))
}

/** Bars are kept finer than they are drawn: a part of a sound of changing rate may last longer than its bytes tell. */
const FINER = 8

/** Bytes are read and decoded piece by piece, so that hours need no more memory than a minute and the page never stands still: of each piece only about as many bars stay as will be drawn of it. */
const inPieces = async (blob: Blob, from: number, to: number, bars: (bytes: ArrayBuffer, most: number) => Promise<{ seconds: number; bars: number[] } | null>, progress: (share: number) => void) => {
  const parts: { seconds: number; bars: number[] }[] = []
  const most = Math.min(BARS, FINER * Math.ceil((BARS * PIECE) / Math.max(1, to - from)))
  for (let at = from; at < to; at += PIECE) {
    const part = await bars(await blob.slice(at, Math.min(to, at + PIECE)).arrayBuffer(), most)
    if (part) parts.push(part)
    progress(Math.min(1, (at + PIECE - from) / (to - from)))
  }
  return parts.length > 0 ? evened(parts) : null
}

const ofSound = async (bytes: ArrayBuffer, most = BARS) => {
  const sound = await decode(bytes).catch(() => null)
  return sound && { seconds: sound.duration, bars: loudest(sound.getChannelData(0), most, (value) => value) }
}

/** The wave of a recording as bars, 0 to 1; null where it can be played but not drawn. */
export const barsOf = async (blob: Blob, mediaType: string, progress: (share: number) => void): Promise<number[] | null> => {
  const wav = readWav(new DataView(await blob.slice(0, HEADER).arrayBuffer()), blob.size)
  if (wav) return inPieces(blob, wav.from, wav.to, async (bytes, most) => ({ seconds: bytes.byteLength, bars: barsOfPcm(bytes, wav.bits, most) }), progress)
  if (mediaType === 'audio/mpeg' || mediaType === 'audio/aac') return inPieces(blob, 0, blob.size, ofSound, progress)
  if (blob.size > WHOLE) return null
  return (await ofSound(await blob.arrayBuffer()))?.bars ?? null
}
