import { z } from 'zod'
import { Code, Day, Done, Email, Id, Instant, LINE, Locale, notFound, Nothing, optionalText, page, PersonRef, Terms, text, tooMany, Words } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const wrongSignIn = refusal('identity/wrong-sign-in', 401)
export const lockedOut = refusal('identity/locked-out', 429)
/** More requests in a minute than the token may make. */
export const tooManyCalls = refusal('identity/too-many-calls', 429)
export const csrfMissing = refusal('identity/csrf', 403)
export const emailTaken = refusal('identity/email-taken', 409)
export const unknownPosition = refusal('identity/unknown-position', 422)
export const unitCodeTaken = refusal('identity/unit-code-taken', 409)
export const unitLoop = refusal('identity/unit-loop', 422)
export const unitInUse = refusal('identity/unit-in-use', 409)
export const lastAdministrator = refusal('identity/last-administrator', 409)
export const alreadySetUp = refusal('identity/already-set-up', 409)
export const unknownPack = refusal('identity/unknown-pack', 422)
export const wrongPassword = refusal('identity/wrong-password', 422)
export const deputyIsSelf = refusal('identity/deputy-is-self', 422)
/** Nobody gives, or takes hold of, more than they have themselves. */
export const aboveYourself = refusal('identity/above-yourself', 403)
export const absenceNotYours = refusal('identity/absence-not-yours', 403)
/** A unit comes back only below one that is there, a post only in one. */
export const parentRetired = refusal('identity/parent-retired', 409)
export const positionHeld = refusal('identity/position-held', 409)
/** Contributed by the later modules: a unit or person with open work stays. */
export const openCases = refusal('identity/open-cases', 409)
export const openPromises = refusal('identity/open-promises', 409)
export const openOpinions = refusal('identity/open-opinions', 409)
export const openTasks = refusal('identity/open-tasks', 409)

/** Length alone (NIST SP 800-63B): at least 8 characters, no composition rules. */
const Password = z.string().min(8).max(200)

export const SignedIn = z.object({
  person: z.object({
    id: Id,
    name: z.string(),
    email: z.string(),
    locale: Locale,
    permissions: z.array(z.string()),
    phone: z.string().nullable(),
    unitId: Id.nullable(),
    unitName: z.string().nullable(),
    positionCodes: z.array(z.string()),
    /** Of the first position held, in the reader's language. */
    positionName: z.string().nullable(),
  }),
  organization: z.object({ id: Id, name: z.string(), pack: z.string(), timeZone: z.string(), terms: Terms.nullable() }),
  csrfToken: z.string(),
})
export type SignedIn = z.infer<typeof SignedIn>

export const signIn = endpoint('POST /session', z.strictObject({ email: z.string().max(254), password: z.string().max(200) }), SignedIn, {
  open: true, refuses: [wrongSignIn, lockedOut, tooMany],
})
export const whoAmI = endpoint('GET /session', Nothing, SignedIn)
export const signOut = endpoint('DELETE /session', Nothing, Done)

export const changeMe = endpoint(
  'PUT /me',
  z.strictObject({ locale: Locale.optional(), phone: optionalText(40).nullable().optional(), password: z.strictObject({ current: z.string().max(200), next: Password }).optional() }),
  SignedIn, { refuses: [wrongPassword] },
)

/** Requests a minute that a token may make, unless it is given more or fewer. */
export const TOKEN_RATE = 600
const RateLimit = z.int().min(1).max(600_000)
export const createToken = endpoint('POST /tokens', z.strictObject({ name: text(LINE), scopes: z.array(text(60)).min(1).max(50), rateLimit: RateLimit.optional() }), z.object({ id: Id, token: z.string() }), { status: 201 })
export const tokens = endpoint('GET /tokens', Nothing, page(z.object({ id: Id, name: z.string(), scopes: z.array(z.string()), rateLimit: z.int(), createdAt: Instant, lastUsedAt: Instant.nullable() })))
export const revokeToken = endpoint('POST /tokens/:id/revoke', z.strictObject({ id: Id }), Done)

export const UnitKind = z.enum(['headquarters', 'region', 'shop', 'plant', 'department', 'quality', 'finance', 'management', 'service', 'workshop'])
export type UnitKind = z.infer<typeof UnitKind>
const UnitFields = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{1,10}$/), name: text(LINE), kind: UnitKind, parentId: Id.nullable(),
  timeZone: text(60).optional(), phone: optionalText(40).nullable().optional(), address: optionalText(LINE).nullable().optional(),
})
export const Unit = z.object({
  id: Id, code: z.string(), name: z.string(), kind: UnitKind, parentId: Id.nullable(), timeZone: z.string(),
  phone: z.string().nullable(), address: z.string().nullable(), retired: z.boolean(),
})
export type Unit = z.infer<typeof Unit>
/** `retired`: those that were retired too. */
const Retired = z.strictObject({ retired: z.enum(['1']).optional() })
export const units = endpoint('GET /units', Retired, page(Unit))
export const createUnit = endpoint('POST /units', UnitFields, Unit, { status: 201, refuses: [unitCodeTaken, notFound] })
export const changeUnit = endpoint('PUT /units/:id', UnitFields.extend({ id: Id }), Unit, { refuses: [unitCodeTaken, unitLoop] })
export const retireUnit = endpoint('POST /units/:id/retire', z.strictObject({ id: Id }), Done, { refuses: [unitInUse, openCases, openTasks] })
export const restoreUnit = endpoint('POST /units/:id/restore', z.strictObject({ id: Id }), Unit, { refuses: [parentRetired] })

