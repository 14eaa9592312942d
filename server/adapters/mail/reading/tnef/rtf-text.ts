import { FONT_PAGES, decoded } from './code-page.ts'

/** What of a text is not its text. */
const ASIDE = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'listtable', 'listoverridetable', 'generator', 'themedata', 'datastore', 'header', 'footer', 'xmlnstbl', 'rsidtbl', 'fldinst'])
const BREAKS: Readonly<Record<string, string>> = { par: '\n', line: '\n', sect: '\n', row: '\n', cell: '\t', tab: '\t', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•' }
const MOST_DEPTH = 200
const LATIN = 1252

interface Group { readonly aside: boolean; readonly tag: boolean; readonly page: number; readonly passed: number; readonly hidden: boolean; readonly fonts: boolean }

const TOKEN = /\\(?:'([0-9a-f]{2})|([a-z]{1,32})(-?\d{1,10})? ?|([\s\S]))|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy

/**
 * The text of an RTF, or the HTML that it carries (`\fromhtml`, [MS-OXRTFEX]): then tags stand in groups of their own and what is
 * between `\htmlrtf` and `\htmlrtf0` is the same once more for programs that know no HTML.
 */
class Reader {
  readonly #out: string[] = []
  readonly #stack: Group[] = []
  #now: Group = { aside: false, tag: false, page: LATIN, passed: 1, hidden: false, fonts: false }
  #bytes: number[] = []
  #skip = 0
  #own = LATIN
  #font = -1
  readonly #pages = new Map<number, number>()
  html = false

  #set(change: Partial<Group>) { this.#now = { ...this.#now, ...change } }

  #flush() {
    if (!this.#bytes.length) return
    const text = decoded(Uint8Array.from(this.#bytes), this.#now.page)
    this.#bytes = []
    this.#put(text)
  }

  #put(text: string) {
    if (this.#now.aside || this.#now.hidden) return
    this.#out.push(this.html && !this.#now.tag ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text)
  }

  /** What stands for a character that was given by its number is passed over. */
  #passes(): boolean {
    if (this.#skip === 0) return false
    this.#skip--
    return true
  }

  #words(text: string) {
    const passed = Math.min(this.#skip, text.length)
    this.#skip -= passed
    this.#flush()
    if (passed < text.length) this.#put(text.slice(passed))
  }

  #brace(sign: string) {
    this.#flush()
    this.#skip = 0
    if (sign === '}') {
      this.#now = this.#stack.pop() ?? this.#now
      return
    }
    // Deeper than any program writes: taken as no group at all.
    if (this.#stack.length < MOST_DEPTH) this.#stack.push(this.#now)
  }

  #ownPage(page: number) {
    this.#own = page
    this.#set({ page })
  }

  #ofFont(name: string, value: number): boolean {
    if (name === 'ansicpg') this.#ownPage(value)
    else if (name === 'f' && this.#now.fonts) this.#font = value
    else if (name === 'f') this.#set({ page: this.#pages.get(value) ?? this.#own })
    else if (name === 'fcharset') this.#pages.set(this.#font, FONT_PAGES[value] ?? this.#own)
    else return false
    return true
  }

  #word(name: string, value: number | null) {
    if (name === 'u' && value !== null) {
      this.#flush()
      this.#put(String.fromCharCode(value & 0xffff))
      this.#skip = this.#now.passed
      return
    }
    this.#flush()
    this.#skip = 0
    if (name === 'uc') this.#set({ passed: Math.min(Math.max(value ?? 1, 0), 10) })
    else if (name === 'fromhtml') this.html = true
    else if (name === 'htmltag') this.#set({ tag: true, aside: false })
    else if (name === 'htmlrtf') this.#set({ hidden: value !== 0 })
    else if (ASIDE.has(name)) this.#set({ aside: true, fonts: name === 'fonttbl' })
    else if (!this.#ofFont(name, value ?? 0) && BREAKS[name]) this.#put(BREAKS[name] ?? '')
  }

  #sign(sign: string) {
    if (sign === '*') this.#set({ aside: true })
    else if (sign === '\r' || sign === '\n') this.#word('par', null)
    else if ('\\{}~_'.includes(sign)) this.#words(sign === '~' ? '\u00a0' : sign === '_' ? '-' : sign)
  }

  #take([, byte, word, value, sign, brace, text]: RegExpExecArray) {
    if (word) this.#word(word, value === undefined ? null : Number(value))
    else if (text) this.#words(text)
    else if (brace) this.#brace(brace)
    else if (sign) this.#sign(sign)
    else if (byte && !this.#passes()) this.#bytes.push(Number.parseInt(byte, 16))
  }

  read(rtf: string): string {
    const length = rtf.length
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < length;) {
      const found = TOKEN.exec(rtf)
      if (!found) break
      this.#take(found)
    }
    this.#flush()
    return this.#out.join('')
  }
}

/** @param rtf as bytes: whatever is not ASCII in it is written in ASCII. */
export const textOfRtf = (rtf: Uint8Array): { readonly text: string; readonly html: boolean } => {
  const reader = new Reader()
  // Some writers end it with a zero.
  const text = reader.read(Buffer.from(rtf.buffer, rtf.byteOffset, rtf.byteLength).toString('latin1')).replaceAll('\0', '')
  return { text, html: reader.html }
}
