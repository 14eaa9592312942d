import { z } from 'zod'
import { Day, Id, Instant, LINE, Locale, PARAGRAPH, PersonRef, optionalEmail, optionalText, page, staleVersion, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const outsiderKnown = refusal('outsider/known', 409)
export const outsiderRetired = refusal('outsider/retired', 409)

/** What somebody outside of the organisation is to us. */
export const PartyKind = z.enum(['supplier', 'carrier', 'installer', 'laboratory', 'appraiser', 'company'])
export type PartyKind = z.infer<typeof PartyKind>

const Fields = z.strictObject({
  kind: PartyKind, name: text(LINE).refine((name) => name.trim() !== '', { params: { word: 'required' } }), contact: optionalText(LINE).nullable().default(null), email: optionalEmail.nullable().default(null), phone: optionalText(LINE).nullable().default(null), address: optionalText(LINE).nullable().default(null),
  /** The language they are written to in. */ locale: Locale.default('zh-CN'), note: optionalText(PARAGRAPH).nullable().default(null),
  /** The number under which a laboratory or appraiser is accredited, and its last day. */ accreditation: optionalText(LINE).nullable().default(null), accreditedUntil: Day.nullable().default(null),
})
export type OutsiderFields = z.output<typeof Fields>

export const Outsider = z.object({
  id: Id, version: z.int(), kind: PartyKind, name: z.string(), contact: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable(), locale: Locale, note: z.string().nullable(), accreditation: z.string().nullable(), accreditedUntil: Day.nullable(), retired: z.boolean(), made: z.object({ by: PersonRef.nullable(), at: Instant }),
})
export type Outsider = z.infer<typeof Outsider>

/** Firms and people outside that come again, by name. `q`: name, contact, number. */
export const outsiders = endpoint('GET /outsiders', z.strictObject({ kind: PartyKind.optional(), retired: z.enum(['1']).optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Outsider))
export const addOutsider = endpoint('POST /outsiders', Fields, Outsider, { status: 201, refuses: [outsiderKnown] })
export const changeOutsider = endpoint('PUT /outsiders/:id', Fields.extend({ id: Id, version: z.int() }), Outsider, { refuses: [outsiderKnown, outsiderRetired, staleVersion] })
/** Not chosen any more; what names them keeps them. */
export const retireOutsider = endpoint('POST /outsiders/:id/retire', z.strictObject({ id: Id }), Outsider)
export const restoreOutsider = endpoint('POST /outsiders/:id/restore', z.strictObject({ id: Id }), Outsider, { refuses: [outsiderKnown] })
