import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const LearningAsked = event('classification.learningAsked', z.object({ cases: z.int() }))
export const Learnt = event('classification.learnt', z.object({ modelId: z.uuid(), no: z.int(), cases: z.int(), percent: z.int() }))
export const LearningFailed = event('classification.learningFailed', z.object({ problem: z.enum(['tooFew', 'failed']) }))
export const ModelChosen = event('classification.modelChosen', z.object({ modelId: z.uuid().nullable(), no: z.int().nullable(), newest: z.boolean() }))
const OfWording = z.object({ wordingId: z.uuid(), categoryCode: z.string() })
/** The words themselves may come from a customer: they are in the dictionary, not here. */
export const WordingProposed = event('classification.wordingProposed', OfWording.extend({ corrections: z.int() }))
export const WordingAdded = event('classification.wordingAdded', OfWording)
export const WordingAccepted = event('classification.wordingAccepted', OfWording)
export const WordingDeclined = event('classification.wordingDeclined', OfWording)
