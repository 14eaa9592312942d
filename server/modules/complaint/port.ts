import type { Reader } from '#kernel/db.ts'

/** The mobile at which whoever complains gets a letter by SMS, by a template of its own or as news (without one: news); null where nothing can go there. */
export type Texting = (read: Reader, organizationId: string, complaintId: string, letter?: string) => Promise<string | null>

/** Whether a mail about a case can leave. */
export type Mailing = (read: Reader, organizationId: string, complaintId: string) => Promise<boolean>

let texting: Texting = () => Promise.resolve(null)

/** Called once, by the composition root. */
export const collectTexting = (said: Texting): void => { texting = said }

export const mobileFor: Texting = (read, organizationId, complaintId, letter) => texting(read, organizationId, complaintId, letter)

let mailing: Mailing = () => Promise.resolve(false)

/** Called once, by the composition root. */
export const collectMailing = (said: Mailing): void => { mailing = said }

export const mailsFor: Mailing = (read, organizationId, complaintId) => mailing(read, organizationId, complaintId)
