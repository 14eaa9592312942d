import { canonical, sha256 } from '#kernel/id.ts'
import { type Instant, iso } from '#kernel/time.ts'

export interface Content { readonly number: string; readonly body: string; readonly demand: string; readonly product: string | null; readonly lot: string | null; readonly order_number: string | null; readonly fields: unknown }
interface Signing { readonly no: number; readonly round: number; readonly kind: string; readonly unit_id: string; readonly party_id: string | null; readonly answer: unknown; readonly signed_by: string | null; readonly signed_name: string | null; readonly signed_at: Instant | null; readonly signature_id: string | null }
/** Of a stop that was signed, and how it stands now. */
export type Signed = Signing & { readonly state: string; readonly seal: string | null }
interface Measure { readonly kind: string; readonly body: string; readonly responsible: string | null; readonly due_on: string | null }

/**
 * SHA-256 in hexadecimal over what a person put their name to: the content of the form and their own part of it, with who signed and when.
 * Who complains is left out: a name may be erased, and the signature still holds.
 */
export const sealOf = (form: Content, stop: Signing, measures: readonly Measure[], fileIds: readonly string[]): string => sha256(canonical({
  form: form.number, content: { text: form.body, demand: form.demand, product: form.product, lot: form.lot, order: form.order_number, fields: form.fields },
  stop: { no: stop.no, round: stop.round, kind: stop.kind, unit: stop.unit_id, ...(stop.party_id && { party: stop.party_id }) }, answer: stop.answer, measures: measures.map(({ kind, body, responsible, due_on }) => ({ kind, body, responsible, due_on })), files: fileIds.toSorted(),
  signed: { by: stop.signed_by, name: stop.signed_name, at: stop.signed_at && iso(stop.signed_at), drawing: stop.signature_id },
})).toString('hex')

/** The seal as it comes out now. A signature that was called back stood under an earlier text, which may have been mended since: it keeps the seal it had. */
export const sealNow = (form: Content, stop: Signed, measures: readonly Measure[], fileIds: readonly string[]): string | null =>
  (stop.state === 'voided' ? stop.seal : sealOf(form, stop, measures, fileIds))
