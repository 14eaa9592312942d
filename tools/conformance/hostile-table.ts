import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bringTable } from './imported.ts'
import type { TableTrip } from './naughty.ts'
import type { Lazy } from './product.ts'
import { judged } from './suite.ts'

const COLUMNS = { text: ['内容'], customerName: ['姓名'], receivedAt: ['时间'] }
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
/** Nothing makes no row; what has control characters or half ones is no text, and its file is refused as a whole. */
const inAFile = (text: string) => text.trim() !== '' && !/\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) && text.isWellFormed()

/** Every text as a cell of one table: each row is taken over, or named as faulty, and none half. */
export const hostileTable = (product: Lazy): TableTrip => async (texts) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wenguo-hostile-'))
  const file = path.join(folder, 'hostile.csv')
  const cells = [...new Set(texts.filter(inAFile))]
  try {
    await writeFile(file, `\ufeff内容,姓名,时间\r\n${cells.map((cell, at) => [quoted(cell), quoted(`客人${at}`), '2026-11-20 10:00'].join(',')).join('\r\n')}\r\n`)
    const came = await bringTable(await product.ask(), file, { columns: COLUMNS, dates: { receivedAt: 'ymd' }, timeZone: 'Asia/Shanghai', values: {} })
    const { rows, bad, done, duplicates } = came.counts
    const changed = came.complaints.filter(({ cell }) => !cells.includes(cell('内容'))).length
    return judged(rows === cells.length && done + bad + duplicates === rows && changed === 0, { rows: cells.length, changed: 0 }, { ...came.counts, changed })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
