import { archive, escaped } from './archive.ts'

export type Line = { readonly text: string; readonly style?: 'title' | 'heading' | 'centre' } | { readonly rows: readonly (readonly string[])[] }

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PARTS = 'http://schemas.openxmlformats.org/package/2006'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const LOOKS = { title: { size: 32, bold: true, centre: true }, heading: { size: 24, bold: true, centre: false }, centre: { size: 21, bold: false, centre: true }, plain: { size: 21, bold: false, centre: false } } as const

const paragraph = (text: string, style: keyof typeof LOOKS = 'plain'): string => {
  const { size, bold, centre } = LOOKS[style]
  const looks = `<w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`
  const lines = text.split('\n').map((line, i) => `${i ? '<w:br/>' : ''}<w:t xml:space="preserve">${escaped(line)}</w:t>`).join('')
  return `<w:p><w:pPr><w:spacing w:before="80" w:after="80"/>${centre ? '<w:jc w:val="center"/>' : ''}</w:pPr><w:r>${looks}${lines}</w:r></w:p>`
}

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`).join('')
/** Of a page of A4 between its margins, in twentieths of a point. */
const WIDTH = 9_070

const table = (rows: readonly (readonly string[])[]): string => {
  const width = Math.floor(WIDTH / Math.max(1, rows[0]?.length ?? 1))
  const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text)}</w:tc>`
  return `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>${(rows[0] ?? []).map(() => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
}

/** A document of paragraphs and tables (ECMA-376), for programs that write. Text is text. */
export const document = (locale: string, lines: readonly Line[]): Buffer => archive({
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PARTS}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PARTS}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${PARTS}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  'word/styles.xml': `${HEAD}<w:styles xmlns:w="${WORDS}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/><w:lang w:val="en-GB" w:eastAsia="${locale === 'zh-Hant' ? 'zh-HK' : 'zh-CN'}"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
  'word/document.xml': `${HEAD}<w:document xmlns:w="${WORDS}"><w:body>${lines.map((line) => ('rows' in line ? table(line.rows) : paragraph(line.text, line.style))).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>`,
})
