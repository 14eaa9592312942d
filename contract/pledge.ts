import { z } from 'zod'
import { Done, Id, Instant, LETTER, LINE, Locale, Nothing, PersonRef, Words, notFound, optionalEmail, optionalText, page, staleVersion } from './common.ts'
import { needsApproval } from './commitment-refusals.ts'
import { stoppedWords } from './knowledge.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'

export const nameTaken = refusal('pledge/name-taken', 409)
export const nothingPledged = refusal('pledge/nothing-pledged', 422)
export const notWritten = refusal('pledge/not-written', 409)
export const storyEmpty = refusal('pledge/story-empty', 422)
export const storyPublished = refusal('pledge/story-published', 409)
export const notAPicture = refusal('pledge/not-a-picture', 422)
export const linkUnknown = refusal('pledge/link-unknown', 422)
export const noSuchPage = refusal('pledge/no-such-page', 404)

/** Stands in the address: small letters, digits and hyphens. */
export const PageName = z.string().regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/)
const Texts = z.strictObject({ 'zh-CN': optionalText(LETTER), 'zh-Hant': optionalText(LETTER), en: optionalText(LETTER) })
const Short = z.strictObject({ 'zh-CN': optionalText(LINE), 'zh-Hant': optionalText(LINE), en: optionalText(LINE) })

/** Which parts the page has. `unitIds`: the shops and offices that are named; none: all that have a telephone or an address. */
export const Shows = z.strictObject({
  unitIds: z.array(Id).max(500), email: optionalEmail, post: optionalText(LINE), /** Codes of the pack's ways outside. */ outside: z.array(z.string().max(40)).max(20),
  figures: z.boolean(), stories: z.boolean(), meetings: z.boolean(),
})
export type Shows = z.infer<typeof Shows>

const Share = z.object({ of: z.int(), percent: z.int().min(0).max(100) })
/** Of the twelve months before they were counted. Fewer than five of anything are not told: `null`. */
export const PublicFigures = z.object({
  from: z.iso.date(), until: z.iso.date(), closed: z.int().nullable(), inTime: Share.nullable(), medianDays: z.number().nullable(), satisfied: Share.nullable(),
  categories: z.array(z.object({ label: Words, count: z.int() })),
})
export type PublicFigures = z.infer<typeof PublicFigures>

export const Outside = z.object({ code: z.string(), label: Words, about: Words, contact: z.string() })
/** As those who look after it see it. `draft`: what the pack would say; nothing is kept before somebody saves it. */
export const Page = z.object({
  name: z.string(), texts: Texts, shows: Shows, publishedAt: Instant.nullable(), address: z.string(), changedBy: PersonRef.nullable(), changedAt: Instant.nullable(), version: z.int(),
  figures: PublicFigures.nullable(), countedAt: Instant.nullable(), outside: z.array(Outside), written: z.boolean(),
})
export type Page = z.infer<typeof Page>
/** What everybody reads: nobody is asked for a reason. */
const saying = [stoppedWords, needsApproval]
export const ownPage = endpoint('GET /pledge', Nothing, Page)
export const changePage = endpoint('PUT /pledge', z.strictObject({ version: z.int(), name: PageName, texts: Texts, shows: Shows }), Page, { refuses: [nameTaken, staleVersion, nothingPledged, ...saying] })
/** From then on everybody can read it at its address. */
export const publishPage = endpoint('POST /pledge/publish', z.strictObject({ version: z.int() }), Page, { refuses: [staleVersion, notWritten, nothingPledged, ...saying] })
export const withdrawPage = endpoint('POST /pledge/withdraw', Nothing, Page, { refuses: [notWritten] })
/** A PDF to hang up: the pledge, the ways to complain and a QR code that opens the page. */
export const poster = endpoint('GET /pledge/poster', z.strictObject({ locale: Locale.optional() }), z.unknown(), { refuses: [notWritten] })

export const StoryState = z.enum(['draft', 'published'])
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
const StoryLink = z.strictObject({ kind: z.enum(['complaint', 'feedback']), id: Id })
const StoryBody = { month: Month, title: Short, text: Texts, fileId: Id.nullable(), /** Which cases and feedback it came of: for us alone. */ links: z.array(StoryLink).max(50) }
export const Story = z.object({
  id: Id, version: z.int(), state: StoryState, month: z.string(), title: Short, text: Texts, fileId: Id.nullable(), links: z.array(StoryLink.extend({ name: z.string() })),
  writtenBy: PersonRef.nullable(), writtenAt: Instant, publishedBy: PersonRef.nullable(), publishedAt: Instant.nullable(),
})
export type Story = z.infer<typeof Story>
export const stories = endpoint('GET /pledge/stories', z.strictObject({ state: StoryState.optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Story))
export const story = endpoint('GET /pledge/stories/:id', z.strictObject({ id: Id }), Story)
const storyRefusals = [storyEmpty, storyPublished, notAPicture, fileUnknown, linkUnknown, stoppedWords]
export const writeStory = endpoint('POST /pledge/stories', z.strictObject(StoryBody), Story, { status: 201, refuses: storyRefusals })
export const changeStory = endpoint('PUT /pledge/stories/:id', z.strictObject({ ...StoryBody, id: Id, version: z.int() }), Story, { refuses: [...storyRefusals, staleVersion] })
export const publishStory = endpoint('POST /pledge/stories/:id/publish', z.strictObject({ id: Id, version: z.int() }), Story, { refuses: [staleVersion, storyEmpty, ...saying] })
export const withdrawStory = endpoint('POST /pledge/stories/:id/withdraw', z.strictObject({ id: Id, version: z.int() }), Story, { refuses: [staleVersion] })
export const removeStory = endpoint('POST /pledge/stories/:id/remove', z.strictObject({ id: Id }), Done, { refuses: [storyPublished] })
export const storyPicture = endpoint('GET /pledge/stories/:id/picture', z.strictObject({ id: Id }), z.unknown(), { refuses: [notFound] })

const Hours = z.object({ days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])), spans: z.array(z.tuple([z.string(), z.string()])) })
/** What everybody reads. Nothing of any person, case or feedback is in it. */
export const PublicPage = z.object({
  name: z.string(), organization: z.string(), texts: Texts, locale: Locale, email: z.string().nullable(), post: z.string().nullable(), portal: z.string(), /** Where a meeting with a manager is booked. */ meetings: z.boolean(),
  places: z.array(z.object({ id: Id, name: z.string(), phone: z.string().nullable(), address: z.string().nullable(), hours: z.array(Hours), /** Does not open on public holidays. */ holidays: z.boolean() })),
  outside: z.array(Outside), figures: PublicFigures.nullable(),
  stories: z.array(z.object({ id: Id, month: z.string(), title: Short, text: Texts, picture: z.string().nullable() })),
})
export type PublicPage = z.infer<typeof PublicPage>
export const publicPage = endpoint('GET /portal/pages/:name', z.strictObject({ name: z.string().max(60) }), PublicPage, { open: true, refuses: [noSuchPage] })
export const publicPicture = endpoint('GET /portal/pages/:name/pictures/:id', z.strictObject({ name: z.string().max(60), id: Id }), z.unknown(), { open: true, refuses: [noSuchPage] })
