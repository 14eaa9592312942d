/** The small format of public texts: blank lines part paragraphs, `## ` heads, `- ` lists, `**bold**`. Nothing else means anything: what is written is what is shown. */
export interface Piece { readonly text: string; readonly bold: boolean }
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Piece[])[] }

const HEAD = '## '
const ITEM = /^[-•·] /

const piecesOf = (text: string): Piece[] => text.split(/\*\*([^*\n]+)\*\*/).map((part, i) => ({ text: part, bold: i % 2 === 1 })).filter((piece) => piece.text !== '')

const kindOf = (line: string): Block['kind'] => {
  if (line.startsWith(HEAD)) return 'heading'
  return ITEM.test(line) ? 'list' : 'paragraph'
}

const bodyOf = (line: string, kind: Block['kind']) => (kind === 'heading' ? line.slice(HEAD.length) : kind === 'list' ? line.replace(ITEM, '') : line)

/** Lines of one kind that follow each other belong together, headings never. */
export const blocksOf = (text: string): readonly Block[] => {
  const blocks: { kind: Block['kind']; lines: string[] }[] = []
  let open = false
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '') { open = false; continue }
    const kind = kindOf(line)
    const last = blocks.at(-1)
    if (open && last && last.kind === kind && kind !== 'heading') last.lines.push(bodyOf(line, kind))
    else blocks.push({ kind, lines: [bodyOf(line, kind)] })
    open = true
  }
  return blocks.map(({ kind, lines }) => (kind === 'list' ? { kind, items: lines.map(piecesOf) } : { kind, pieces: piecesOf(lines.join('\n')) }))
}

/** The first paragraph without its marks, for those who show one line. */
export const firstWords = (text: string, most: number): string => {
  const [first] = blocksOf(text).flatMap((block) => (block.kind === 'paragraph' ? [block.pieces.map((piece) => piece.text).join('')] : []))
  const line = [...(first ?? '').replace(/\s+/g, ' ')]
  return line.length > most ? `${line.slice(0, most - 1).join('')}…` : line.join('')
}
