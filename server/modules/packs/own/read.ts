import type { OpenTransaction, Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Instant } from '#kernel/time.ts'
import type { Own } from './overlay.ts'

const COLUMNS = ['list', 'code', 'revision', 'content', 'was', 'retired', 'changed_by', 'changed_at'] as const

const newest = (from: Pick<Reader, 'selectFrom'>, organizationId: string) => from.selectFrom('packs.own').distinctOn(['list', 'code']).select(COLUMNS)
  .where('organization_id', '=', organizationId).orderBy('list').orderBy('code').orderBy('revision', 'desc')

export type OwnRow = Own & { readonly changed_by: string | null; readonly changed_at: Instant }

/** Everything that a firm says its own way, in the order in which it came. */
export const ownRows = async (read: Reader, organizationId: string): Promise<readonly OwnRow[]> => (await newest(read, organizationId).execute() as OwnRow[])

/** What firms call values of ours, by organisation. */
export const ownWords = async (open: OpenTransaction): Promise<ReadonlyMap<string, readonly Own[]>> => {
  const rows = await open.selectFrom('packs.own').distinctOn(['organization_id', 'code']).select(['organization_id', ...COLUMNS]).where('list', '=', 'words')
    .orderBy('organization_id').orderBy('code').orderBy('revision', 'desc').execute()
  return groupBy(rows as unknown as readonly (Own & { organization_id: string })[], (row) => row.organization_id)
}
