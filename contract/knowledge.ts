import { z } from 'zod'
import { Done, Id, LETTER, LINE, PARAGRAPH, Words, optionalText, page, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { ItemCode, OwnWording } from './own.ts'
import { Situation, Stage, Temperament } from './packs.ts'

export const PhraseView = z.object({ id: z.string(), situation: Situation, temperament: Temperament.nullable(), step: Stage.nullable(), text: Words, favourite: z.boolean(), own: z.boolean() })
export type PhraseView = z.infer<typeof PhraseView>
export const phrases = endpoint('GET /phrases', z.strictObject({ situation: Situation.optional(), temperament: Temperament.optional(), step: Stage.optional(), q: z.string().max(LINE).optional() }), page(PhraseView))
export const addPhrase = endpoint('POST /phrases', z.strictObject({ situation: Situation, text: text(PARAGRAPH), temperament: Temperament.optional() }), z.object({ id: Id }), { status: 201 })
export const markFavourite = endpoint('PUT /phrases/:phraseId/favourite', z.strictObject({ phraseId: z.string().max(80), favourite: z.boolean() }), Done)
/** Words that go out from nobody: what they are, why, and what to write instead. */
export const stoppedWords = refusal('knowledge/stopped-words', 422)
/** K1, G8: wording of an outgoing text that must not leave (`stop`), or only with a reason (`warn`), with where it stands, why, on what ground, and what to say instead. */
export const Flag = z.object({ code: z.string(), level: z.enum(['stop', 'warn']), found: z.string(), from: z.int(), to: z.int(), why: Words, basis: Words.nullable(), instead: Words })
export type Flag = z.infer<typeof Flag>
export const check = endpoint('POST /phrases/check', z.strictObject({ text: optionalText(LETTER) }), z.object({ flags: z.array(Flag) }))
/** What a text would run into if a rule said what is being typed. `code`: of the rule it takes the place of; null: a new one. */
export const tryWording = endpoint('POST /phrases/try', z.strictObject({ text: optionalText(LETTER), code: ItemCode.nullable(), content: OwnWording }), z.object({ flags: z.array(Flag) }))
