import { detectEncoding } from '#modules/importing/reading/encoding.ts'

const HIGH = 0x7f
const isPlain = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= HIGH)

const viewOf = (input: AllowSharedBufferSource | undefined): Uint8Array => {
  if (!input) return new Uint8Array()
  return ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input)
}

/** GB2312 and GBK are said of what GB18030 wrote: it holds them both and four-byte characters besides. */
const GB = /^(gb_?2312(-80)?|gbk|x-gbk|chinese|csgb2312|csiso58gb231280|iso-ir-58|cp936|gb18030)$/i
/** What is said where nothing is known, or by programs that say the same always. */
const VAGUE = /^(utf-?8|unicode-1-1-utf-8|us-ascii|ascii|ansi_x3\.4-1968|iso-8859-1|latin1|windows-1252|cp1252|l1)$/i
const LATIN = /^(iso-8859-1|latin1|windows-1252|cp1252|l1)$/i

const HAN = /\p{Script=Han}/gu
/** Chinese stands together; Western text read as Chinese gives a character here and there, each with the letter behind it swallowed. */
const TOGETHER = /\p{Script=Han}{2,}/gu
const MOSTLY = 0.5

const looksChinese = (text: string): boolean => {
  const wide = [...text].filter((sign) => sign > '\u007f').length
  const together = (text.match(TOGETHER) ?? []).reduce((sum, run) => sum + [...run].length, 0)
  return together > (text.match(HAN)?.length ?? 0) * MOSTLY && together > wide * MOSTLY
}

const orChinese = (bytes: Uint8Array, Original: typeof TextDecoder, label: string): string => {
  const encoding = detectEncoding(bytes)
  if (encoding === 'utf-8') return new Original('utf-8').decode(bytes)
  const text = new Original(encoding).decode(bytes)
  if (looksChinese(text)) return text
  return new Original(LATIN.test(label) ? label : 'windows-1252').decode(bytes)
}

/**
 * Puts a decoder in the place of the thread's own that reads what Chinese mail programs write: labels of GB2312 as GB18030, and where a label is vague or
 * missing and the bytes are none of it, what they look like. Only for a thread of its own.
 */
export const readAsChineseMailIsWritten = (): void => {
  const Original = globalThis.TextDecoder
  globalThis.TextDecoder = class extends Original {
    readonly #label: string
    constructor(label = 'utf-8', options?: TextDecoderOptions) {
      super(GB.test(label) ? 'gb18030' : label, options)
      this.#label = label
    }
    override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
      const bytes = viewOf(input)
      return VAGUE.test(this.#label) && !options?.stream && !isPlain(bytes) ? orChinese(bytes, Original, this.#label) : super.decode(input, options)
    }
  }
}
