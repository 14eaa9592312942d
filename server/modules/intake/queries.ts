import { type NoteLine, type Reception, type Talk, readBackText } from '#contract/reception.ts'
import type { Reader } from '#kernel/db.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

/** How a complaint was received; null where nothing of it was kept. */
export const receptionOf = async (read: Reader, organizationId: string, complaintId: string): Promise<Reception | null> => {
  const r = await read.selectFrom('intake.reception').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).executeTakeFirst()
  if (!r) return null
  const [files, name, points] = await Promise.all([filesById(read, organizationId, [r.recording_id, r.signature_id].flatMap((id) => id ?? [])), namesOf(read, organizationId, [r.host_id]), pointsOf(read, organizationId, complaintId)])
  const fileOf = (id: string | null) => {
    const file = id ? files.get(id) : undefined
    return file ? refOf(file) : null
  }
  const recording = fileOf(r.recording_id)
  return {
    notes: r.notes as NoteLine[], recording: recording && { file: recording, startedAt: isoOrNull(r.recording_started_at) }, talk: r.talk as Talk | null, seatedAt: r.seated_at, host: name(r.host_id),
    readBack: r.read_back !== null && r.read_back_at ? { text: r.read_back, at: iso(r.read_back_at), signature: fileOf(r.signature_id), seal: r.seal ?? '', stillSo: r.read_back === readBackText(points.map((p) => ({ text: p.words, wants: p.wants }))) } : null,
    writtenFrom: r.written_from, reference: r.reference, answerBy: isoOrNull(r.answer_by),
  }
}
