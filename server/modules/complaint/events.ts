import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { UnitPlace } from '#contract/place.ts'
import { Channel, Nature, Presence, Stage, Urgency } from '#contract/packs.ts'
import { TellBy } from '#contract/tell-by.ts'

const OfCase = z.object({ complaintId: z.uuid() })

export const ComplaintRegistered = event('complaint.registered', OfCase.extend({ number: z.string(), channel: Channel, urgency: Urgency, rule: z.string(), points: z.int(), unitId: z.uuid(), ownerId: z.uuid().nullable(), receivedAt: z.string(), customerId: z.uuid(), recurring: z.boolean(), nature: Nature, presence: Presence.nullable(), departedAt: z.string().nullable(), categories: z.array(z.string()), customerClass: z.string().nullable(), /** Of a complaint that was brought from elsewhere: when it ended there. */ closedAt: z.string().nullable().optional(), /** How much harm, or which fault, was said with it. */ judged: z.boolean().optional(), /** Where a rule sends it, if not the usual way. */ way: z.object({ rule: z.string(), place: UnitPlace, owner: z.string().nullable(), tell: z.array(z.string()) }).optional(), /** Nobody received it in person, and its unit gives such cases out at once. */ toGive: z.boolean().optional() }))
/** How the customer wants to be told; `atStart`: as it was registered, said then or as they asked before. */
export const TellByChosen = event('complaint.tellByChosen', OfCase.extend({ tellBy: TellBy, atStart: z.boolean() }))
export const CustomerDeparted = event('complaint.departed', OfCase.extend({ departedAt: z.string() }))
export const Acknowledged = event('complaint.acknowledged', OfCase.extend({ how: z.string() }))
export const Restated = event('complaint.restated', OfCase.extend({ confirmed: z.boolean(), how: z.string() }))
/** Who complains, or where they are reached about this case, was put right. */
export const ContactChanged = event('complaint.contactChanged', OfCase)
export const FieldsChanged = event('complaint.fieldsChanged', OfCase.extend({ count: z.int() }))
export const Classified = event('complaint.classified', OfCase.extend({ pointId: z.uuid(), no: z.int(), categoryCode: z.string(), before: z.string().nullable(), severity: z.string().nullable() }))
export const ContractSignedOff = event('complaint.contractSignedOff', OfCase.extend({ pointId: z.uuid(), no: z.int() }))
export const UrgencyChanged = event('complaint.urgencyChanged', OfCase.extend({ before: Urgency, urgency: Urgency }))
export const StageReached = event('complaint.stageReached', OfCase.extend({ before: Stage, stage: Stage }))
/** `ownerId`: null while it lies with nobody. */
export const OwnerChanged = event('complaint.ownerChanged', OfCase.extend({ before: z.uuid().nullable(), ownerId: z.uuid().nullable() }))
export const ComplaintClosed = event('complaint.closed', OfCase.extend({ outcome: z.string() }))
export const ComplaintReopened = event('complaint.reopened', OfCase.extend({ times: z.int() }))
export const SightEnded = event('complaint.sightEnded', OfCase.extend({ granteeId: z.uuid(), why: z.string() }))
export const SightGranted = event('complaint.sightGranted', OfCase.extend({ granteeId: z.uuid(), why: z.string() }))
/** Kept from then on from these people and from who answers to them. `ownerId`: who looks after the case from now on. */
export const PeopleAccused = event('complaint.peopleAccused', OfCase.extend({ accusedIds: z.array(z.uuid()), ownerId: z.uuid() }))
export const AccusedCleared = event('complaint.accusedCleared', OfCase.extend({ accusedId: z.uuid() }))
export const IdentityChanged = event('complaint.identityChanged', OfCase.extend({ identity: z.enum(['open', 'protected']), byComplainant: z.boolean() }))
export const IdentityRuleChanged = event('complaint.identityRuleChanged', z.object({ ownerSees: z.boolean() }))
export const ComplainantShown = event('complaint.complainantShown', OfCase)
/** With the import that brought it: nobody had worked on it. */
export const ComplaintTakenBack = event('complaint.takenBack', OfCase.extend({ number: z.string() }))

/** On the surviving case, and on the one that was taken into it. */
export const ComplaintsMerged = event('complaint.merged', OfCase.extend({ mergedId: z.uuid(), mergedNumber: z.string(), mergeId: z.uuid(), points: z.int() }))
export const MergedInto = event('complaint.mergedInto', OfCase.extend({ survivorId: z.uuid(), survivorNumber: z.string(), mergeId: z.uuid() }))
export const ComplaintsUnmerged = event('complaint.unmerged', OfCase.extend({ separatedId: z.uuid(), separatedNumber: z.string(), mergeId: z.uuid(), points: z.int() }))
export const Separated = event('complaint.separated', OfCase.extend({ survivorId: z.uuid(), survivorNumber: z.string(), mergeId: z.uuid() }))
const OfLink = OfCase.extend({ linkId: z.uuid(), linkKind: z.string(), otherId: z.uuid(), otherNumber: z.string() })
export const ComplaintLinked = event('complaint.linked', OfLink)
export const ComplaintUnlinked = event('complaint.unlinked', OfLink)
export const DuplicateDismissed = event('complaint.duplicateDismissed', OfLink)
export const SameMatterFound = event('complaint.sameMatterFound', OfCase.extend({ earlierId: z.uuid() }))
export const PointAdded = event('complaint.pointAdded', OfCase.extend({ pointId: z.uuid(), no: z.int(), categoryCode: z.string().nullable() }))

const OfRepresentative = OfCase.extend({ representativeId: z.uuid() })
export const RepresentativeNamed = event('complaint.representativeNamed', OfRepresentative.extend({ shown: z.boolean() }))
export const AuthorityShown = event('complaint.authorityShown', OfRepresentative.extend({ fileId: z.uuid() }))
export const AuthorityWaived = event('complaint.authorityWaived', OfRepresentative)
export const RepresentationEnded = event('complaint.representationEnded', OfRepresentative)
