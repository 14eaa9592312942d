import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Message ids of mails about a case: `<w.CASE.MAIL.PROOF@domain>`, the ids in base64url, the proof an HMAC-SHA256 of both cut to 128 bits. Every mail
 * program repeats the id it answers (RFC 5322, 3.6.4), so that an answer finds its case; nobody without the key can make one.
 */
const PROOF_BYTES = 16
const PART = '([A-Za-z0-9_-]{22})'
const OURS = new RegExp(`^w\\.${PART}\\.${PART}\\.${PART}@`)

const packed = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
const unpacked = (part: string): string => Buffer.from(part, 'base64url').toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const proofOf = (secret: Uint8Array, organizationId: string, complaint: string, mail: string): Buffer =>
  createHmac('sha256', secret).update(`${organizationId} ${complaint} ${mail}`).digest().subarray(0, PROOF_BYTES)

interface About { readonly organizationId: string; readonly complaintId: string; readonly mailId: string }

/** Without the brackets around it. */
export const signedMessageId = (secret: Uint8Array, { organizationId, complaintId, mailId }: About, domain: string): string => {
  const [complaint, mail] = [packed(complaintId), packed(mailId)]
  return `w.${complaint}.${mail}.${proofOf(secret, organizationId, complaint, mail).toString('base64url')}@${domain}`
}

/** The case, and which letter, of a message id that we signed; null of every other. */
export const ofMessageId = (secret: Uint8Array, organizationId: string, messageId: string): { readonly complaintId: string; readonly mailId: string } | null => {
  const [, complaint = '', mail = '', proof = ''] = OURS.exec(messageId) ?? []
  if (!proof) return null
  const given = Buffer.from(proof, 'base64url')
  const about = { complaintId: unpacked(complaint), mailId: unpacked(mail) }
  return given.length === PROOF_BYTES && timingSafeEqual(given, proofOf(secret, organizationId, complaint, mail)) ? about : null
}
