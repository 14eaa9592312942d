import { z } from 'zod'
import { Id, LINE, tooWide } from './common.ts'
import { endpoint } from './endpoint.ts'

/** Where the words of a question stand in a text: begin and end (not included) in UTF-16 units, in order, apart from each other. */
export const Hits = z.array(z.tuple([z.int().nonnegative(), z.int().positive()]))
export type Hits = z.infer<typeof Hits>
/** A text with its hits. */
export const Marked = z.object({ text: z.string(), hits: Hits })
export type Marked = z.infer<typeof Marked>

/** What a search found in a complaint. `snippet`: a piece of the text, where a hit lies beyond what is shown anyway. */
export const Found = z.object({ number: Hits, customerName: Hits, firstWords: Hits, snippet: Marked.nullable() })
export type Found = z.infer<typeof Found>

const group = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), /** There are more than these. */ more: z.boolean() })

const ComplaintHit = z.object({ id: Id, number: Marked, customerName: Marked, state: z.string(), unitName: z.string(), snippet: Marked })
const CustomerHit = z.object({ id: Id, name: Marked, /** Phone, mail or member number with the hit; the phone where none of them has it. */ by: Marked.nullable() })
const PhraseHit = z.object({ id: z.string(), situation: z.string(), /** A piece of it. */ text: Marked, whole: z.string() })
/** Colleagues and units open the complaints they look after. */
const PersonHit = z.object({ id: Id, name: Marked, unitName: z.string().nullable() })
const UnitHit = z.object({ id: Id, name: Marked })
export type ComplaintHit = z.infer<typeof ComplaintHit>
export type CustomerHit = z.infer<typeof CustomerHit>
export type PhraseHit = z.infer<typeof PhraseHit>
export type PersonHit = z.infer<typeof PersonHit>
export type UnitHit = z.infer<typeof UnitHit>

/**
 * One search for everything one may see, newest first in each group; a group that one may not read is empty. Every word has to be there: two characters,
 * the sound or the initials of a name, a piece of a number. Simplified and Traditional, full and half width, capitals and small letters are the same.
 */
export const search = endpoint('GET /search', z.strictObject({ q: z.string().min(1).max(LINE), limit: z.coerce.number().int().min(1).max(20).optional() }), z.object({
  complaints: group(ComplaintHit), customers: group(CustomerHit), phrases: group(PhraseHit), people: group(PersonHit), units: group(UnitHit),
}), { refuses: [tooWide] })
