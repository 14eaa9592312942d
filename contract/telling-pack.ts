import { z } from 'zod'
import { Words } from './common.ts'

/** What can change that a customer hears of (G4). */
export const CHANGES = ['received', 'handler', 'extended', 'appointment', 'goodsTaken', 'goodsReturned', 'visit', 'finding', 'stage', 'offer', 'declined', 'agreed', 'paid', 'bounced', 'gift', 'outside', 'closed', 'reopened'] as const
export const Change = z.enum(CHANGES)
export type Change = z.infer<typeof Change>
/** Told by a letter of their own, at once and with what only it can say: nothing is gathered for them. */
export const OWN_LETTER: readonly Change[] = ['received', 'handler', 'extended', 'appointment', 'closed']

/** Whether customers hear of a change without asking, and in which words: of what they see, never of what is done inside. `always`: also to who wants to hear less. */
export const TellingRule = z.strictObject({ code: Change, label: Words, text: Words, told: z.boolean(), always: z.boolean().default(false) })
export type TellingRule = z.infer<typeof TellingRule>
