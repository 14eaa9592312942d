import { z } from 'zod'
import { ChannelKind, NoticeClass, TemplateKind } from '#contract/channel.ts'
import { event } from '#kernel/event.ts'

const OfChannel = z.object({ channelId: z.uuid() })

export const ChannelCreated = event('channel.created', OfChannel.extend({ channelKind: ChannelKind }))
export const ChannelChanged = event('channel.changed', OfChannel.extend({ channelKind: ChannelKind }))
export const ChannelPaused = event('channel.paused', OfChannel)
export const ChannelResumed = event('channel.resumed', OfChannel)
export const ChannelRemoved = event('channel.removed', OfChannel)
export const ChannelTested = event('channel.tested', OfChannel.extend({ messageId: z.uuid() }))
/** A provider that has been refusing for a while. */
export const ChannelFailing = event('channel.failing', OfChannel)
export const MessagesReplayed = event('channel.replayed', z.object({ lane: z.string(), messages: z.int() }))

export const NoticesChosen = event('channel.chosen', z.object({ personId: z.uuid(), classes: z.array(NoticeClass), digest: z.string(), quiet: z.boolean() }))
export const AddressSet = event('channel.addressSet', z.object({ personId: z.uuid(), medium: z.string(), known: z.boolean() }))
export const DeviceAdded = event('channel.deviceAdded', z.object({ personId: z.uuid(), deviceId: z.uuid() }))
export const DeviceRemoved = event('channel.deviceRemoved', z.object({ personId: z.uuid(), deviceId: z.uuid() }))

const OfTold = z.object({ complaintId: z.uuid(), messageId: z.uuid(), letter: TemplateKind })
/** The gateway took it; `awaits`: it says later whether it arrived. */
export const CustomerTold = event('channel.customerTold', OfTold.extend({ awaits: z.boolean() }))
/** The gateway says that it reached the phone. */
export const CustomerReached = event('channel.customerReached', OfTold)
/** Given up, or the gateway says that it did not arrive. */
export const CustomerNotReached = event('channel.customerNotReached', OfTold)
