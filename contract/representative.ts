import { z } from 'zod'
import { Day, FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, optionalEmail, optionalText, text } from './common.ts'
import { refusal } from './endpoint.ts'

export const noRepresentative = refusal('complaint/no-representative', 409)
/** Neither the paper nor a reason to do without it: nothing is disclosed to them and nothing agreed with them yet. */
export const authorityMissing = refusal('complaint/authority-missing', 409)

const Said = { name: text(LINE).meta({ personal: true }), phone: optionalText(40).nullable().optional().meta({ personal: true }), email: optionalEmail.nullable().optional().meta({ personal: true }), /** 配偶, 子女, 律师 … in the words of who writes it down. */ relation: text(LINE) }
const Authority = { fileId: Id, scope: text(PARAGRAPH), /** The last day; without one until it is taken back. */ untilOn: Day.nullable().optional() }

/** Whoever complains for another (A17), at registration: with the paper, where it is at hand. */
export const RepresentativeInput = z.strictObject({ ...Said, authority: z.strictObject(Authority).nullable().optional() })
export type RepresentativeInput = z.infer<typeof RepresentativeInput>

/** `missing`: not shown yet; `expired`: shown, and its last day is over. */
export const AuthorityStanding = z.enum(['shown', 'waived', 'missing', 'expired'])
export type AuthorityStanding = z.infer<typeof AuthorityStanding>

export const Representative = z.object({
  id: Id, name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), relation: z.string(), standing: AuthorityStanding,
  scope: z.string().nullable(), untilOn: z.string().nullable(), file: FileRef.nullable(), shownAt: Instant.nullable(), waived: z.object({ reason: z.string(), by: PersonRef.nullable() }).nullable(), namedBy: PersonRef.nullable(), namedAt: Instant,
})
export type Representative = z.infer<typeof Representative>

/** Another name takes the place of the one before. */
export const NameRepresentative = z.strictObject({ id: Id, ...Said })
export const ShowAuthority = z.strictObject({ id: Id, ...Authority })
export const WaiveAuthority = z.strictObject({ id: Id, reason: text(LINE) })
export const EndRepresentation = z.strictObject({ id: Id, reason: text(LINE) })
