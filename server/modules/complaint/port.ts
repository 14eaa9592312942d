import type { Reader } from '#kernel/db.ts'

/** The mobile at which whoever complains gets news by SMS; null where nothing can go there. */
export type Texting = (read: Reader, organizationId: string, complaintId: string) => Promise<string | null>

let texting: Texting = () => Promise.resolve(null)

/** Called once, by the composition root. */
export const collectTexting = (said: Texting): void => { texting = said }

export const mobileFor: Texting = (read, organizationId, complaintId) => texting(read, organizationId, complaintId)
