import type { Label, Stroke } from '#contract/cause-drawing.ts'

/** What a page is made of: plain data that the templates lay out. A template never decides what is said. */
export type Block = Form | Table | Heading | Prose | Nothing | Drawn

/** A form as on paper: label and value in ruled cells, two pairs to a row; a wide value takes the row.
 * A cell that continues the one above shows no line between. */
export interface Form {
  readonly kind: 'form'
  readonly cells: readonly FormCell[]
  readonly keep: boolean
}
export interface FormCell {
  readonly label: string
  readonly value: string
  readonly wide: boolean
  readonly continued: boolean
}

interface Table {
  readonly kind: 'table'
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** Closing rows: the value spans the last two columns, the label those before. */
  readonly totals: readonly (readonly [label: string, value: string])[]
}
/** Width in millimetres, or a share of what is left. */
interface Column {
  readonly head: string
  readonly mm?: number
  readonly share?: number
  readonly right?: boolean
}
/** `small` stands below `text` in small print. */
interface Cell {
  readonly text: string
  readonly small: string
}

interface Heading {
  readonly kind: 'heading'
  readonly text: string
}
interface Prose {
  readonly kind: 'prose'
  readonly label: string
  readonly text: string
}
/** Lines and labels at their places, in lengths of its own: the template scales it to the sheet. */
interface Drawn {
  readonly kind: 'drawing'
  readonly width: number
  readonly height: number
  readonly strokes: readonly Stroke[]
  readonly labels: readonly Omit<Label, 'id'>[]
}

interface Nothing {
  readonly kind: 'nothing'
  readonly text: string
}

export type Pair = readonly [label: string, value: string, wide?: 'wide']

/** A form with no more than this is not torn apart by the end of a page. */
const KEPT_TOGETHER = { pairs: 16, letters: 700 }

export function form(pairs: readonly Pair[]): Form {
  const letters = pairs.reduce((sum, [, value]) => sum + value.length, 0)
  let left = true
  const cells = pairs.flatMap(([label, value, wide], at): FormCell[] => {
    const alone = left && (at + 1 === pairs.length || pairs[at + 1]?.[2] === 'wide')
    const whole = wide === 'wide' || alone
    left = whole || !left
    if (!whole) return [{ label, value, wide: false, continued: false }]
    return pieces(value).map((piece, no) => ({ label: no === 0 ? label : '', value: piece, wide: true, continued: no > 0 }))
  })
  return { kind: 'form', cells, keep: pairs.length <= KEPT_TOGETHER.pairs && letters <= KEPT_TOGETHER.letters }
}

/** The typesetter's time for one cell grows with the square of its pages: a long text goes into cells of less than one. */
const PIECE = 1500

function pieces(text: string): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > PIECE) {
    const cut = cutIn(rest)
    parts.push(rest.slice(0, cut).replace(/\n$/, ''))
    rest = rest.slice(cut)
  }
  return [...parts, rest]
}

/** After a line if there is one to end, otherwise after a sentence or a word; never inside a character. */
function cutIn(text: string): number {
  const window = text.slice(0, PIECE)
  for (const end of [/\n/g, /[。！？；]/g, /[\s，、]/g]) {
    const last = [...window.matchAll(end)].at(-1)
    if (last !== undefined && last.index > PIECE / 4) return last.index + 1
  }
  return /[\ud800-\udbff]$/.test(window) ? PIECE - 1 : PIECE
}

/** `rows` are texts, or pairs of a text and small print. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (string | readonly [string, string])[])[],
  totals: Table['totals'] = [],
): Table {
  return {
    kind: 'table',
    columns,
    rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell, small: '' } : { text: cell[0], small: cell[1] }))),
    totals,
  }
}

export const heading = (text: string): Heading => ({ kind: 'heading', text })
export const prose = (label: string, text: string): Prose => ({ kind: 'prose', label, text })
export const nothing = (text: string): Nothing => ({ kind: 'nothing', text })
export const drawing = (width: number, height: number, strokes: Drawn['strokes'], labels: Drawn['labels']): Drawn => ({ kind: 'drawing', width, height, strokes, labels })
