import type { Words } from '#contract/common.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { isDeepStrictEqual } from 'node:util'
import { currentPack } from '../queries.ts'

/** A category as a case keeps it: its code, and the version of the pack it was chosen from. */
export interface Kept { readonly code: string | null; readonly versionId: string }

/** What categories were called when they were chosen, where that is not what they are called today. */
export const namesThen = async (read: Reader, organizationId: string, kept: readonly Kept[]): Promise<(one: Kept) => Words | null> => {
  const { versionId, body } = await currentPack(read, organizationId)
  const asked = kept.filter((one) => one.code !== null && one.versionId !== versionId)
  if (!asked.length) return () => null
  const { rows } = await sql<{ id: string; code: string; label: Words }>`
    select v.id, c ->> 'code' as code, c -> 'label' as label from packs.version v cross join jsonb_array_elements(v.body -> 'categories') c
    where v.organization_id = ${organizationId} and v.id = any (${[...new Set(asked.map((one) => one.versionId))]}::uuid[]) and c ->> 'code' = any (${[...new Set(asked.map((one) => one.code))]}::text[])`.execute(read.raw)
  return ({ code, versionId: then }) => {
    const label = rows.find((row) => row.id === then && row.code === code)?.label
    return label && !isDeepStrictEqual(label, body.categories.find((category) => category.code === code)?.label) ? label : null
  }
}
