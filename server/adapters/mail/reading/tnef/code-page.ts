/** Code pages of Windows by the names the Encoding Standard gives them. */
const NAMES: Readonly<Record<number, string>> = {
  874: 'windows-874', 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5', 1200: 'utf-16le', 20936: 'gb18030', 20866: 'koi8-r', 51936: 'gb18030', 52936: 'gb18030', 54936: 'gb18030', 51949: 'euc-kr', 51932: 'euc-jp', 65001: 'utf-8', 10008: 'gb18030', 10002: 'big5',
}

const nameOf = (page: number): string => NAMES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'utf-8')

/** The text of bytes in a code page, up to the first zero; unknown pages are read as what they look like. */
export const decoded = (bytes: Uint8Array, page: number): string => {
  const text = new TextDecoder(nameOf(page)).decode(bytes)
  const end = text.indexOf('\0')
  return end < 0 ? text : text.slice(0, end)
}

/** Character sets of fonts (RTF 1.9) by their code pages; those left out are of the text's own page. */
export const FONT_PAGES: Readonly<Record<number, number>> = { 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250 }
