import { expect, test } from 'vitest'
import { archiveTexts } from '#test/archive.ts'
import { textOf, workbook } from './workbook.ts'

const sheetOf = (bytes: Buffer) => archiveTexts(bytes).get('xl/worksheets/sheet1.xml') ?? ''

test('text stays text, whatever a program would make of it; figures are figures', () => {
  const sheet = sheetOf(workbook('账', [['=1+1', '+1', '@x', '-1', 'a<b>&"c"'], [{ number: '1234567890.05' }, 'ok\u0000\u0007']]))
  expect(sheet).not.toContain('<f')
  for (const text of ['=1+1', '+1', '@x', '-1']) expect(sheet).toContain(`<t xml:space="preserve">'${text}</t>`)
  expect(sheet).toContain('a&lt;b&gt;&amp;"c"')
  expect(sheet).toContain('<c r="A2"><v>1234567890.05</v></c>')
  expect(sheet).toContain('>ok</t>')
})

test('columns go on after Z, and the same lines give the same bytes', () => {
  const wide = [Array.from({ length: 30 }, (_, at) => `c${at}`)]
  expect(sheetOf(workbook('a', wide))).toContain('<c r="AD1" ')
  expect(workbook('a', wide).equals(workbook('a', wide))).toBe(true)
  expect([textOf('x'), textOf({ number: '1.00' })]).toEqual(['x', '1.00'])
})
