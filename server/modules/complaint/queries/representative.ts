import type { z } from 'zod'
import type { Representative } from '#contract/representative.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { filesById, refOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { standingOf } from '../rules.ts'

/** Who speaks for the customer now; null where they speak for themselves. Named to those who may know who complains. */
export const representativeOf = async (read: Reader, { organizationId, locale }: Pick<Actor, 'organizationId' | 'locale'>, complaintId: string, now: Instant): Promise<z.input<typeof Representative> | null> => {
  const r = await read.selectFrom('complaint.representative as r').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'r.organization_id').onRef('c.id', '=', 'r.complaint_id')).innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .leftJoin('complaint.representative_person as p', (j) => j.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.representative_id', '=', 'r.id'))
    .selectAll('r').select(['u.time_zone', 'p.name', 'p.phone', 'p.email']).where('r.organization_id', '=', organizationId).where('r.complaint_id', '=', complaintId).where('r.ended_at', 'is', null).executeTakeFirst()
  if (!r) return null
  const [name, files] = await Promise.all([namesOf(read, organizationId, [r.by_id, r.waived_by]), filesById(read, organizationId, r.file_id ? [r.file_id] : [])])
  const file = r.file_id ? files.get(r.file_id) : undefined
  return {
    id: r.id, name: r.name ?? words(locale, ['complaint', 'standsFor', 'representative']) ?? '', phone: r.phone, email: r.email, relation: r.relation, standing: standingOf(r, localDay(r.time_zone, now)), scope: r.scope, untilOn: r.until_on,
    file: file ? refOf(file) : null, shownAt: isoOrNull(r.shown_at), waived: r.waived === null ? null : { reason: r.waived, by: name(r.waived_by) }, namedBy: name(r.by_id), namedAt: iso(r.at),
  }
}
