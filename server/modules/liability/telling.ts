import { type Reader, sql } from '#kernel/db.ts'

/** Whether words that go to an outsider tell who complains, where few may know. */
export const tellsWho = async (read: Reader, organizationId: string, complaintId: string, words: string | null): Promise<boolean> => {
  if (!words?.trim()) return false
  const { rows: [told] } = await sql<{ it: boolean }>`select t.by_name or t.by_phone as it from complaint.complaint c, lateral complaint.tells_who(c.id, ${words}) t
    where c.organization_id = ${organizationId} and c.id = ${complaintId} and c.identity <> 'open'`.execute(read.raw)
  return told?.it ?? false
}
