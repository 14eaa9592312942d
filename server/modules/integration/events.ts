import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfWebhook = z.object({ webhookId: z.uuid() })

export const WebhookCreated = event('integration.webhookCreated', OfWebhook.extend({ events: z.array(z.string()), unitId: z.uuid().nullable() }))
export const WebhookChanged = event('integration.webhookChanged', OfWebhook.extend({ events: z.array(z.string()), unitId: z.uuid().nullable() }))
export const WebhookPaused = event('integration.webhookPaused', OfWebhook.extend({ why: z.enum(['asked', 'failing', 'gone']) }))
export const WebhookResumed = event('integration.webhookResumed', OfWebhook)
export const WebhookRemoved = event('integration.webhookRemoved', OfWebhook)
export const SecretChanged = event('integration.secretChanged', OfWebhook)
export const WebhookTested = event('integration.webhookTested', OfWebhook.extend({ deliveryId: z.uuid() }))
export const DeliveriesReplayed = event('integration.deliveriesReplayed', OfWebhook.extend({ deliveries: z.int() }))
