import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/liaison.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { type CaseOf, type FormRow, type StopRow, formFacts, stopFacts } from '../commands/lock.ts'
import type { Values } from '../fields.ts'
import type { Advice } from '../route.ts'
import { roundOf } from '../rules.ts'
import { sealNow } from '../seal.ts'
import { seesCase, unitsOf } from '../who.ts'
import { formMay, stopMay } from './may.ts'
import { type UnitNames, unitNames } from './names.ts'
import { partiesOf } from './parties.ts'

type Shown = z.input<typeof contract.LiaisonForm>
type ShownStop = z.input<typeof contract.Stop>

const rowsOf = async (read: Reader, organizationId: string, id: string) => {
  const [form, stops, files, measures, about] = await Promise.all([
    read.selectFrom('liaison.form').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst(),
    read.selectFrom('liaison.stop').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', id).orderBy('no').execute(),
    read.selectFrom('liaison.file').select(['stop_id', 'file_id']).where('organization_id', '=', organizationId).where('form_id', '=', id).execute(),
    read.selectFrom('liaison.measure').selectAll().where('organization_id', '=', organizationId).where('form_id', '=', id).orderBy('no').execute(),
    sql<CaseOf>`select * from liaison.case_of(${id}::uuid)`.execute(read.raw),
  ])
  if (!form) throw new Problem(notFound)
  return { form, stops, files, measures, about: about.rows[0] }
}
type Rows = Awaited<ReturnType<typeof rowsOf>>

interface Around { readonly rows: Rows; readonly actor: Actor; readonly sees: boolean; readonly leads: boolean; readonly units: ReadonlySet<string>; readonly parties: Awaited<ReturnType<typeof partiesOf>>; readonly named: UnitNames; readonly person: Awaited<ReturnType<typeof namesOf>>; readonly files: Awaited<ReturnType<typeof filesById>> }

const fileRef = ({ files }: Around, id: string | null) => {
  const file = id ? files.get(id) : undefined
  return file ? refOf(file) : null
}

const signedOf = (around: Around, stop: StopRow, measures: Rows['measures'], fileIds: readonly string[]): ShownStop['signed'] =>
  (stop.signed_at && stop.seal ? { name: stop.signed_name ?? '', at: iso(stop.signed_at), seal: stop.seal, intact: sealNow(around.rows.form, stop, measures, fileIds) === stop.seal, drawing: fileRef(around, stop.signature_id) } : null)

const shownStop = (around: Around) => (stop: StopRow): ShownStop => {
  const { rows, actor, sees, leads, units, parties, named, person } = around
  const no = (id: string | null) => rows.stops.find((s) => s.id === id)?.no ?? null
  const measures = rows.measures.filter((m) => m.stop_id === stop.id)
  const fileIds = rows.files.filter((f) => f.stop_id === stop.id).map((f) => f.file_id)
  return {
    id: stop.id, no: stop.no, round: stop.round, kind: stop.kind as ShownStop['kind'], state: stop.state as ShownStop['state'], unit: named.ref(stop.unit_id), party: stop.party_id ? parties.get(stop.party_id) ?? null : null, binding: stop.binding, fromNo: no(stop.from_id), aboutNo: no(stop.about_id), message: stop.message,
    asked: { by: person(stop.asked_by)?.name ?? '', at: iso(stop.asked_at) }, dueAt: isoOrNull(stop.due_at), clockId: sees ? stop.clock_id : null, taken: stop.taken_at && stop.taken_by ? { by: person(stop.taken_by) ?? { id: stop.taken_by, name: '' }, at: iso(stop.taken_at) } : null,
    answer: stop.answer as ShownStop['answer'], measures: measures.map((m) => ({ id: m.id, kind: m.kind as 'correct', text: m.body, responsible: m.responsible ?? '', dueOn: m.due_on as string | null })),
    files: fileIds.flatMap((id) => fileRef(around, id) ?? []), signed: signedOf(around, stop, measures, fileIds), ended: stop.ended_at ? { at: iso(stop.ended_at), reason: stop.end_reason } : null, adopted: stop.adopted_at !== null, timeZone: named.zone(stop.unit_id),
    may: stopMay({ actor, sees, leads, units }, formFacts(rows.form, rows.stops), stopFacts(stop), stop.adopted_at !== null),
  }
}

