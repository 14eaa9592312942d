import type { PortalCase } from '#contract/portal.ts'

/** An offer that may be answered now: open, and its time not over by this device's clock since it was shown. The server has the last word. */
export const isOpen = (offer: PortalCase['offer']): boolean =>
  offer?.open === true && (offer.expiresAt === null || new Date(offer.expiresAt).getTime() > Date.now())
