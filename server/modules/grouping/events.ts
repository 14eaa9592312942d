import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfGroup = z.object({ groupId: z.uuid() })
const OfCase = OfGroup.extend({ complaintId: z.uuid() })
export const GroupCreated = event('grouping.created', OfGroup)
export const GroupChanged = event('grouping.changed', OfGroup)
export const GroupEnded = event('grouping.ended', OfGroup)
export const CaseGrouped = event('grouping.added', OfCase)
export const CaseUngrouped = event('grouping.removed', OfCase)
/** To many: it goes out in parts from now on. */
export const GroupAnswerBegun = event('grouping.answerBegun', OfGroup.extend({ answerId: z.uuid(), cases: z.int() }))
export const GroupAnswered = event('grouping.answered', OfGroup.extend({ answerId: z.uuid(), sent: z.int(), excepted: z.int(), refused: z.int() }))
