import { z } from 'zod'
import { Id, LINE, Nothing, PersonRef, Words, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

/** Whom a case is about does not work on it, nor who answers to them. */
export const notIndependent = refusal('complaint/not-independent', 422)
/** Everybody who could look after the case answers to whom it is about. */
export const nobodyIndependent = refusal('complaint/nobody-independent', 409)
export const accusedAlready = refusal('complaint/accused-already', 409)
export const notAccused = refusal('complaint/not-accused', 409)
export const personUnknown = refusal('complaint/person-unknown', 422)
/** Apart, each is kept from others; together, one would be told what is kept from them. */
export const accusedDiffer = refusal('complaint/accused-differ', 409)

/** Members of staff a complaint is about. */
export const AccusedIds = z.array(Id).max(10)

export const Accuse = z.strictObject({ id: Id, personIds: AccusedIds.min(1), reason: text(LINE) })
export const ClearAccused = z.strictObject({ id: Id, personId: Id, reason: text(LINE) })

/** Whom a case is about; `apart`: who is not to work on it, they and everybody who answers to them. */
export const About = z.object({ people: z.array(PersonRef.extend({ reason: z.string() })), apart: z.array(Id) })

/** What became of the case: who owns it now, whether it was handed on for that, and whether whoever asked still sees it. */
export const Kept = z.object({ complaintId: Id, owner: PersonRef.nullable(), handedOn: z.boolean(), seen: z.boolean() })
export type Kept = z.infer<typeof Kept>
/** The same, as registering answers it. */
export const KeptAtOnce = Kept.pick({ owner: true, handedOn: true, seen: true })
export type KeptAtOnce = z.infer<typeof KeptAtOnce>

/** `open`: everybody who works on the case sees who complains. `protected`: the firm knows, few of us do. `anonymous`: nobody does; number and code are the only way between us. */
export const Identity = z.enum(['open', 'protected', 'anonymous'])
export type Identity = z.infer<typeof Identity>
/** Who complains is for those alone whose post says so. */
export const identityKept = refusal('complaint/identity-kept', 403)
export const isAnonymous = refusal('complaint/is-anonymous', 409)
export const notProtected = refusal('complaint/not-protected', 409)
export const identityAlready = refusal('complaint/identity-already', 409)
/** Known by this name in another case that was taken into this one, or the other way round. */
export const identityMerged = refusal('complaint/identity-merged', 409)

export const ShowComplainant = z.strictObject({ id: Id, reason: text(LINE) })
export const Complainant = z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), memberNumber: z.string().nullable(), address: z.string().nullable(), customerId: Id.nullable() })
/** What a look says: who it is, and who speaks for them. */
export const Shown = Complainant.extend({ representative: z.object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }).nullable() })
export type Shown = z.infer<typeof Shown>
/** Asked for by the complainant, at any time; lifted by them too. */
export const ChangeIdentity = z.strictObject({ id: Id, identity: Identity.exclude(['anonymous']), reason: text(LINE) })

/** Who may see who complains where that is protected. */
export const IdentityRule = z.object({ ownerSees: z.boolean(), roles: z.array(z.object({ code: z.string(), label: Words })), may: z.boolean() })
export const identityRule = endpoint('GET /identity-rule', Nothing, IdentityRule)
export const changeIdentityRule = endpoint('PUT /identity-rule', z.strictObject({ ownerSees: z.boolean() }), IdentityRule)
