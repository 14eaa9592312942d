import { z } from 'zod'
import { BodyKind, ProceedingResult } from '#contract/proceeding-pack.ts'
import { Came, NoteKind, ReportHow, ReportKind } from '#contract/proceeding.ts'
import { event } from '#kernel/event.ts'

const OfProceeding = z.object({ complaintId: z.uuid(), proceedingId: z.uuid(), bodyKind: BodyKind })
export const ProceedingRegistered = event('proceeding.registered', OfProceeding.extend({ cameBy: Came, /** Of body and number: `npm run verify` computes it again. */ digest: z.string() }))
export const ProceedingChanged = event('proceeding.changed', OfProceeding.extend({ digest: z.string() }))
/** `asks`: it wants to hear from us; `moved`: it stands at another stage. */
export const ProceedingNoted = event('proceeding.noted', OfProceeding.extend({ noteId: z.uuid(), proceedingNote: NoteKind, inbound: z.boolean(), asks: z.boolean(), moved: z.boolean() }))
/** `remedyId`: what is to be done by it. */
export const ProceedingEnded = event('proceeding.ended', OfProceeding.extend({ proceedingResult: ProceedingResult, remedyId: z.uuid().nullable() }))
export const ReportWaived = event('proceeding.waived', OfProceeding)

const OfReport = OfProceeding.extend({ reportId: z.uuid(), reportKind: ReportKind })
export const ReportWritten = event('proceeding.reportWritten', OfReport.extend({ digest: z.string() }))
export const ReportApproved = event('proceeding.reportApproved', OfReport.extend({ deputyOf: z.uuid().nullable() }))
export const ReportReturned = event('proceeding.reportReturned', OfReport)
export const ReportSent = event('proceeding.reportSent', OfReport.extend({ reportHow: ReportHow, sentAt: z.string() }))
