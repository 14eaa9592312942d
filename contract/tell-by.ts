import { z } from 'zod'
import { refusal } from './endpoint.ts'

/** How a letter about a case reaches the customer; `portal`: nothing is sent, it stands where they look. */
export const Way = z.enum(['mail', 'sms', 'call', 'portal'])
export type Way = z.infer<typeof Way>
/** What the customer asked for; `usual`: by mail, else by SMS, else by a call, whichever is possible. */
export const TellBy = z.enum(['usual', ...Way.options])
export type TellBy = z.infer<typeof TellBy>

/** No address is on record for who complains. */
export const noMail = refusal('complaint/no-mail', 409)
/** No mail can leave: neither the installation nor a mailbox of the case sends any. */
export const noMailing = refusal('complaint/no-mailing', 409)
/** No mobile is on record, or nothing can be sent as SMS. */
export const noTexting = refusal('complaint/no-texting', 409)
/** Of who is to be known to few no number is given to a gateway. */
export const noKeptTexting = refusal('complaint/no-kept-texting', 409)
/** No number is on record, or nobody knows who it is. */
export const noCalling = refusal('complaint/no-calling', 409)
export const wayRefusals = [noMail, noMailing, noTexting, noKeptTexting, noCalling] as const
