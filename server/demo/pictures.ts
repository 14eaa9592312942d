import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [red: number, green: number, blue: number]
/** What is seen at a point of the picture, both coordinates from -1 to 1. */
type Paint = (x: number, y: number) => Colour

const WIDTH = 400
const HEIGHT = 300
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const chunk = (kind: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

const header = (): Buffer => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(WIDTH, 0)
  data.writeUInt32BE(HEIGHT, 4)
  data.set([8, 2, 0, 0, 0], 8)
  return data
}

/** A picture as PNG: eight bits a colour, one filterless row after the other. */
const png = (paint: Paint): Buffer => {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  let at = 0
  for (let j = 0; j < HEIGHT; j++) {
    at++
    for (let i = 0; i < WIDTH; i++) {
      const [red, green, blue] = paint((2 * i - WIDTH) / HEIGHT, (2 * j - HEIGHT) / HEIGHT)
      rows[at++] = red
      rows[at++] = green
      rows[at++] = blue
    }
  }
  return Buffer.concat([SIGNATURE, chunk('IHDR', header()), chunk('IDAT', deflateSync(rows, { level: 6 })), chunk('IEND', Buffer.alloc(0))])
}

const mix = (a: Colour, b: Colour, share: number): Colour => {
  const s = share < 0 ? 0 : share > 1 ? 1 : share
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s]
}

const SOFT = 0.012
/** How much of a point lies inside an edge, with a soft border. */
const inside = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance / SOFT))

const cloth = (x: number, y: number, number: number): Colour => mix([58 + (number % 3) * 14, 64, 84], [24, 27, 40], Math.hypot(x, y) * 0.7)

/** A ring on dark cloth, seen from above, with a row of stones; one place is empty. */
const ring = (number: number): Paint => {
  const missing = number % 7
  const stones = Array.from({ length: 7 }, (_, i) => ({ i, at: -Math.PI / 2 + (i - 3) * 0.24 }))
  return (x, y) => {
    const radius = Math.hypot(x, y - 0.1)
    const angle = Math.atan2(y - 0.1, x)
    const gold = mix([236, 199, 110], [150, 104, 36], 0.5 + 0.5 * Math.sin(angle * 2 + radius * 9))
    let seen = mix(cloth(x, y, number), gold, inside(Math.abs(radius - 0.6) - 0.09))
    for (const { i, at } of Math.abs(radius - 0.6) < 0.1 ? stones : []) {
      const from = Math.hypot(x - 0.6 * Math.cos(at), y - 0.1 - 0.6 * Math.sin(at))
      const stone: Colour = i === missing ? [46, 34, 20] : mix([250, 253, 255], [150, 185, 215], 0.5 + 0.5 * Math.sin(angle * 40 + from * 60))
      seen = mix(seen, stone, inside(from - 0.055))
    }
    return seen
  }
}

/** A box on a table with a crack across its side. */
const box = (number: number): Paint => (x, y) => {
  const crack = Math.abs(y - 0.12 - 0.09 * Math.sin(x * 9 + number) - 0.05 * Math.sin(x * 31))
  const front = Math.max(Math.abs(x) - 0.62, Math.abs(y - 0.12) - 0.42)
  const lid = Math.max(Math.abs(x + (y + 0.42) * 0.4) - 0.6, Math.abs(y + 0.42) - 0.13)
  const shade: Colour = [205 - (number % 4) * 18, 200, 190 + (number % 3) * 15]
  const table = mix([148, 118, 88], [104, 80, 58], 0.5 + 0.5 * Math.sin(y * 26 + Math.sin(x * 3)))
  const body = mix(mix(shade, [120, 116, 110], (x + 0.62) * 0.35), [30, 28, 26], Math.abs(x) < 0.4 ? inside(crack - 0.008) : 0)
  return mix(mix(table, body, inside(front)), mix(shade, [255, 255, 255], 0.3), inside(lid))
}

/** A form with lines of writing, a signature and a red seal. */
const paper = (number: number): Paint => (x, y) => {
  const sheet = Math.max(Math.abs(x) - 0.8, Math.abs(y) - 0.94)
  const row = ((y + 0.8) / 0.16) % 1
  const written = x < 0.1 + 0.5 * Math.abs(Math.sin(Math.floor((y + 0.8) / 0.16) * 2.1 + number)) && Math.sin(x * 70 + Math.sin(x * 23 + number) * 3) > -0.2
  const ink = y > -0.8 && y < 0.4 && x > -0.66 && Math.abs(row - 0.5) < 0.2 && written
  const stroke = Math.abs(y - 0.66 - 0.07 * Math.sin(x * 22 + number) * Math.cos(x * 7))
  const signature = x > -0.6 && x < -0.05 ? inside(stroke - 0.008) : 0
  const seal = inside(Math.abs(Math.hypot(x - 0.42, y - 0.62) - 0.2) - 0.014)
  const page = mix(mix(mix([250, 249, 244], [70, 72, 84], ink ? 0.85 : 0), [28, 40, 110], signature), [196, 48, 40], seal * 0.8)
  return mix([92, 96, 104], page, inside(sheet))
}

/** A name written on a tablet. */
const stroke = (number: number): Paint => (x, y) => {
  const line = Math.abs(y - 0.3 * Math.sin(x * 9 + number) * Math.cos(x * 3) - 0.1 * Math.sin(x * 21))
  return mix([255, 255, 255], [24, 32, 84], Math.abs(x) < 0.9 ? inside(line - 0.02) : 0)
}

const PAINTS = { ring, box, paper, stroke }
export type Picture = keyof typeof PAINTS

const VARIANTS = 2
const drawn = new Map<string, Buffer>()

/** Ends a picture with words that nobody sees. */
const marked = (bytes: Buffer, words: string): Buffer => {
  const end = bytes.length - chunk('IEND', Buffer.alloc(0)).length
  return Buffer.concat([bytes.subarray(0, end), chunk('tEXt', Buffer.from(`Comment\0${words}`, 'latin1')), bytes.subarray(end)])
}

/** A photograph as a shop might take it, drawn by rule, so that the demo has real bytes to look at; each its own, since the same picture in two cases is a sign. */
export const picture = (of: Picture, number: number): Buffer => {
  const variant = number % VARIANTS
  const kept = drawn.get(`${of} ${variant}`) ?? png(PAINTS[of](variant + 2))
  drawn.set(`${of} ${variant}`, kept)
  return marked(kept, String(number))
}
