/** What a file says of itself is not so: reading it stops there. */
export class Broken extends Error {}

/** Little-endian numbers and stretches of bytes, one after the other; nothing is read behind the end. */
export class Bytes {
  readonly #view: DataView
  at = 0
  readonly all: Uint8Array
  constructor(all: Uint8Array) {
    this.all = all
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength)
  }
  get left(): number { return this.all.byteLength - this.at }
  #step(count: number): number {
    if (count > this.left) throw new Broken()
    const from = this.at
    this.at += count
    return from
  }
  u8(): number { return this.#view.getUint8(this.#step(1)) }
  u16(): number { return this.#view.getUint16(this.#step(2), true) }
  u32(): number { return this.#view.getUint32(this.#step(4), true) }
  take(count: number): Uint8Array {
    const from = this.#step(count)
    return this.all.subarray(from, from + count)
  }
}
