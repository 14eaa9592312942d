import { z } from 'zod'
import { AwayWay } from '#contract/absence.ts'
import { event } from '#kernel/event.ts'

const Who = z.object({ personId: z.uuid() })

export const OrganizationFounded = event('identity.organizationFounded', z.object({ pack: z.string() }))
export const UnitCreated = event('identity.unitCreated', z.object({ unitId: z.uuid(), code: z.string() }))
export const UnitChanged = event('identity.unitChanged', z.object({ unitId: z.uuid(), code: z.string() }))
export const UnitRetired = event('identity.unitRetired', z.object({ unitId: z.uuid() }))
export const UnitRestored = event('identity.unitRestored', z.object({ unitId: z.uuid() }))
export const PositionCreated = event('identity.positionCreated', z.object({ positionId: z.uuid(), code: z.string(), unitId: z.uuid() }))
export const PositionRetired = event('identity.positionRetired', z.object({ positionId: z.uuid(), code: z.string(), unitId: z.uuid() }))
export const PositionRestored = event('identity.positionRestored', z.object({ positionId: z.uuid(), code: z.string(), unitId: z.uuid() }))
export const PersonJoined = event('identity.personJoined', z.object({ personId: z.uuid(), positionCode: z.string(), unitId: z.uuid() }))
export const PersonChanged = event('identity.personChanged', Who)
export const PersonRetired = event('identity.personRetired', Who)
const OfAbsence = Who.extend({ deputyId: z.uuid().nullable(), from: z.string(), until: z.string() })
export const AbsenceRecorded = event('identity.absenceRecorded', OfAbsence)
export const AbsenceCancelled = event('identity.absenceCancelled', OfAbsence)
/** Who is away from today on. `before`: what falls due earlier than that cannot wait for them; null: nothing can. */
export const AbsenceBegan = event('identity.absenceBegan', OfAbsence.extend({ absenceId: z.uuid(), before: z.string().nullable(), way: AwayWay }))
/** `stillAway`: another absence that goes on; nobody is back yet. */
export const AbsenceEnded = event('identity.absenceEnded', Who.extend({ absenceId: z.uuid(), comesBack: z.boolean(), stillAway: z.uuid().nullable() }))
/**
 * What lies with a person and falls due before then (null: all of it) goes to another one, or back to the unit (null). Every module in which something
 * lies with a person listens, and moves what is its own.
 */
export const WorkPassed = event('identity.workPassed', z.object({ fromId: z.uuid(), toId: z.uuid().nullable(), before: z.string().nullable(), absenceId: z.uuid().nullable(), passedWhy: z.enum(['away', 'left']) }))
export const AwayRuleSet = event('identity.awayRuleSet', z.object({ way: AwayWay }))
export const SignedIn = event('identity.signedIn', Who)
export const SignedOut = event('identity.signedOut', Who)
export const SignInFailed = event('identity.signInFailed', z.object({ personId: z.uuid(), failures: z.int(), locked: z.boolean() }))
export const TokenCreated = event('identity.tokenCreated', z.object({ tokenId: z.uuid(), scopes: z.array(z.string()) }))
export const TokenRevoked = event('identity.tokenRevoked', z.object({ tokenId: z.uuid() }))
