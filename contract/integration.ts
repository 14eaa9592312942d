import { z } from 'zod'
import { Done, Id, Instant, Nothing, PersonRef, notFound, page } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

/** Not http or https, or with a name and password in it. */
export const addressUnusable = refusal('integration/address-unusable', 422)
/** An address inside: this machine, a private network, the cloud's own. */
export const addressInside = refusal('integration/address-inside', 422)
export const aboveSight = refusal('integration/above-sight', 403)
export const webhookPaused = refusal('integration/paused', 409)
export const stillWaiting = refusal('integration/still-waiting', 409)
export const tooManyWebhooks = refusal('integration/too-many', 409)

/** What other programs are told of. The names are those of the events and never change. */
export const PUBLIC_EVENTS = [
  'complaint.registered', 'complaint.acknowledged', 'complaint.restated', 'complaint.classified', 'complaint.urgencyChanged', 'complaint.departed', 'complaint.stageReached', 'complaint.ownerChanged', 'complaint.closed', 'complaint.reopened', 'complaint.merged', 'complaint.mergedInto', 'complaint.unmerged', 'complaint.separated', 'complaint.linked', 'complaint.unlinked', 'complaint.sameMatterFound', 'complaint.pointAdded', 'complaint.representativeNamed', 'complaint.authorityShown', 'complaint.authorityWaived', 'complaint.representationEnded',
  'clock.warned', 'clock.breached', 'clock.extensionApproved', 'promise.made', 'promise.kept', 'promise.broken',
  'routing.handoverOffered', 'routing.handoverAccepted', 'routing.handoverDeclined', 'routing.takenOver', 'investigation.verified', 'investigation.findingAdded', 'communication.written',
  'remedy.proposed', 'remedy.approved', 'remedy.returned', 'remedy.offered', 'remedy.accepted', 'remedy.countered', 'remedy.declined', 'remedy.expired',
  'settlement.agreed', 'settlement.signed', 'settlement.taskDone', 'settlement.executed', 'settlement.cancelled', 'settlement.noticeSent', 'follow-up.made', 'customer.merged', 'customer.unmerged',
] as const
const PublicEvent = z.enum(PUBLIC_EVENTS)
/** What the button "send a test" sends. */
export const TEST_EVENT = 'integration.test'

/** What is told of an event, in a webhook's body and in the list of changes alike: ids and facts, no text and no name of a person. `complaint` as it stood when this was written. */
export const Told = z.object({
  /** Of the event: the place in the list of changes from which to read on. */
  id: Id, type: z.string(), timestamp: Instant,
  data: z.object({
    complaint: z.object({ id: Id, number: z.string(), unitId: Id, state: z.string(), stage: z.string(), urgency: z.string() }).nullable(),
    facts: z.record(z.string(), z.json()),
  }),
})
export type Told = z.infer<typeof Told>

const WebhookFields = z.strictObject({ url: z.string().min(1).max(2_000), events: z.array(PublicEvent).min(1).max(PUBLIC_EVENTS.length), /** Only of this unit and those below; null: of all. */ unitId: Id.nullable() })

export const Webhook = z.object({
  id: Id, url: z.string(), events: z.array(z.string()), unitId: Id.nullable(), madeBy: PersonRef, madeAt: Instant,
  /** `asked`: somebody paused it; `failing`: it answered nothing for three days; `gone`: the receiver said 410. */
  paused: z.object({ at: Instant, why: z.enum(['asked', 'failing', 'gone']) }).nullable(),
  failingSince: Instant.nullable(), waiting: z.int(), dead: z.int(), /** Until when the secret before the last change is good. */ secretBeforeUntil: Instant.nullable(),
})
export type Webhook = z.infer<typeof Webhook>

const OfWebhook = z.strictObject({ id: Id })
/** The secret is said once. */
const Secret = z.object({ id: Id, secret: z.string() })

export const webhooks = endpoint('GET /webhooks', Nothing, page(Webhook))
export const publicEvents = endpoint('GET /webhooks/events', Nothing, page(z.object({ name: z.string(), words: z.string() })))
export const createWebhook = endpoint('POST /webhooks', WebhookFields, Secret, { status: 201, refuses: [addressUnusable, addressInside, aboveSight, tooManyWebhooks, notFound] })
export const changeWebhook = endpoint('PUT /webhooks/:id', WebhookFields.extend({ id: Id }), Done, { refuses: [addressUnusable, addressInside, aboveSight] })
export const pauseWebhook = endpoint('POST /webhooks/:id/pause', OfWebhook, Done, { refuses: [webhookPaused] })
export const resumeWebhook = endpoint('POST /webhooks/:id/resume', OfWebhook, Done)
export const removeWebhook = endpoint('POST /webhooks/:id/remove', OfWebhook, Done)
/** A new secret; for a day everything is signed with both. */
export const rotateSecret = endpoint('POST /webhooks/:id/secret', OfWebhook, Secret)
export const testWebhook = endpoint('POST /webhooks/:id/test', OfWebhook, z.object({ deliveryId: Id }), { refuses: [webhookPaused] })

/** `waiting`: to be sent, or to be tried again at `nextAt`; `dead`: given up. */
export const DeliveryState = z.enum(['waiting', 'sent', 'dead'])
export const Delivery = z.object({
  id: Id, eventId: Id, type: z.string(), words: z.string(), state: DeliveryState, attempts: z.int(), madeAt: Instant, triedAt: Instant.nullable(), nextAt: Instant.nullable(),
  status: z.int().nullable(), problem: z.enum(['status', 'redirect', 'timeout', 'connection', 'unresolved', 'inside']).nullable(), /** The first 2 kB of the last answer. */ answer: z.string().nullable(), body: z.string(),
})
export type Delivery = z.infer<typeof Delivery>
export const deliveries = endpoint('GET /webhooks/:id/deliveries', z.strictObject({ id: Id, state: DeliveryState.optional(), cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }), page(Delivery))
/** Sent again at once, under the same `webhook-id`. */
export const replay = endpoint('POST /webhooks/:id/deliveries/:deliveryId/replay', z.strictObject({ id: Id, deliveryId: Id }), Done, { refuses: [stillWaiting] })
/** Everything given up that was made since then. */
export const replayDead = endpoint('POST /webhooks/:id/replay', z.strictObject({ id: Id, since: Instant }), z.object({ replayed: z.int() }))

/**
 * What happened to the cases in sight, in the order in which it was committed. `since`: the id of the last event one knows (of a webhook, or `next` of the
 * answer before); without it from the beginning. `from=now`: nothing but the place to begin from. While `more`, there is more to read at once.
 */
export const changes = endpoint('GET /complaints/changes', z.strictObject({ since: Id.optional(), from: z.enum(['now']).optional(), limit: z.coerce.number().int().min(1).max(500).optional() }), z.object({ items: z.array(Told), next: Id.nullable(), more: z.boolean() }))
