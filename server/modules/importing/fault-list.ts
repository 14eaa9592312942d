import type { Locale } from '#contract/common.ts'
import type { ImportRow } from '#contract/importing.ts'
import { words } from '#kernel/i18n.ts'

/** Faults and remarks of a table that was read, as a table. */
export const faultSheet = (locale: Locale) => ({
  name: 'import-faults',
  heading: ['row', 'column', 'value', 'fault'].map((heading) => words(locale, ['importing', 'faultList', heading]) ?? heading),
  lines: (row: ImportRow) => row.faults.map((fault) => [String(row.no), fault.column, fault.value, fault.words]),
})
