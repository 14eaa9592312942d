import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { type Encoding, Separator, tooWide, unreadable } from '#contract/importing.ts'
import { Problem } from '#kernel/problem.ts'
import { decoded } from './encoding.ts'
import { type Line, MOST_COLUMNS } from './line.ts'

// One record longer than this is a quotation mark that nobody closed.
const MOST_RECORD = 1_000_000

/** The commonest separator of the first line, outside quotes. */
export const detectSeparator = (head: string): Separator => {
  const [line = ''] = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/).filter((each) => each.trim() !== '')
  const counted = Separator.options.map((sign) => ({ sign, count: line.split(sign).length }))
  return counted.sort((a, b) => b.count - a.count)[0]?.sign ?? ','
}

/** Rows of comma-separated text, counted from 1, read piece by piece. Rows may be of any length, cells may hold line breaks. */
export async function* linesOfText(bytes: Readable, encoding: Encoding, separator: Separator): AsyncGenerator<Line> {
  const parser = parse({ delimiter: separator, relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: MOST_RECORD })
  const text = Readable.from(decoded(bytes, encoding))
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let no = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      no++
      if (cells.length > MOST_COLUMNS) throw new Problem(tooWide, { row: no, most: MOST_COLUMNS })
      yield { no, cells }
    }
  } catch (error) {
    throw error instanceof CsvError ? new Problem(unreadable, { row: no + 1 }) : error
  } finally {
    text.destroy()
    parser.destroy()
    bytes.destroy()
  }
}
