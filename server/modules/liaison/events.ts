import { z } from 'zod'
import { LinkWay } from '#contract/liaison-party.ts'
import { PartyKind } from '#contract/outsider.ts'
import { event } from '#kernel/event.ts'

const OfForm = z.object({ complaintId: z.uuid(), formId: z.uuid(), number: z.string() })
const OfStop = OfForm.extend({ stopId: z.uuid(), unit: z.string() })
/** With what was signed: its seal goes into the chain of events. */
const Signed = OfStop.extend({ seal: z.string() })

export const FormIssued = event('liaison.issued', OfForm)
export const FormChanged = event('liaison.changed', OfForm)
export const FormSent = event('liaison.sent', Signed)
export const FormWithdrawn = event('liaison.withdrawn', OfForm)
export const FormSettled = event('liaison.settled', Signed)
export const UnitsAsked = event('liaison.unitsAsked', OfForm.extend({ unit: z.string() }))
export const StopTaken = event('liaison.taken', OfStop)
export const FormForwarded = event('liaison.forwarded', Signed)
export const StopAnswered = event('liaison.answered', Signed)
export const SentBack = event('liaison.sentBack', OfStop)
export const SignatureRecalled = event('liaison.recalled', OfStop)
export const AnswerRejected = event('liaison.rejected', OfStop)
export const AnswerDisputed = event('liaison.disputed', OfStop)
export const DisputeDecided = event('liaison.decided', Signed.extend({ outcome: z.enum(['stands', 'again']) }))
export const AnswerAdopted = event('liaison.adopted', OfStop.extend({ pointId: z.uuid() }))

const OfParty = OfForm.extend({ partyId: z.uuid(), partyKind: PartyKind })
const OfPartyStop = OfParty.extend({ stopId: z.uuid() })
export const PartyAsked = event('liaison.partyAsked', OfParty)
export const PartyChanged = event('liaison.partyChanged', OfParty)
export const LinkMade = event('liaison.linkMade', OfParty.extend({ linkId: z.uuid(), linkWay: LinkWay }))
export const LinksRevoked = event('liaison.linksRevoked', OfParty)
export const PartyLooked = event('liaison.partyLooked', OfParty)
export const PartyAnswered = event('liaison.partyAnswered', OfPartyStop.extend({ seal: z.string() }))
export const PartyAsks = event('liaison.partyAsks', OfPartyStop)
export const PartyReplied = event('liaison.partyReplied', OfPartyStop)
export const PartyDropped = event('liaison.partyDropped', OfPartyStop)
