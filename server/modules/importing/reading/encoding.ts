import type { Encoding } from '#contract/importing.ts'

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]]

/** The commonest characters of Chinese prose and of tables, in both writings. Read in the wrong encoding hardly any of them appear. */
const COMMON = new Set('的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處理编編号號姓名客户戶顾顧投诉訴店电話话退款单單商贵貴请請服务務您称稱址邮郵备備注註类類状狀态態')

const fits = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    // The end may lie within a character: `stream` leaves it for later.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** How much of the text beyond ASCII is common Chinese: 0 to 1; less than 0 when the bytes are no such text. */
const likeness = (text: string | null): number => {
  if (text === null) return -1
  const wide = [...text].filter((sign) => sign > '\u007f')
  return wide.length ? wide.filter((sign) => COMMON.has(sign)).length / wide.length : 0
}

/** The encoding of a table by its first bytes: what a mark says, else UTF-8 if it is that, else the Chinese one in which it reads better. */
export const detectEncoding = (head: Uint8Array): Encoding => {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte))
  if (marked) return marked[0]
  if (fits(head, 'utf-8') !== null) return 'utf-8'
  return likeness(fits(head, 'big5')) > likeness(fits(head, 'gb18030')) ? 'big5' : 'gb18030'
}

/** Bytes as text, piece by piece; what cannot be read becomes U+FFFD. A mark at the beginning is left out. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const part of bytes) {
    const text = decoder.decode(part, { stream: true })
    if (text) yield text
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
