import { z } from 'zod'
import { Code, Done, Fen, Id, Instant, LETTER, LINE, Nothing, PARAGRAPH, PersonRef, notFound, optionalText, page, text } from './common.ts'
import { About, unknownCategory } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Channel, Nature, Urgency } from './packs.ts'

export const learningAlready = refusal('classification/learning-already', 409)
export const tooFewCases = refusal('classification/too-few-cases', 409)
export const wordingKnown = refusal('classification/wording-known', 409)
export const wordingDecided = refusal('classification/wording-decided', 409)
export const tooManyWordings = refusal('classification/too-many-wordings', 409)

/** `model`: learnt from closed cases, its confidence measured; `words`: words of the pack and of the dictionary stand in the text. */
const By = z.enum(['model', 'words'])
const Confidence = z.number().min(0).max(1)
const Backing = { confidence: Confidence, by: By, /** Words of the text that made it. */ words: z.array(z.string()) }
export const SuggestedCategory = z.object({ code: z.string(), ...Backing })
export type SuggestedCategory = z.infer<typeof SuggestedCategory>

/**
 * What is likely about a text: categories, nature and urgency, each with the words that made it. Urgency is what the rules say, with their reason;
 * `urgencyLearnt` is given where closed cases speak for more. Nothing of it is applied by itself.
 */
export const suggest = endpoint('POST /complaints/suggest', z.strictObject({ text: optionalText(LETTER), wants: optionalText(PARAGRAPH).optional(), channel: Channel.optional(), claimFen: Fen.nullable().optional(), customerId: Id.optional(), /** Tells whether a known customer comes again with the same matter. */ about: About.optional() }), z.object({
  urgency: Urgency, urgencyRule: z.string(), why: z.string(), categories: z.array(SuggestedCategory),
  nature: z.object({ value: Nature, ...Backing }).nullable(), urgencyLearnt: z.object({ value: Urgency, ...Backing }).nullable(),
  /** The model that was asked; null while words alone are. */
  modelId: Id.nullable(),
}))

const OfClass = z.object({ code: z.string(), cases: z.int(), precision: z.number(), recall: z.number(), f1: z.number() })
/** How good answers to one question are on cases the model had not seen. */
export const QuestionReport = z.object({
  /** Whether the model answers this question; if not, `why`. */
  learnt: z.boolean(), why: z.enum(['tooFew', 'unsure', 'noBetter']).nullable(),
  cases: z.int(), classes: z.array(OfClass), /** Examples of what is too rare to be learnt. */ left: z.int(),
  accuracy: z.number(), macroF1: z.number(), /** Words and rules alone, asked about the same examples. */ before: z.object({ accuracy: z.number(), macroF1: z.number() }),
  confusions: z.array(z.object({ was: z.string(), said: z.string(), cases: z.int() })),
  /** Of what was said with a confidence between two, how often it was right. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), cases: z.int(), confidence: z.number(), right: z.number() })), calibrationError: z.number(),
  /** Below it nothing is said; the share of texts that get an answer, and how often that is right. */
  threshold: z.number().nullable(), answered: z.number(), rightWhenAnswered: z.number(),
})
export type QuestionReport = z.infer<typeof QuestionReport>
export const Report = z.object({ category: QuestionReport, nature: QuestionReport, urgency: QuestionReport })
export type Report = z.infer<typeof Report>

export const ModelSummary = z.object({ id: Id, no: z.int(), learntAt: Instant, /** Points of closed cases it was learnt from. */ cases: z.int(), bytes: z.int(), askedBy: PersonRef.nullable(), macroF1: z.number(), report: Report })
export type ModelSummary = z.infer<typeof ModelSummary>

/** What suggestions are made of now, and what would be learnt from. */
export const Learning = z.object({
  state: z.enum(['idle', 'asked', 'learning']), problem: z.enum(['tooFew', 'failed']).nullable(),
  /** Points of closed cases with a category; those closed since the last learning; how many are needed to begin, and until it is learnt anew by itself. */
  cases: z.int(), newCases: z.int(), needed: z.int(), nextAfter: z.int(),
  /** The model asked now; null: words alone. `chosen`: somebody chose so, and newer models wait. */
  modelId: Id.nullable(), chosen: z.boolean(), models: z.array(ModelSummary),
})
export type Learning = z.infer<typeof Learning>

export const learning = endpoint('GET /classification', Nothing, Learning)
/** Learns now from all closed cases; done by a job, see `state`. */
export const train = endpoint('POST /classification/train', Nothing, Learning, { refuses: [learningAlready, tooFewCases] })
/** Goes back to an earlier model, or (null) to words alone. `newest`: the latest, and those that come. */
export const useModel = endpoint('POST /classification/use', z.strictObject({ model: z.union([Id, z.enum(['newest'])]).nullable() }), Learning, { refuses: [notFound] })

export const WordingState = z.enum(['proposed', 'accepted', 'declined'])
export type WordingState = z.infer<typeof WordingState>
/** How customers say it → what it is called with us. */
export const Wording = z.object({
  id: Id, phrase: z.string(), categoryCode: z.string(), state: WordingState, source: z.enum(['correction', 'person']),
  /** In how many corrected cases it stood, and in how many of other categories it stands. */
  corrections: z.int(), elsewhere: z.int(), examples: z.array(z.object({ complaintId: Id, number: z.string(), text: z.string() })),
  at: Instant, decidedBy: PersonRef.nullable(), decidedAt: Instant.nullable(),
})
export type Wording = z.infer<typeof Wording>

const Phrase = text(40).min(2)
export const wordings = endpoint('GET /wordings', z.strictObject({ state: WordingState.optional(), categoryCode: Code.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Wording))
export const addWording = endpoint('POST /wordings', z.strictObject({ phrase: Phrase, categoryCode: Code }), z.object({ id: Id }), { status: 201, refuses: [unknownCategory, wordingKnown, tooManyWordings] })
/** A proposal is taken into the dictionary, to the category it was proposed for or another. */
export const acceptWording = endpoint('POST /wordings/:id/accept', z.strictObject({ id: Id, categoryCode: Code.optional() }), Done, { refuses: [unknownCategory, wordingDecided, wordingKnown, tooManyWordings] })
/** A proposal is not taken, or an entry is taken out; it is not proposed again. */
export const declineWording = endpoint('POST /wordings/:id/decline', z.strictObject({ id: Id }), Done, { refuses: [wordingDecided] })
