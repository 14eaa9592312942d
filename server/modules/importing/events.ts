import { z } from 'zod'
import { Source, Target } from '#contract/importing.ts'
import { event } from '#kernel/event.ts'

const OfImport = z.object({ importId: z.uuid() })

export const ImportPrepared = event('importing.prepared', OfImport.extend({ fileId: z.uuid(), target: Target, source: Source }))
export const ImportBegun = event('importing.begun', OfImport.extend({ rows: z.int() }))
export const ImportDone = event('importing.done', OfImport.extend({ done: z.int(), bad: z.int(), duplicates: z.int() }))
export const ImportFailed = event('importing.failed', OfImport.extend({ problem: z.string() }))
export const ImportUndoBegun = event('importing.undoBegun', OfImport)
export const ImportUndone = event('importing.undone', OfImport.extend({ undone: z.int(), kept: z.int() }))
export const CandidatesAdded = event('importing.candidatesAdded', z.object({ source: Source, count: z.int() }))
export const CandidateRegistered = event('importing.candidateRegistered', z.object({ candidateId: z.uuid(), complaintId: z.uuid() }))
export const CandidateDismissed = event('importing.candidateDismissed', z.object({ candidateId: z.uuid() }))
