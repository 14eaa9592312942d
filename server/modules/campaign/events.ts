import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCampaign = z.object({ campaignId: z.uuid() })
const OfPerson = OfCampaign.extend({ personId: z.uuid() })
export const CampaignMade = event('campaign.made', OfCampaign)
export const CampaignChanged = event('campaign.changed', OfCampaign)
export const CampaignBegun = event('campaign.begun', OfCampaign)
export const CampaignPaused = event('campaign.paused', OfCampaign)
export const CampaignEnded = event('campaign.ended', OfCampaign)
export const PeopleChosen = event('campaign.peopleChosen', OfCampaign.extend({ count: z.int() }))
export const OpinionCallTaken = event('campaign.callTaken', OfPerson)
export const OpinionCallReleased = event('campaign.callReleased', OfPerson)
export const OpinionTried = event('campaign.tried', OfPerson.extend({ tries: z.int() }))
export const OpinionDeclined = event('campaign.declined', OfPerson)
export const OpinionUnreachable = event('campaign.unreachable', OfPerson)
export const OpinionLinkMade = event('campaign.linkMade', OfPerson)
/** Links are to go to so many customers; `again`: those that had failed. */
export const OpinionLinksAsked = event('campaign.linksAsked', OfCampaign.extend({ count: z.int(), again: z.boolean() }))
export const OpinionLinkGoing = event('campaign.linkGoing', OfPerson.extend({ linkId: z.uuid(), linkWay: z.enum(['mail', 'sms']) }))
export const OpinionTold = event('campaign.told', OfCampaign.extend({ replyId: z.uuid(), personId: z.uuid().nullable(), feedbackId: z.uuid().nullable() }))
export const OpinionRegistered = event('campaign.registered', OfCampaign.extend({ replyId: z.uuid(), complaintId: z.uuid(), number: z.string() }))
export const CallsUnwanted = event('campaign.callsUnwanted', z.object({ customerId: z.uuid() }))
export const CallsWantedAgain = event('campaign.callsWanted', z.object({ customerId: z.uuid() }))
