import type { Reader } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import type { LockedComplaint } from './commands/lock.ts'

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

/** A point as it is about to be judged: filed under a category, or with a finding of whose fault it was. */
export interface Judging { readonly pointId: string; readonly categoryCode?: string; readonly liability?: string }

/** What a later module has to say before. @throws Problem. */
export type BeforeJudging = (tx: Tx, complaint: LockedComplaint, judging: Judging) => Promise<void>

let before: BeforeJudging = () => Promise.resolve()

/** Called once, by the composition root. */
export const collectBeforeJudging = (check: BeforeJudging): void => { before = check }

export const refuseJudging: BeforeJudging = (tx, complaint, judging) => before(tx, complaint, judging)
