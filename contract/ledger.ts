import { z } from 'zod'
import { Day, Id, Instant, PersonRef, page } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { RemedyKind } from './packs.ts'

export const nothingNew = refusal('ledger/nothing-new', 409)
export const notOver = refusal('ledger/not-over', 422)
export const backwards = refusal('ledger/backwards', 422)

/** `paid`: money; `bounced`: money that came back; `issued`: out of the stock; `takenBack`: into it; `worth`: what else was done, at what it was agreed to be worth; `received`: charged back. */
export const EntryKind = z.enum(['paid', 'issued', 'takenBack', 'worth', 'received', 'bounced'])
export type EntryKind = z.infer<typeof EntryKind>
export const LedgerBy = z.enum(['unit', 'category', 'cause', 'remedyKind', 'month'])
export type LedgerBy = z.infer<typeof LedgerBy>

/** Fen, also less than nothing. */
const Signed = z.int()
/** A month, `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

const Sums = { entries: z.int(), plannedFen: Signed, paidFen: Signed, /** Less what came back. */ issuedFen: Signed, worthFen: Signed, /** Of these three together. */ costFen: Signed, receivedFen: Signed, netFen: Signed }
export const LedgerRow = z.object({ /** Empty: nothing is known. */ key: z.string(), label: z.string(), ...Sums })
export type LedgerRow = z.infer<typeof LedgerRow>

const Period = { from: Month, to: Month }
/** What complaints cost in the months, the dearest first; by month in their order. Who sees the books of all units sees all of them, others those of their own. */
export const ledger = endpoint('GET /ledger', z.strictObject({ ...Period, by: LedgerBy, unitId: Id.optional() }), z.object({ items: z.array(LedgerRow), total: z.object(Sums), next: z.null() }), { refuses: [backwards] })

export const LedgerEntry = z.object({ id: Id, kind: EntryKind, on: Day, unitName: z.string(), category: z.string(), cause: z.string(), remedyKind: RemedyKind.nullable(), amountFen: Signed, /** Null, as the number is, to who neither sees the case nor keeps the books; of a case of which few know it lacks the number. */ reference: z.string().nullable(), /** Null where the reader does not see the case. */ complaintId: Id.nullable(), complaintNumber: z.string().nullable(), exportNo: z.int().nullable() })
export type LedgerEntry = z.infer<typeof LedgerEntry>
/** The lines behind a row: `key` of it. Newest first. */
export const ledgerEntries = endpoint('GET /ledger/entries', z.strictObject({ ...Period, by: LedgerBy.optional(), key: z.string().max(200).optional(), unitId: Id.optional(), limit: z.coerce.number().int().min(1).max(500).optional(), cursor: z.string().max(400).optional() }), page(LedgerEntry), { refuses: [backwards] })

export const LedgerExport = z.object({ id: Id, no: z.int(), untilOn: Day, entries: z.int(), costFen: Signed, receivedFen: Signed, by: PersonRef.nullable(), at: Instant })
export type LedgerExport = z.infer<typeof LedgerExport>
/** Hands over everything until the end of a month that was not handed over before, and marks it: nothing goes into the books twice. What is written for that month later goes into the next. */
export const exportLedger = endpoint('POST /ledger/exports', z.strictObject({ until: Month }), LedgerExport, { status: 201, refuses: [nothingNew, notOver] })
export const ledgerExports = endpoint('GET /ledger/exports', z.strictObject({}), z.object({ items: z.array(LedgerExport), /** How many lines wait. */ waiting: z.int(), next: z.null() }))
/** The same lines however often it is fetched, by whomever: unit, category, cause, voucher and number as they were when they were handed over. `text/csv`, or a workbook. */
export const ledgerFile = endpoint('GET /ledger/exports/:id/file', z.strictObject({ id: Id, format: z.enum(['csv', 'xlsx']) }), z.unknown())
