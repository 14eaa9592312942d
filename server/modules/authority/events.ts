import { z } from 'zod'
import { event } from '#kernel/event.ts'

const Between = z.object({ delegationId: z.uuid(), fromId: z.uuid(), toId: z.uuid() })
export const Delegated = event('authority.delegated', Between.extend({ from: z.string(), until: z.string(), mostFen: z.int() }))
export const DelegationEnded = event('authority.delegationEnded', Between)
