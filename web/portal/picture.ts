interface Line {
  readonly text: string
  readonly size: number
  readonly bold: boolean
  readonly color: string
  /** Space above. */
  readonly gap: number
}

const WIDTH = 1080
const MARGIN = 72
const FONT = '"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif'

const fontOf = ({ size, bold }: Line, scale = 1) => `${bold ? 'bold ' : ''}${Math.floor(size * scale)}px ${FONT}`

interface CardText {
  readonly firm: string
  readonly numberLabel: string
  readonly number: string
  readonly codeLabel: string
  readonly code: string
  readonly address: string
}

const linesOf = ({ firm, numberLabel, number, codeLabel, code, address }: CardText): readonly Line[] => [
  { text: firm, size: 44, bold: true, color: '#1c2430', gap: 40 },
  { text: numberLabel, size: 34, bold: false, color: '#5b6472', gap: 56 },
  { text: number, size: 60, bold: true, color: '#1c2430', gap: 12 },
  { text: codeLabel, size: 34, bold: false, color: '#5b6472', gap: 48 },
  { text: code, size: 92, bold: true, color: '#24527a', gap: 12 },
  { text: address, size: 32, bold: false, color: '#5b6472', gap: 56 },
]

/** The number and the code as a picture for the photo album; a data address, which pages under a strict policy may show. */
export const drawCard = (card: CardText): string | null => {
  const lines = linesOf(card)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = lines.reduce((height, l) => height + l.gap + l.size * 1.2, MARGIN)
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#24527a'
  pen.fillRect(0, 0, canvas.width, 16)
  pen.textBaseline = 'top'
  let top = 0
  for (const line of lines) {
    top += line.gap
    pen.font = fontOf(line)
    pen.font = fontOf(line, Math.min(1, (WIDTH - 2 * MARGIN) / pen.measureText(line.text).width))
    pen.fillStyle = line.color
    pen.fillText(line.text, MARGIN, top)
    top += line.size * 1.2
  }
  return canvas.toDataURL('image/png')
}

export const download = (address: string, name: string) => {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

const copyOldWay = (text: string): boolean => {
  const box = document.createElement('textarea')
  box.value = text
  box.readOnly = true
  box.className = 'offscreen'
  document.body.append(box)
  box.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    box.remove()
  }
}

/** The clipboard proper exists on https only; the old way works in most in-app browsers. */
export const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyOldWay(text)
  }
}
