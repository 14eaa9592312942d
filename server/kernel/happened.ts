import type { Reader } from './db.ts'

/** What happened to subjects under these names: the payloads of the events, oldest first. */
export const happenedTo = async (read: Reader, organizationId: string, subjectIds: readonly string[], names: readonly string[]) =>
  (subjectIds.length ? read.selectFrom('kernel.event').select(['subject_id as subjectId', 'name', 'payload']).where('organization_id', '=', organizationId).where('subject_id', 'in', [...subjectIds]).where('name', 'in', [...names]).orderBy('id').execute() : [])
