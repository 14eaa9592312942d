import { z } from 'zod'
import { Code, FileRef, Id, Instant, LETTER, LINE, Locale, PARAGRAPH, Words, optionalEmail, optionalText, text } from './common.ts'
import { refusal } from './endpoint.ts'
import { PartyKind } from './outsider.ts'
import { secretLink } from './secret-link.ts'

/** What is written to an outsider names the customer, or a number of theirs, which was not released. */
export const tellsWho = refusal('liaison/tells-who', 422)
export const releaseUnexplained = refusal('liaison/release-unexplained', 422)
/** Not there, kept from outsiders, or of another part of the form. */
export const notReleasable = refusal('liaison/not-releasable', 422)
export const notLeading = refusal('liaison/not-leading', 403)
export const noMailAddress = refusal('liaison/no-mail-address', 409)
export const cannotMail = refusal('liaison/cannot-mail', 409)
export const nothingAsked = refusal('liaison/nothing-asked', 409)
export const repliedAlready = refusal('liaison/replied-already', 409)

/** `code`: `product`, `lot`, `order`, `demand`, `customerName`, `customerPhone`, or a field of the form. */
export const Released = z.object({ code: z.string(), label: Words, value: z.string() })
export type Released = z.infer<typeof Released>
/** What tells who complains is released with a reason only. */
export const TELLS_WHO: readonly string[] = ['customerName', 'customerPhone']

/** `reminder`, `reply`, `again`: by mail too, because it is due, a question was answered, or they are asked once more. */
export const LinkWay = z.enum(['mail', 'copy', 'reminder', 'reply', 'again'])
export type LinkWay = z.infer<typeof LinkWay>
export const PartyLink = secretLink(LinkWay)
export const PartyQuestion = z.object({ id: Id, text: z.string(), askedBy: z.string(), askedAt: Instant, reply: z.string().nullable(), repliedBy: z.string().nullable(), repliedAt: Instant.nullable() })
export type PartyQuestion = z.infer<typeof PartyQuestion>

export const Party = z.object({
  id: Id, version: z.int(), kind: PartyKind, name: z.string(), contact: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), locale: Locale,
  matter: z.string(), shown: z.array(Released), asks: z.array(z.string()), files: z.array(FileRef), releaseReason: z.string().nullable(), links: z.array(PartyLink), questions: z.array(PartyQuestion), may: z.record(z.string(), z.string().nullable()),
})
export type Party = z.infer<typeof Party>

/** So many files go along. */
const MOST_FILES = 20
const MOST_RELEASED = 60
/** What an outsider sees and answers. */
export const Release = {
  /** What it is about, in words meant for them. */ matter: text(LETTER), shows: z.array(z.string().max(40)).max(MOST_RELEASED).default([]), /** Fields of the part that answers. */ asks: z.array(Code).max(MOST_RELEASED).default([]), fileIds: z.array(Id).max(MOST_FILES).default([]),
  /** Why they may know who complains. */ reason: optionalText(PARAGRAPH).default(''),
}
export const Whom = {
  kind: PartyKind, name: text(LINE), contact: optionalText(LINE).nullable().default(null), email: optionalEmail.nullable().default(null), phone: optionalText(LINE).nullable().default(null), /** The language they are written to in. */ locale: Locale,
}