const caseOf = async (read: Reader, organizationId: string, form: FormRow): Promise<Shown['complaint']> => {
  const [found, points] = await Promise.all([read.selectFrom('complaint.complaint').select('number').where('organization_id', '=', organizationId).where('id', '=', form.complaint_id).executeTakeFirst(), pointsOf(read, organizationId, form.complaint_id)])
  return found ? { id: form.complaint_id, number: found.number, points: points.map((p) => ({ id: p.id, no: p.no, text: p.words })) } : null
}

/** A form as whoever asks may see it: whole, also for those who do not see the case. */
export const readForm = async (read: Reader, actor: Actor, id: string, now: Instant): Promise<Shown> => {
  const rows = await rowsOf(read, actor.organizationId, id)
  const { form, stops } = rows
  const route = form.route as unknown as Advice
  const [sees, units, named, person, files, complaint] = await Promise.all([
    seesCase(read, actor.organizationId, form.complaint_id), unitsOf(read, actor), unitNames(read, actor.organizationId), namesOf(read, actor.organizationId, [form.made_by, ...stops.flatMap((s) => [s.asked_by, s.taken_by])]),
    filesById(read, actor.organizationId, [...rows.files.map((f) => f.file_id), ...stops.flatMap((s) => s.signature_id ?? [])]), caseOf(read, actor.organizationId, form),
  ])
  const leads = sees || units.has(form.office_unit_id)
  const parties = await partiesOf(read, form, { actor, leads, now })
  const around: Around = { rows, actor, sees, leads, units, parties, named, person, files }
  return {
    id: form.id, number: form.number, state: form.state as Shown['state'], version: form.version, round: roundOf(stops), complaint, unit: named.ref(form.unit_id), timeZone: named.zone(form.unit_id),
    customerName: form.customer_name, product: form.product, lot: form.lot, order: form.order_number, text: form.body, demand: form.demand, fields: form.fields as Values, template: form.template as LiaisonField[],
    route: { why: route.why, rule: route.rule, version: route.version, quality: form.quality_unit_id ? named.ref(form.quality_unit_id) : null, units: form.planned.map(named.ref), otherwise: form.otherwise },
    replyDueAt: isoOrNull(rows.about?.reply_due_at ?? null), made: { by: person(form.made_by), at: iso(form.made_at) }, sentAt: isoOrNull(form.sent_at), ended: form.ended_at ? { at: iso(form.ended_at), reason: form.end_reason } : null,
    stops: stops.map(shownStop(around)), may: formMay({ actor, sees, leads, units }, formFacts(form, stops)),
  }
}

export const formQuery = query('liaison.read', (read, actor, { id }: { id: string }, now) => readForm(read, actor, id, now), (input) => ({ type: 'liaison', id: input.id, unitId: null }))

/** A file that hangs on the form, or the drawn name under it: seen with the form. */
export const fileQuery = query('liaison.read', async (read, actor, { id, fileId }: { id: string; fileId: string }) => {
  const { stops, files } = await rowsOf(read, actor.organizationId, id)
  const known = files.some((f) => f.file_id === fileId) || stops.some((s) => s.signature_id === fileId)
  const row = known ? await read.selectFrom('files.file').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', fileId).executeTakeFirst() : undefined
  if (!row) throw new Problem(notFound)
  return { sha256: row.sha256, name: row.name, mediaType: row.media_type, bytes: row.bytes, subjectId: row.subject_id, uploadedBy: row.uploaded_by }
}, (input) => ({ type: 'liaison', id: input.id, unitId: null }))
