import { z } from 'zod'
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
export const AbsenceRecorded = event('identity.absenceRecorded', z.object({ personId: z.uuid(), deputyId: z.uuid(), from: z.string(), until: z.string() }))
export const AbsenceCancelled = event('identity.absenceCancelled', z.object({ personId: z.uuid(), deputyId: z.uuid(), from: z.string(), until: z.string() }))
export const SignedIn = event('identity.signedIn', Who)
export const SignedOut = event('identity.signedOut', Who)
export const SignInFailed = event('identity.signInFailed', z.object({ personId: z.uuid(), failures: z.int(), locked: z.boolean() }))
export const TokenCreated = event('identity.tokenCreated', z.object({ tokenId: z.uuid(), scopes: z.array(z.string()) }))
export const TokenRevoked = event('identity.tokenRevoked', z.object({ tokenId: z.uuid() }))
