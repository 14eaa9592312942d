import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const PhraseAdded = event('knowledge.phraseAdded', z.object({ phraseId: z.uuid(), situation: z.string() }))
