import { randomInt } from 'node:crypto'
import { type OpenTransaction, sql } from './db.ts'

/** A stretch of time in which about `SLICE_ROWS` complaints of one organisation came. `key` begins every gram of it in the index. */
export interface Slice { readonly no: number; readonly since: string; readonly key: string }

/** Few enough to look through what a common word finds in the newest one, many enough that a rare word is not looked up too often. */
export const SLICE_ROWS = 100_000

const FIRST = '00000000-0000-0000-0000-000000000000'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
const symbol = () => ALPHABET[randomInt(ALPHABET.length)] ?? ''

/** Two slices with the same key cost a little time and nothing else: what is found is looked at again. */
export const newSliceKey = (): string => symbol() + symbol()

const readSlices = (db: OpenTransaction, organizationId: string) =>
  db.selectFrom('kernel.slice').select(['no', 'since', 'key']).where('organization_id', '=', organizationId).orderBy('no', 'desc').execute()

/** The slices of an organisation, newest first; the first one begins with the first row. */
export const slicesOf = async (db: OpenTransaction, organizationId: string): Promise<readonly Slice[]> => {
  const slices = await readSlices(db, organizationId)
  if (slices.length) return slices
  await db.insertInto('kernel.slice').values({ organization_id: organizationId, no: 0, since: FIRST, key: newSliceKey() }).onConflict((c) => c.doNothing()).execute()
  return readSlices(db, organizationId)
}

/** The key of the slice that an id belongs to. */
export const keyAt = (slices: readonly Slice[], id: string): string => {
  const slice = slices.find(({ since }) => since <= id)
  if (!slice) throw new Error('no slice begins with the first row')
  return slice.key
}

/** The organisations that have slices, each with its newest. */
export const newestSlices = async (db: OpenTransaction) =>
  (await sql<{ organization_id: string; no: number; since: string; counted: number; counted_to: string }>`
    select distinct on (organization_id) organization_id, no, since, counted, counted_to from kernel.slice order by organization_id, no desc`.execute(db)).rows
