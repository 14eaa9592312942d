import { z } from 'zod'
import { EndCause, Side, SignWay } from '#contract/agreement.ts'
import { event } from '#kernel/event.ts'

const OfPaper = z.object({ complaintId: z.uuid(), paperId: z.uuid(), no: z.int() })
export const PaperMade = event('agreement.made', OfPaper.extend({ remedyId: z.uuid() }))
export const PaperChanged = event('agreement.changed', OfPaper)
/** From here on the text stands: `textSha256` over all of it. */
export const PaperFrozen = event('agreement.frozen', OfPaper.extend({ remedyId: z.uuid(), textSha256: z.string(), totalFen: z.int() }))
export const AgreementLinkMade = event('agreement.linkMade', OfPaper.extend({ linkId: z.uuid(), linkWay: z.enum(['mail', 'sms', 'copy']) }))
/** A code goes out by which who came by a link shows who they are. `linkId`: of the code, which is a link of a kind: kept as a hash, readable until it is out. */
export const SignCodeAsked = event('agreement.codeAsked', OfPaper.extend({ linkId: z.uuid(), linkWay: z.enum(['mail', 'sms']) }))
export const PaperLooked = event('agreement.looked', OfPaper)
export const WhoShown = event('agreement.whoShown', OfPaper)
export const PaperSigned = event('agreement.signed', OfPaper.extend({ signatureId: z.uuid(), side: Side, signWay: SignWay, seal: z.string() }))
export const SignatureVoided = event('agreement.signatureVoided', OfPaper.extend({ signatureId: z.uuid(), side: Side }))
/** Both have signed. */
export const PaperCompleted = event('agreement.completed', OfPaper.extend({ remedyId: z.uuid(), textSha256: z.string(), totalFen: z.int() }))
export const PaperEnded = event('agreement.ended', OfPaper.extend({ endCause: EndCause }))
/** The PDF of it is kept from here on. */
export const PaperSealed = event('agreement.sealed', OfPaper.extend({ fileId: z.uuid(), pdfSha256: z.string() }))
