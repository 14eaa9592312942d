import { expect, test } from 'vitest'
import { type Details, INQUIRY_FIELDS, InquiryKind } from '#contract/inquiry-kinds.ts'
import { words } from '#kernel/i18n.ts'
import { LOCALES } from '#contract/common.ts'
import { keptFields, recordedIn, whyNotDone, whyNotWritten } from './rules.ts'

const records = (fields: Details['fields']): Details => ({ kind: 'records', fields })
const CAMERA = { source: 'camera', system: '三号机位', keeper: '物业', coversFrom: '2026-11-01T00:00:00Z', keptDays: 15 } as const

test('records that are overwritten are evidence as soon as it is known when', () => {
  expect(recordedIn(records(CAMERA))).toMatchObject({ kind: 'footage', until: new Date('2026-11-16T00:00:00Z') })
  expect(recordedIn(records({ ...CAMERA, source: 'systemLog' }))?.kind).toBe('document')
  expect([recordedIn(records({ ...CAMERA, keptDays: 0 })), recordedIn(records({ ...CAMERA, keptDays: null })), recordedIn({ kind: 'siteVisit', fields: CAMERA })]).toEqual([null, null, null])
})

test('what is asked only sometimes is needed then, and not kept otherwise', () => {
  const fields = { commission: 'jointly', agreement: '双方商定', ourName: '李', customerName: '何' } as const
  expect(keptFields({ kind: 'appraisal', fields })).toEqual(fields)
  expect(keptFields({ kind: 'appraisal', fields: { ...fields, commission: 'ours' } })).toEqual({ commission: 'ours' })
  const full = { appraiser: 'expert', name: '王', commission: 'jointly', question: '真伪', opinion: '真' } as const
  expect(whyNotDone({ kind: 'appraisal', fields: full })?.field).toBe('details/fields/ourName')
  expect(whyNotDone({ kind: 'appraisal', fields: { ...full, commission: 'ours' } })).toBeNull()
})

test('an end lies after its beginning, and a kind stays what it is', () => {
  const talk = (ended: string): Details => ({ kind: 'interview', fields: { begun: '2026-11-01T08:00:00+08:00', ended } })
  expect(whyNotWritten({ kind: 'interview' }, talk('2026-11-01T00:30:00Z'))).toBeNull()
  expect(whyNotWritten({ kind: 'interview' }, talk('2026-10-31T23:59:00Z'))?.refusal.type).toBe('inquiry/ends-before')
  expect(whyNotWritten({ kind: 'labTest' }, talk('2026-11-01T00:30:00Z'))?.refusal.type).toBe('inquiry/other-kind')
})

const named = Object.values(INQUIRY_FIELDS).flat().flatMap(({ code, choices = [], columns = [] }) => [...[code, ...columns.map((c) => c.code)].map((name) => ['inquiryField', name]), ...choices.map((name) => ['inquiryChoice', name])])

test.each(LOCALES)('every kind, field and choice has its words in %s', (locale) => {
  expect([...InquiryKind.options.map((kind) => ['inquiryKind', kind]), ...named].filter((path) => words(locale, ['terms', ...path]) === null)).toEqual([])
})
