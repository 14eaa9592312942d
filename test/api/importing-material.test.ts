import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Source } from '#contract/importing.ts'
import { ROOT } from '#kernel/root.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { readCsv } from '#test/csv.ts'
import { type Machinery, bring, checked, machineryOf, preview, rowsOf, taken } from '#test/importing.ts'

/** Real material lies beside the project where it may be used; its texts are never copied here. */
const DATA = join(ROOT, '../shared/data/complaints')

/** Names of columns by what they become; a table without a day is one of candidates. */
interface Meaning { readonly columns: Readonly<Record<string, readonly string[]>>; readonly order: string | null }
const LETTERS: Meaning = { columns: { externalId: ['id'], customerName: ['user'], receivedAt: ['created_at'], text: ['title', 'body'], closedAt: ['replied_at'], closingNote: ['reply'] }, order: 'ymd' }
const FILES: Readonly<Record<string, Meaning>> = {
  'zh_gov_messages_labelled.csv': LETTERS, 'zh_gov_messages_replied_open.csv': LETTERS, 'zhHant_derived.csv': LETTERS,
  'zh_gov_taxonomy_517.csv': { columns: { text: ['level1', 'level2', 'level3'] }, order: null },
  'en_nhs_patient_feedback_open.csv': { columns: { externalId: ['comment_id'], receivedAt: ['date'], text: ['question', 'text'] }, order: 'ymd' },
  'en_cfpb_2018_2020_open.csv': { columns: { externalId: ['Complaint ID'], receivedAt: ['Date received'], text: ['Issue', 'Consumer complaint narrative'] }, order: 'dmy' },
  'en_nyc311_open.csv': { columns: { externalId: ['Unique Key'], receivedAt: ['Created Date'], closedAt: ['Closed Date'], text: ['Descriptor'] }, order: 'mdy' },
}

/** How many rows bear a number that came before. */
const twice = (rows: readonly Record<string, string>[], column: string | undefined) => (column ? rows.length - new Set(rows.map((row) => row[column])).size : 0)

/** Of rows without a day nobody can say when they were received. */
const undated = (rows: readonly Record<string, string>[], column: string | undefined) => (column && rows.some((row) => row[column] === '') ? [`${column} required`] : [])

let w: World
let m: Machinery
let officer: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  m = machineryOf(w)
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
})
afterAll(async () => { await m.close(); await w.close() })

describe.skipIf(!existsSync(DATA))('with the material beside the project', () => {
  for (const [i, [file, { columns, order }]] of Object.entries(FILES).entries()) {
    test(`${file}: every row is taken over, or named with what is wrong`, async () => {
      const bytes = readFileSync(join(DATA, file))
      const expected = readCsv(bytes.toString()).filter((row) => Object.values(row).some((cell) => cell.trim() !== ''))
      const id = await bring(officer, file, bytes, order ? 'complaints' : 'candidates', Source.options[i])
      const names = (await preview(officer, id)).columns.map((column: { name: string }) => column.name)
      const placed = Object.fromEntries(Object.entries(columns).map(([part, wanted]) => [part, wanted.map((name) => names.indexOf(name)).filter((at) => at >= 0)] as [string, number[]]).filter(([, at]) => at.length > 0))
      const dates = Object.fromEntries(['receivedAt', 'closedAt'].filter((part) => placed[part] && order).map((part) => [part, order ?? '']))
      const dry = await checked(officer, m, id, { columns: placed, dates, unitId: await w.unitId('S01') })
      const came = await taken(officer, m, id)
      expect({ dry: dry.counts.rows, came: came.counts.done + came.counts.bad + came.counts.duplicates }).toEqual({ dry: expected.length, came: expected.length })
      const bad = await rowsOf(officer, id, '&outcome=bad')
      expect(bad.filter((row) => row.faults.length === 0)).toEqual([])
      expect({ file, bad: [...new Set(bad.flatMap((row) => row.faults.map((f: { code: string; column: string }) => `${f.column} ${f.code}`)))], duplicates: came.counts.duplicates }).toEqual({ file, bad: undated(expected, columns['receivedAt']?.[0]), duplicates: twice(expected, columns['externalId']?.[0]) })
    }, 60_000)
  }
})
