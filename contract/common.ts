import { z } from 'zod'
import { refusal } from './endpoint.ts'

export const LOCALES = ['zh-CN', 'zh-Hant', 'en'] as const
export const Locale = z.enum(LOCALES)
export type Locale = z.infer<typeof Locale>

/** Pack and policy texts: the same words in three locales beside a stable code. */
export const Words = z.strictObject({ 'zh-CN': z.string(), 'zh-Hant': z.string(), en: z.string() })
export type Words = z.infer<typeof Words>

export const Id = z.uuid()
/** RFC 3339 with offset. */
export const Instant = z.iso.datetime({ offset: true })
/** A calendar day, `2026-11-22`. */
export const Day = z.iso.date()
/** What the clock on the wall shows, `09:30`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** More than any sum there is: ten thousand million yuan; a limit of this is none. */
export const MOST_FEN = 1_000_000_000_000
/** Exact money: integer fen, 1 yuan = 100 fen. */
export const Fen = z.int().nonnegative().max(MOST_FEN)
export const Code = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/)

const storable = (value: string) => !value.includes('\u0000') && value.isWellFormed()

/** Text kept byte for byte; only what PostgreSQL cannot store (NUL, half surrogates) is refused. */
export const text = (most: number) => z.string().min(1).max(most).refine(storable, { params: { word: 'unstorable' } })
export const optionalText = (most: number) => z.string().max(most).refine(storable, { params: { word: 'unstorable' } })

const MOST_EMAIL = 254
export const Email = z.email().max(MOST_EMAIL)
/** Left empty, or an address that mail could reach. */
export const optionalEmail = optionalText(MOST_EMAIL).refine((value) => value === '' || Email.safeParse(value).success, { params: { word: 'email' }, when: ({ issues }) => issues.length === 0 })

export const LINE = 200
export const PARAGRAPH = 4_000
export const LETTER = 20_000

export const PersonRef = z.object({ id: Id, name: z.string() })
export type PersonRef = z.infer<typeof PersonRef>

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const FileRef = z.object({ id: Id, name: z.string(), mediaType: z.string(), bytes: z.int() })
export type FileRef = z.infer<typeof FileRef>

export const Nothing = z.strictObject({})
export const Done = z.object({ done: z.literal(true) })

export const notSignedIn = refusal('identity/not-signed-in', 401)
export const notAllowed = refusal('identity/not-allowed', 403)
export const notFound = refusal('kernel/not-found', 404)
export const staleVersion = refusal('kernel/stale-version', 409)
export const invalidInput = refusal('kernel/invalid-input', 422)
export const tooMany = refusal('kernel/too-many-requests', 429)
/** A question that would read too much to be answered in time. */
export const tooWide = refusal('kernel/too-wide', 422)
export const tooLarge = refusal('kernel/too-large', 413)
export const malformed = refusal('kernel/malformed', 400)
export const idempotencyMismatch = refusal('idempotency/mismatch', 409)

const Term = z.strictObject({ one: Words, many: Words })
/** Own words for values of ours, by enumeration and value: `remedyKind` → `rework` → 补拍. */
export const OwnWords = z.record(z.string(), z.record(z.string(), Words))
export type OwnWords = z.infer<typeof OwnWords>
/** What an industry calls its customers, its goods and its orders, and values that have a name of their own there. Chinese has one form, English two. */
export const Terms = z.strictObject({ customer: Term, product: Term, order: Term, values: OwnWords.optional() })
export type Terms = z.infer<typeof Terms>
