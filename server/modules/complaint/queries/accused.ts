import type { z } from 'zod'
import type { About } from '#contract/kept.ts'
import type { Reader } from '#kernel/db.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'

/** Whom a case is about, as it was said, and who is not to work on it; null: nobody. */
export const aboutOf = async (read: Reader, organizationId: string, complaintId: string): Promise<z.input<typeof About> | null> => {
  const people = await read.selectFrom('complaint.accused as a').innerJoin('identity.person as p', (j) => j.onRef('p.organization_id', '=', 'a.organization_id').onRef('p.id', '=', 'a.person_id'))
    .select(['p.id', 'p.name', 'a.reason']).where('a.organization_id', '=', organizationId).where('a.complaint_id', '=', complaintId).where('a.ended_at', 'is', null).orderBy('a.id').execute()
  return people.length ? { people, apart: [...await answeringTo(read, organizationId, people.map((p) => p.id))] } : null
}
