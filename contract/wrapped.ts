const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\ud840-\ud87f]|\p{Extended_Pictographic}/u
const WIDE_EMS = 1
const NARROW_EMS = 0.56
const CAPITAL_EMS = 0.7

const emsOf = (letter: string): number => (WIDE.test(letter) ? WIDE_EMS : /[A-Z@%&mw]/.test(letter) ? CAPITAL_EMS : NARROW_EMS)
export const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + emsOf(letter), 0)

/** Latin words stay whole, everything else may break anywhere. */
const piecesOf = (text: string): readonly string[] => text.match(/[!-~\u00c0-\u024f]+ *|./gsu) ?? []

/** A word longer than the line, in parts that fit. */
const broken = (piece: string, ems: number): readonly string[] => {
  if (widthOf(piece.trimEnd()) <= ems) return [piece]
  const parts: string[] = []
  let part = ''
  for (const letter of piece) {
    if (part && widthOf(part) + emsOf(letter) > ems) { parts.push(part); part = '' }
    part += letter
  }
  return [...parts, part]
}

/** A text in lines of so many ems, as far as it can be known without the typeface; what is too much ends in an ellipsis. */
export const wrapped = (text: string, ems: number, mostLines: number): readonly string[] => {
  const lines: string[] = []
  for (const paragraph of text.replace(/\s*\n\s*/g, '\n').trim().split('\n')) {
    let line = ''
    for (const piece of piecesOf(paragraph).flatMap((one) => broken(one, ems))) {
      if (line && widthOf(line) + widthOf(piece.trimEnd()) > ems) { lines.push(line.trimEnd()); line = '' }
      line += piece
    }
    lines.push(line.trimEnd())
  }
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1] ?? ''}…`]
}
