import type { AgreementText } from '#contract/agreement.ts'
import { fingerprint } from '#kernel/id.ts'
import { type Instant, iso } from '#kernel/time.ts'

/** SHA-256 in hexadecimal over everything that is read and signed. */
export const sealOfText = (text: AgreementText): string => fingerprint(text)

export interface Signing { readonly side: string; readonly name: string; readonly capacity: string | null; readonly way: string; readonly file_sha256: string; readonly by_id: string | null; readonly contact: string | null; readonly signed_at: Instant }

/** SHA-256 over what somebody put their name to, and how: the text, who, in whose name, the drawing or the scan, who took it, where a code went, and when. */
export const sealOf = (textSha256: string, one: Signing): string => fingerprint({
  text: textSha256, side: one.side, name: one.name, capacity: one.capacity, way: one.way, file: one.file_sha256, by: one.by_id, contact: one.contact, at: iso(one.signed_at),
})
