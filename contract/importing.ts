import { z } from 'zod'
import { Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, notAllowed, notFound, optionalText, page, text } from './common.ts'
import { RegisterComplaint, Registered, register, unitNotYours } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Channel } from './packs.ts'

export const noTable = refusal('importing/no-table', 422)
export const unreadable = refusal('importing/unreadable', 422)
export const tooWide = refusal('importing/too-wide', 422)
export const columnMissing = refusal('importing/column-missing', 422)
export const dateFormatMissing = refusal('importing/date-format-missing', 422)
/** Of a row, when an import is undone: what was said cannot be taken back. */
export const customerTold = refusal('importing/customer-told', 409)
export const notNow = refusal('importing/not-now', 409)
export const addInstead = refusal('importing/add-instead', 403)
/** Of a row, when an import is undone: what a customer wrote is not thrown away. */
export const customerWrote = refusal('importing/customer-wrote', 409)
export const nothingGood = refusal('importing/nothing-good', 409)
export const candidateDecided = refusal('importing/candidate-decided', 409)

/** Where a table comes from: other systems' complaints, or the weak sources in which complaints hide (A8). */
export const Source = z.enum(['otherSystem', 'serviceReport', 'dealerLetter', 'salesReport', 'return', 'subcontractor', 'colleague', 'telephone'])
export type Source = z.infer<typeof Source>
/** `complaints`: each row is one. `candidates`: each row is looked at by a person first. `missedCalls`: each row is a call, and numbers to be called back become tasks. `orders`: each row is something sold, to be looked up when a complaint is verified. */
export const Target = z.enum(['complaints', 'candidates', 'missedCalls', 'orders'])
export type Target = z.infer<typeof Target>

export const Encoding = z.enum(['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'])
export type Encoding = z.infer<typeof Encoding>
export const Separator = z.enum([',', ';', '\t', '|'])
export type Separator = z.infer<typeof Separator>
/** How the bytes become rows. `header`: the row with the names of the columns, 0 for none. Of a workbook encoding and separator mean nothing. */
export const Reading = z.strictObject({ encoding: Encoding, separator: Separator, sheet: z.string().max(LINE), header: z.int().min(0).max(50) })
export type Reading = z.infer<typeof Reading>

/** How days are written: year, month, day; day first; month first; or as the number a spreadsheet keeps. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy', 'serial'])
export type DateOrder = z.infer<typeof DateOrder>

/** What a column can become: names of ours, or `field:` and the code of a field of the pack. */
const Part = z.string().regex(/^[a-zA-Z]{1,20}$|^field:[A-Za-z][A-Za-z0-9-]{0,39}$/)
const MOST_COLUMNS = 200
const Column = z.int().min(0).max(MOST_COLUMNS - 1)
export const Mapping = z.strictObject({
  /** Part → columns, counted from 0. Texts may be put together from several. */
  columns: z.record(Part, z.array(Column).min(1).max(10)),
  /** Part → how its dates are written. Asked for every one of them. */
  dates: z.record(Part, DateOrder),
  /** Where the table says nothing. */
  channel: Channel, unitId: Id.nullable(),
  /** Part → value in the table → what it means with us; '' leaves it out. */
  values: z.record(Part, z.record(z.string().max(LINE), z.string().max(LINE))),
})
export type Mapping = z.infer<typeof Mapping>

export const ImportState = z.enum(['choosing', 'checking', 'checked', 'importing', 'imported', 'undoing', 'undone', 'failed'])
export type ImportState = z.infer<typeof ImportState>

export const Counts = z.object({
  /** Rows of the table, those of them that can be taken, and those with a fault. */
  rows: z.int(), good: z.int(), bad: z.int(),
  /** Taken over, left out because their number was here before, and taken over with a remark. */
  done: z.int(), duplicates: z.int(), remarked: z.int(),
  /** After undoing: those that stayed, because somebody had worked on them. */
  kept: z.int(),
})
export const Import = z.object({
  id: Id, fileName: z.string(), target: Target, source: Source, state: ImportState, counts: Counts, reading: Reading.nullable(), mapping: Mapping.nullable(),
  /** Values of the table that we do not know, most frequent first; they can be given a meaning. */
  unmatched: z.array(z.object({ part: z.string(), value: z.string(), count: z.int() })),
  problem: z.string().nullable(), createdBy: PersonRef, createdAt: Instant, endedAt: Instant.nullable(),
})
export type Import = z.infer<typeof Import>

