import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfDraft = z.object({ draftId: z.uuid() })

export const DraftHanded = event('draft.handed', OfDraft.extend({ toId: z.uuid() }))
export const DraftTaken = event('draft.taken', OfDraft.extend({ fromId: z.uuid() }))
export const DraftDiscarded = event('draft.discarded', OfDraft)
export const DraftRestored = event('draft.restored', OfDraft)
export const DraftRegistered = event('draft.registered', OfDraft.extend({ complaintId: z.uuid(), number: z.string() }))
