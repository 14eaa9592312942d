import { expect, test } from 'vitest'
import { csvCell, unmarked } from './csv-cell.ts'

test('nothing that a spreadsheet would work out leaves as a formula, and what is read back is as it was', () => {
  for (const value of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＠A1', '  =1', '\t=1', '\t1', "'=1", "''-1"]) {
    expect(csvCell(value).startsWith('"\'')).toBe(true)
    expect(unmarked(csvCell(value).slice(1, -1))).toBe(value)
  }
  for (const value of ['退款', '3-5天', "'引用", '']) expect(csvCell(value)).toBe(`"${value}"`)
  expect(csvCell('a"b')).toBe('"a""b"')
})