export const imports = endpoint('GET /imports', z.strictObject({ limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Import))
export const prepare = endpoint('POST /imports', z.strictObject({ fileId: Id, target: Target, source: Source }), Import, { status: 201, refuses: [noTable, unreadable, notFound, notAllowed] })
export const show = endpoint('GET /imports/:id', z.strictObject({ id: Id }), Import)

export const ImportField = z.object({ part: z.string(), label: z.string(), kind: z.enum(['text', 'texts', 'day', 'moment', 'known', 'money', 'number']), required: z.boolean() })
export type ImportField = z.infer<typeof ImportField>
/** The beginning of the table as it reads so, with what could be meant by its columns. What is not told is found out. */
export const preview = endpoint('GET /imports/:id/preview', z.strictObject({
  id: Id, encoding: Encoding.optional(), separator: Separator.optional(), sheet: z.string().max(LINE).optional(), header: z.coerce.number().int().min(0).max(50).optional(),
}), z.object({
  kind: z.enum(['text', 'workbook']), reading: Reading, sheets: z.array(z.string()),
  columns: z.array(z.object({
    name: z.string(), samples: z.array(z.string()),
    /** The first values as each way of writing dates reads them; null where it cannot. */
    dates: z.array(z.object({ order: DateOrder, readings: z.array(z.string().nullable()) })),
  })),
  rows: z.array(z.array(z.string())), fields: z.array(ImportField),
  /** As it was mapped the last time these columns came, or by their names. */
  mapping: Mapping.nullable(), remembered: z.boolean(),
}), { refuses: [unreadable, tooWide, noTable] })

/** Dry run: reads the whole table, takes nothing over. */
export const check = endpoint('POST /imports/:id/check', z.strictObject({ id: Id, reading: Reading, mapping: Mapping }), Import, { refuses: [notNow, unitNotYours, columnMissing, dateFormatMissing, unreadable, tooWide, noTable] })
/** `replaces`, of orders: nothing that came with earlier tables is looked into any more; without it they are added. Only who sees every unit replaces: what was brought before is the whole firm's. */
export const run = endpoint('POST /imports/:id/run', z.strictObject({ id: Id, replaces: z.boolean().optional() }), Import, { refuses: [notNow, nothingGood, addInstead] })
/** Takes back everything that nobody has worked on since; what was worked on stays and is named. */
/** Rows of which a customer has heard by now, or that somebody has worked on, stay; each says why. */
export const undo = endpoint('POST /imports/:id/undo', z.strictObject({ id: Id }), Import, { refuses: [notNow, customerTold, customerWrote] })

export const RowOutcome = z.enum(['bad', 'imported', 'duplicate', 'undone', 'kept'])
export type RowOutcome = z.infer<typeof RowOutcome>
const Fault = z.object({ column: z.string(), value: z.string(), code: z.string(), words: z.string(), remark: z.boolean() })
export const ImportRow = z.object({
  /** As the spreadsheet counts. */
  no: z.int(), outcome: RowOutcome, cells: z.array(z.string()), faults: z.array(Fault),
  complaint: z.object({ id: Id, number: z.string(), state: z.string(), receivedAt: Instant, closedAt: Instant.nullable() }).nullable(), candidateId: Id.nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>
export const rows = endpoint('GET /imports/:id/rows', z.strictObject({ id: Id, outcome: RowOutcome.optional(), remarked: z.enum(['1']).optional(), limit: z.coerce.number().int().min(1).max(1_000).optional(), cursor: z.string().max(400).optional() }), page(ImportRow))
/** Faults and remarks as a table for a spreadsheet program: nothing in it is taken for a formula. */
export const faults = endpoint('GET /imports/:id/faults', z.strictObject({ id: Id }), z.unknown())

export const CandidateState = z.enum(['waiting', 'registered', 'dismissed'])
const CandidateBody = {
  source: Source, unitId: Id.nullable().optional(), receivedAt: Instant.nullable().optional(), channel: Channel.optional(), externalId: optionalText(LINE).nullable().optional(),
  text: text(LETTER).meta({ personal: true }), wants: optionalText(PARAGRAPH).nullable().optional(), customerName: optionalText(LINE).nullable().optional().meta({ personal: true }),
  phone: optionalText(LINE).nullable().optional().meta({ personal: true }), product: optionalText(LINE).nullable().optional(), order: optionalText(LINE).nullable().optional(), categoryCode: optionalText(LINE).nullable().optional(),
}
export const NewCandidate = z.strictObject(CandidateBody)
export type NewCandidate = z.infer<typeof NewCandidate>
export const Candidate = z.object({
  id: Id, state: CandidateState, at: Instant, source: Source, unitId: Id.nullable(), unitName: z.string().nullable(), receivedAt: Instant.nullable(), channel: Channel, externalId: z.string().nullable(),
  text: z.string(), wants: z.string().nullable(), customerName: z.string().nullable(), phone: z.string().nullable(), product: z.string().nullable(), order: z.string().nullable(), categoryCode: z.string().nullable(),
  importId: Id.nullable(), row: z.int().nullable(), complaintId: Id.nullable(), reason: z.string().nullable(), decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(),
})
export type Candidate = z.infer<typeof Candidate>
export const candidates = endpoint('GET /candidates', z.strictObject({ state: CandidateState.optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Candidate))
export const candidate = endpoint('GET /candidates/:id', z.strictObject({ id: Id }), Candidate)
/** From another program: what may be a complaint. One whose number (`externalId`) came from the same source before is left out. */
export const addCandidates = endpoint('POST /candidates', z.strictObject({ items: z.array(NewCandidate).min(1).max(500) }), z.object({ items: z.array(z.object({ id: Id, externalId: z.string().nullable() })), duplicates: z.array(z.string()) }), { status: 201, refuses: [notFound, unitNotYours] })
/** It is a complaint: registered as the person filled it in, in one step with the candidate's end. */
export const registerCandidate = endpoint('POST /candidates/:id/register', z.strictObject({ id: Id, complaint: RegisterComplaint }), Registered, { status: 201, refuses: [candidateDecided, ...(register.refuses ?? [])] })
export const dismissCandidate = endpoint('POST /candidates/:id/dismiss', z.strictObject({ id: Id, reason: text(LINE) }), Candidate, { refuses: [candidateDecided] })
