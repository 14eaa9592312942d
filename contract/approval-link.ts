import { z } from 'zod'
import { alreadyDecided, linkOver, linkUsed } from './authority.ts'
import { Fen, Instant, Locale, PARAGRAPH, Words, optionalText, tooMany } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint } from './endpoint.ts'
import { RemedyKind, Urgency } from './packs.ts'
import { aboveLimit, notAwaitingApproval, ownProposal } from './remedy.ts'

/** What somebody is asked to approve, as the link in their message shows it: enough to decide, and nobody's name but colleagues'. */
export const AskedByLink = z.object({
  /** `used`: by this link; `over`: it waits for nobody any more. */ state: z.enum(['open', 'used', 'over']), usedFor: z.enum(['approved', 'returned']).nullable(), organization: z.string(), person: z.string(), number: z.string(), unitName: z.string(), timeZone: z.string(), urgency: Urgency,
  about: z.array(z.string()), items: z.array(z.object({ kind: RemedyKind, label: z.string(), amountFen: Fen, note: z.string().nullable() })), totalFen: Fen, reason: z.string(), why: Words.nullable(), proposedBy: z.string(), proposedAt: Instant, until: Instant,
  said: z.array(z.object({ by: z.string(), verdict: z.enum(['approved', 'returned']), comment: z.string(), at: Instant })), /** Why the person may not decide now. */ whyNot: z.string().nullable(),
})
export type AskedByLink = z.infer<typeof AskedByLink>

const CODE = { headers: { code: 'x-approval-code' }, open: true } as const
const Key = { code: z.string().max(100).default('') }
/** Looking decides nothing: programs that open every link of a mail do no harm. */
export const askedByLink = endpoint('GET /portal/approval', z.strictObject(Key), AskedByLink, { ...CODE, refuses: [linkOver, tooMany] })
/** Once, by the person the link was sent to, whoever is signed in here. A no wants a comment. */
export const decideByLink = endpoint('POST /portal/approval', z.strictObject({ ...Key, verdict: z.enum(['approve', 'return']), comment: optionalText(PARAGRAPH).default(''), locale: Locale }).refine((input) => input.verdict === 'approve' || input.comment.trim() !== '', { path: ['comment'], params: { word: 'required' } }), AskedByLink, {
  ...CODE, refuses: [linkOver, linkUsed, notOpen, ownProposal, aboveLimit, alreadyDecided, notAwaitingApproval, tooMany],
})