/** A named post in a unit: `code` is the pack's position, which carries role and authority. */
export const Position = z.object({ id: Id, code: z.string(), unitId: Id, name: z.string(), role: z.string(), holders: z.array(PersonRef), retired: z.boolean() })
export type Position = z.infer<typeof Position>
export const positions = endpoint('GET /positions', Retired, page(Position))
export const createPosition = endpoint('POST /positions', z.strictObject({ unitId: Id, code: Code }), Position, { status: 201, refuses: [unknownPosition, notFound] })
/** A post that nobody holds goes; who held it once is still known. */
export const retirePosition = endpoint('POST /positions/:id/retire', z.strictObject({ id: Id }), Done, { refuses: [positionHeld] })
export const restorePosition = endpoint('POST /positions/:id/restore', z.strictObject({ id: Id }), Position, { refuses: [parentRetired] })

const PersonFields = z.strictObject({ name: text(LINE), email: Email, unitId: Id, positionCode: Code, phone: optionalText(40).nullable().optional(), locale: Locale.optional() })
export const Person = z.object({
  id: Id, name: z.string(), email: z.string(), phone: z.string().nullable(), unitId: Id.nullable(), unitName: z.string().nullable(),
  positionCode: z.string().nullable(), positionName: z.string().nullable(), retired: z.boolean(),
  absence: z.object({ id: Id, from: Day, until: Day, /** Null: nobody stands in. */ deputy: PersonRef.nullable(), comesBack: z.boolean() }).nullable(),
})
export type Person = z.infer<typeof Person>
export const people = endpoint('GET /people', z.strictObject({ q: z.string().max(LINE).optional(), unitId: Id.optional() }), page(Person))
export const createPerson = endpoint('POST /people', PersonFields.extend({ password: Password }), z.object({ id: Id }), { status: 201, refuses: [emailTaken, unknownPosition, aboveYourself] })
export const changePerson = endpoint('PUT /people/:id', PersonFields.extend({ id: Id, password: Password.optional() }), Person, { refuses: [emailTaken, unknownPosition, lastAdministrator, aboveYourself] })
export const retirePerson = endpoint('POST /people/:id/retire', z.strictObject({ id: Id }), Done, { refuses: [lastAdministrator, aboveYourself, openCases, openPromises, openOpinions, openTasks] })
/** `deputyId`: who stands in; without one all that lies with them is looked at, not only what falls due meanwhile. `comesBack`: cases that went on to others are given back at the end. */
export const recordAbsence = endpoint('POST /people/:id/absence', z.strictObject({ id: Id, from: Day, until: Day, deputyId: Id.nullable().optional(), comesBack: z.boolean().optional() }), Person, { refuses: [deputyIsSelf, aboveYourself, absenceNotYours] })
/** Ends a deputy's authority at once, or before it began; what they decided stands. Cases that went on come back where that was chosen. */
export const cancelAbsence = endpoint('POST /people/:id/absence/cancel', z.strictObject({ id: Id, absenceId: Id }), Person, { refuses: [absenceNotYours] })

export const PackSummary = z.object({ code: z.string(), name: Words, description: Words })
export const firstRun = endpoint('GET /first-run', Nothing, z.object({ needed: z.boolean(), packs: z.array(PackSummary) }), { open: true })
export const setUp = endpoint(
  'POST /first-run',
  z.strictObject({ locale: Locale, pack: Code, organization: text(LINE), name: text(LINE), email: Email, password: Password }),
  SignedIn, { status: 201, open: true, refuses: [alreadySetUp, unknownPack] },
)
/** "Look around in a demo": a believable organisation with people, a year of cases and one case in every stage. It takes up to a minute. */
export const setUpDemo = endpoint('POST /first-run/demo', z.strictObject({ locale: Locale, pack: Code }), SignedIn, { status: 201, open: true, refuses: [alreadySetUp, unknownPack] })
/** Which share of a demo is made, from 0 to 1; null: none is being made. */
export const demoProgress = endpoint('GET /first-run/demo', Nothing, z.object({ share: z.number().min(0).max(1).nullable() }), { open: true })
