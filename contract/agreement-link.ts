import { z } from 'zod'
import { AgreementText, PaperState, drawingMissing, nameMissing, noContact, notForSigning, notSealed, otherText, proposalChanged, signedAlready } from './agreement.ts'
import { Id, Instant, LINE, Locale, PARAGRAPH, Done, text, optionalText, tooMany } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { BegunUpload, NewUpload, fileTooLarge, fileUnknown } from './files.ts'
import { caseNotFound } from './portal.ts'
import { notOffered, offerExpired } from './remedy.ts'
import { authorityMissing } from './representative.ts'

export const linkOver = refusal('agreement/link-over', 404)
export const codeWrong = refusal('agreement/code-wrong', 422)
/** Past its time, used, or tried too often: another one is asked for. */
export const codeOver = refusal('agreement/code-over', 409)
export const codesEnough = refusal('agreement/codes-enough', 409)
export const codeTooSoon = refusal('agreement/code-too-soon', 409)
/** Who it is was shown too long ago, or not yet. */
export const passOver = refusal('agreement/pass-over', 403)
/** Why is said, so that the firm can answer. */
export const wordsMissing = refusal('agreement/words-missing', 422)

/** Numbers of a code by which somebody shows who they are. */
export const CODE_DIGITS = 6

const HEAD = { headers: { code: 'x-agreement-code', pass: 'x-agreement-pass' }, open: true } as const
const Key = { code: z.string().max(100).default('') }
const Opened = { ...Key, pass: z.string().max(100).default('') }

export const OutsideSignature = z.object({ side: z.enum(['customer', 'firm']), name: z.string(), at: Instant })
/** What stands behind the link. `paper`: only once they have shown who they are. `contact`: where a code would go, not in full. */
export const Behind = z.object({
  organization: z.string(), number: z.string(), locale: Locale, timeZone: z.string(), until: Instant, state: PaperState, contact: z.string().nullable(),
  paper: z.object({ no: z.int(), text: AgreementText, sha256: z.string(), signatures: z.array(OutsideSignature), sealedSha256: z.string().nullable() }).nullable(),
})
export type Behind = z.infer<typeof Behind>
/** Looking changes nothing: programs that open every link of a mail do no harm. */
export const behind = endpoint('GET /portal/agreement', z.strictObject(Opened), Behind, { ...HEAD, refuses: [linkOver, tooMany] })
export const askCode = endpoint('POST /portal/agreement/codes', z.strictObject({ ...Key, locale: Locale }), z.object({ contact: z.string(), until: Instant }), { ...HEAD, headers: { code: 'x-agreement-code' }, status: 201, refuses: [linkOver, notForSigning, noContact, codesEnough, codeTooSoon, tooMany] })
/** Exchanged for what opens the text for a while. */
export const showCode = endpoint('POST /portal/agreement/passes', z.strictObject({ ...Key, digits: text(20) }), z.object({ pass: z.string() }), { ...HEAD, headers: { code: 'x-agreement-code' }, status: 201, refuses: [linkOver, codeWrong, codeOver, tooMany] })
export const beginDrawing = endpoint('POST /portal/agreement/uploads', z.strictObject({ ...Opened, ...NewUpload }), BegunUpload, { ...HEAD, status: 201, refuses: [linkOver, passOver, fileTooLarge, tooMany] })
/** `sha256`: of the text that was before them. */
export const signBehind = endpoint('POST /portal/agreement/signature', z.strictObject({ ...Opened, name: text(LINE), signatureId: Id, sha256: z.string().max(64), locale: Locale }), Behind, { ...HEAD, refuses: [linkOver, passOver, notOpen, notForSigning, signedAlready, otherText, proposalChanged, nameMissing, drawingMissing, fileUnknown, notOffered, offerExpired, authorityMissing, tooMany] })
/** Something is to be said otherwise, or they do not agree at all: their words go to who negotiates with them. */
export const declineBehind = endpoint('POST /portal/agreement/refusal', z.strictObject({ ...Opened, answer: z.enum(['change', 'decline']), text: optionalText(PARAGRAPH), locale: Locale }), Behind, { ...HEAD, refuses: [linkOver, passOver, notOpen, notForSigning, signedAlready, wordsMissing, notOffered, offerExpired, tooMany] })
export const opened = endpoint('POST /portal/agreement/opened', z.strictObject(Key), Done, { ...HEAD, headers: { code: 'x-agreement-code' }, refuses: [linkOver, tooMany] })
/** `application/pdf`, sealed. */
export const pdfBehind = endpoint('GET /portal/agreement/pdf', z.strictObject(Opened), z.unknown(), { ...HEAD, refuses: [linkOver, passOver, notSealed, tooMany] })

const OF_CASE = { headers: { code: 'x-case-code' }, open: true } as const
const CaseKey = { number: z.string().max(60), code: z.string().max(60).default('') }
/** What was signed and is kept, for who has number and code of the case. */
export const sealedOfCase = endpoint('GET /portal/complaints/:number/agreement', z.strictObject(CaseKey), z.object({ agreement: z.object({ no: z.int(), signedAt: Instant, sha256: z.string() }).nullable() }), { ...OF_CASE, refuses: [caseNotFound, tooMany] })
export const sealedPdf = endpoint('GET /portal/complaints/:number/agreement/pdf', z.strictObject(CaseKey), z.unknown(), { ...OF_CASE, refuses: [caseNotFound, notSealed, tooMany] })
