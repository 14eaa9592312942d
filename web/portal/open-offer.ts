import type { PortalCase } from '#contract/portal.ts'

/** An offer that may be answered now: made, and its time not over by this device's clock. The server has the last word. */
export const isOpen = (offer: PortalCase['offer']): boolean =>
  offer !== null && offer.state === 'offered' && (offer.expiresAt === null || new Date(offer.expiresAt).getTime() > Date.now())
