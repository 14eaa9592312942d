import type { Selectable } from '#kernel/db.ts'
import { canonical, fingerprint, sha256 } from '#kernel/id.ts'
import type { Tables } from '../../tables/index.ts'

type Opinion = Selectable<Tables['expert.opinion']>
type Question = Selectable<Tables['expert.question']>

const answersOf = (questions: readonly Question[]) => questions.toSorted((a, b) => a.no - b.no).map((q) => ({ no: q.no, point: q.point_id, code: q.code, text: q.body, finding: q.finding, measured: q.measured_milli, note: q.note }))

/** SHA-256 in hexadecimal over what the expert put their name to: questions, answers, summary, the files of the report by their own hashes, with who signed, when and as what. */
export const sealOf = (o: Opinion, questions: readonly Question[], files: readonly string[]): string => sha256(canonical({
  opinion: o.number, matter: o.matter, answers: answersOf(questions), summary: o.summary, files: files.toSorted(), accreditation: o.accreditation, accreditedUntil: o.accredited_until,
  signed: { way: o.signed_way, name: o.signed_name, by: o.signed_by, on: o.signed_on, at: o.signed_at, drawing: o.signature_id },
})).toString('hex')

/** All that stands on the row, but for when people are warned. */
export const digestOf = (o: Opinion, questions: readonly Question[], sent: readonly string[]): string => fingerprint([
  o.number, o.state, o.person_id, o.outsider_id, o.name, o.accreditation, o.accredited_until, o.matter, o.second_to, o.asked_by, o.asked_at, o.due_at, o.fee_fen, o.fee_rule, o.paid_by, o.consent, o.consent_how, o.consent_note, o.consent_file, o.consent_by, o.consent_at,
  o.seal, o.contested_at, o.contested_by, o.contested_how, o.contested_why, o.basis_at, o.basis_by, o.basis_why, o.ended_at, o.ended_by, o.ended_why, answersOf(questions), sent.toSorted(),
])

export const digestOfBasis = (b: Selectable<Tables['expert.basis']>): string => fingerprint([b.opinion_id, b.question_id, b.point_id, b.code, b.finding, b.liability, b.facts, b.why, b.by_id, b.at])
