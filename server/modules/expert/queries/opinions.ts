import { type Locale, type Words, notAllowed, notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/expert.ts'
import type { ExpertAnswer, ExpertMeasure, Expertise } from '#contract/expert-pack.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { shownLink } from '#kernel/secret-link.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { type ComplaintRow, findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import * as rules from '../rules.ts'
import { type Standing, bearerOf, owedFor, standingOf, wantingOf } from './basis.ts'

const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('expert.opinion').selectAll().where('organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const partsOf = async (read: Reader, organizationId: string, complaintId: string, rows: readonly Row[]) => {
  const [questions, filed, links, passages, points, standing] = await Promise.all([
    read.selectFrom('expert.question').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute(),
    read.selectFrom('expert.file').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute(), read.selectFrom('expert.link').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').execute(),
    read.selectFrom('expert.passage as p').innerJoin('custody.item as i', (j) => j.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.id', '=', 'p.item_id')).selectAll('p').select(['i.number', 'i.what']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).orderBy('p.id').execute(),
    pointsOf(read, organizationId, complaintId), standingOf(read, organizationId, complaintId),
  ])
  const [files, name] = await Promise.all([
    filesById(read, organizationId, filed.map((f) => f.file_id)),
    namesOf(read, organizationId, [...rows.flatMap((r) => [r.asked_by, r.consent_by, r.signed_by, r.contested_by, r.basis_by, r.ended_by]), ...passages.map((p) => p.by_id), ...links.map((l) => l.made_by)]),
  ])
  return { questions: groupBy(questions, (q) => q.opinion_id), filed: groupBy(filed, (f) => f.opinion_id), links: groupBy(links, (l) => l.opinion_id), passages, points, standing, files, name }
}
type Parts = Awaited<ReturnType<typeof partsOf>>


const questionsShown = (parts: Parts, r: Row): contract.OpinionQuestion[] => (parts.questions.get(r.id) ?? []).map((q) => ({
  id: q.id, no: q.no, pointId: q.point_id, pointNo: parts.points.find((p) => p.id === q.point_id)?.no ?? 0, code: q.code, label: q.label as unknown as Words, text: q.body, answers: q.answers as unknown as ExpertAnswer[], measure: q.measure as unknown as ExpertMeasure | null,
  finding: q.finding as contract.OpinionQuestion['finding'], measuredMilli: q.measured_milli, note: q.note, basis: parts.standing.some((s: Standing) => s.opinionId === r.id && s.pointId === q.point_id && s.code === q.code),
}))

const filesShown = (parts: Parts, r: Row, part: string) => (parts.filed.get(r.id) ?? []).filter((f) => f.part === part).flatMap((f) => { const file = parts.files.get(f.file_id); return file ? [file] : [] })

/** Goods whose last passage of the case was out, for this opinion. */
const outOf = (parts: Parts, r: Row): string[] => {
  const last = new Map(parts.passages.map((p) => [p.item_id, p]))
  return [...last.values()].filter((p) => p.way === 'out' && p.opinion_id === r.id).map((p) => p.item_id)
}

const reportShown = (parts: Parts, r: Row): contract.Opinion['report'] => (r.seal && r.signed_at ? {
  way: r.signed_way as contract.SignWay, name: r.signed_name ?? '', by: parts.name(r.signed_by), on: r.signed_on ?? '', at: iso(r.signed_at), summary: r.summary ?? '', files: filesShown(parts, r, 'report').map((file) => ({ ...refOf(file), sha256: file.sha256 })), signatureId: r.signature_id, seal: r.seal,
} : null)

const mayOf = (actor: Actor, c: ComplaintRow, rows: readonly Row[], r: Row, parts: Parts): Record<string, string | null> => {
  const closed = whyNotOpen(c)
  const version = r.version
  const questions = parts.questions.get(r.id) ?? []
  const others = rows.filter((o) => o.id !== r.id && o.state === 'reported' && (parts.questions.get(o.id) ?? []).some((q) => questions.some((own) => own.point_id === q.point_id && own.code === q.code))).length
  const already = questions.every((q) => parts.standing.some((s) => s.opinionId === r.id && s.pointId === q.point_id && s.code === q.code))
  const why: Record<string, Refusal | null> = {
    postpone: rules.whyNotTouch(r, version), agree: rules.whyNotConsent(r, version), pass: rules.whyNotPass(r, 'out', version), link: r.person_id ? contract.signsHere : rules.whyNotReport(r, version), report: rules.whyNotSign(r, c, actor.id) ?? rules.whyNotReport(r, version),
    record: r.person_id ? contract.signsHere : rules.whyNotReport(r, version), contest: rules.whyNotContest(r, version), withdraw: rules.whyNotTouch(r, version) ?? (outOf(parts, r).length ? contract.goodsOut : null),
    // Why it is preferred is asked in the form.
    rest: rules.whyNotRest(r, { why: '·', others, seconds: rows.filter((o) => o.second_to === r.id).map((o) => o.state), already, by: actor.id }, version)?.refusal ?? null,
  }
  const letter = rules.whyNotLetter(r)
  return {
    ...Object.fromEntries(Object.entries(why).map(([name, refusal]) => { const said = actor.may(`expert.${name}`) ? closed ?? refusal : notAllowed; return [name, said && refusalWords(said, actor.locale)] })),
    // Printing it changes nothing: whoever reads it may, and also when the case is closed.
    letter: letter && refusalWords(letter, actor.locale),
  }
}

/** Who bears the fee, as far as that is known, and what follows from it for the other side. */
const feeShown = (parts: Parts, r: Row) => {
  const bearer = bearerOf(r, parts.questions.get(r.id) ?? [], parts.standing)
  const wrong = (paidBy: contract.FeePayer, borne: contract.FeePayer) => (r.state === 'reported' && r.paid_by === paidBy && bearer === borne ? r.fee_fen : 0)
  return { feeFen: r.fee_fen, feeRule: r.fee_rule as contract.Opinion['feeRule'], paidBy: r.paid_by as contract.FeePayer, borneBy: bearer, owedFen: wrong('customer', 'firm'), claimFen: wrong('firm', 'customer') }
}

const endShown = ({ standing, name }: Parts, r: Row) => ({
  basis: standing.some((s) => s.opinionId === r.id) && r.basis_at ? { why: r.basis_why, by: name(r.basis_by), at: iso(r.basis_at) } : null, ended: r.ended_at && { why: r.ended_why ?? '', by: name(r.ended_by), at: iso(r.ended_at) },
})

interface Shown { readonly actor: Actor; readonly complaint: ComplaintRow; readonly zone: string; readonly now: Instant }

const show = ({ actor, complaint, zone, now }: Shown, rows: readonly Row[], r: Row, parts: Parts): contract.Opinion => {
  const first = rows.find((o) => o.id === r.second_to)
  const name = parts.name
  return {
    id: r.id, number: r.number, complaintId: r.complaint_id, version: r.version, state: r.state as contract.OpinionState, inside: r.person_id !== null, personId: r.person_id, outsiderId: r.outsider_id, name: r.name, accreditation: r.accreditation, accreditedUntil: r.accredited_until, locale: r.locale as Locale, matter: r.matter, timeZone: zone,
    secondTo: first ? { id: first.id, number: first.number } : null, asked: { by: name(r.asked_by), at: iso(r.asked_at) }, dueAt: iso(r.due_at), late: r.state === 'asked' && r.due_at <= now,
    ...feeShown(parts, r),
    consent: { state: r.consent as contract.ConsentState, how: r.consent_how as contract.Opinion['consent']['how'], note: r.consent_note, fileId: r.consent_file, by: name(r.consent_by), at: isoOrNull(r.consent_at) },
    questions: questionsShown(parts, r), sent: filesShown(parts, r, 'sent').map(refOf), out: outOf(parts, r),
    passages: parts.passages.filter((p) => p.opinion_id === r.id).map((p) => ({ id: p.id, itemId: p.item_id, number: p.number, what: p.what, way: p.way as 'out', seal: p.seal, note: p.note, by: name(p.by_id), at: iso(p.at) })),
    links: (parts.links.get(r.id) ?? []).map((l) => ({ ...shownLink(l, name(l.made_by)?.name ?? '', now), way: l.way as 'copy' })),
    report: reportShown(parts, r), contested: r.contested_at && { why: r.contested_why ?? '', how: r.contested_how as 'phone', by: name(r.contested_by), at: iso(r.contested_at) },
    ...endShown(parts, r),
    may: mayOf(actor, complaint, rows, r, parts),
  }
}

const shownOf = async (read: Reader, actor: Actor, complaint: ComplaintRow, now: Instant): Promise<contract.Opinion[]> => {
  const rows = await rowsOf(read, actor.organizationId).where('complaint_id', '=', complaint.id).orderBy('id').execute()
  if (!rows.length) return []
  const [parts, units] = await Promise.all([partsOf(read, actor.organizationId, complaint.id, rows), unitRows(read, actor.organizationId)])
  const zone = units.find((u) => u.id === complaint.unit_id)?.time_zone ?? 'UTC'
  return rows.map((r) => show({ actor, complaint, zone, now }, rows, r, parts))
}

/** What fits the categories of the points first. */
const ordered = (expertise: readonly Expertise[], fits: (one: Expertise) => boolean): Expertise[] => [...expertise.filter(fits), ...expertise.filter((one) => !fits(one))]

/** Every opinion of a case, what still waits for one, and what experts can be asked. */
export const caseOpinions = (canMail: boolean) => query('expert.read', async (read, actor, { complaintId }: { complaintId: string }, now): Promise<contract.CaseOpinions> => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const [items, wanting, owedFen, { body }, points] = await Promise.all([shownOf(read, actor, complaint, now), wantingOf(read, actor.organizationId, complaintId), owedFor(read, actor.organizationId, complaintId), currentPack(read, actor.organizationId), pointsOf(read, actor.organizationId, complaintId)])
  const categories = new Set(points.flatMap((p) => withAncestors(body, p.category_code)))
  const refusal = actor.may('expert.commission') ? whyNotOpen(complaint) : notAllowed
  return { items, wanting, owedFen, canMail, expertise: ordered(body.expertise, (one) => one.categories.some((code) => categories.has(code))), next: null, may: { commission: refusal && refusalWords(refusal, actor.locale) } }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

export const oneOpinion = query('expert.read', async (read, actor, { id }: { id: string }, now): Promise<contract.Opinion> => {
  const row = await rowsOf(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  const complaint = row && await findComplaint(read, actor.organizationId, row.complaint_id)
  const shown = complaint && (await shownOf(read, actor, complaint, now)).find((one) => one.id === id)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: null }))
