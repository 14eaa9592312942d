import { randomInt } from 'node:crypto'
import { type OpenTransaction, sql } from './db.ts'
import { idAt } from './id.ts'

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

/** A slice is made known this long before it begins: longer than any write takes, and than clocks of several servers differ. */
const AHEAD_MS = 60_000

interface Newest { readonly organization_id: string; readonly no: number; readonly since: string; readonly counted: number; readonly counted_to: string }
/** The next rows of a slice behind an id, no more than so many: how many, and the last. */
type Count = (organizationId: string, behind: string, most: number) => Promise<{ readonly rows: number; readonly last: string | null }>

const newestSlices = async (db: OpenTransaction): Promise<readonly Newest[]> =>
  (await sql<Newest>`select distinct on (organization_id) organization_id, no, since, counted, counted_to from kernel.slice order by organization_id, no desc`.execute(db)).rows

const begin = (db: OpenTransaction, { organization_id, no }: Newest, since: string) =>
  db.insertInto('kernel.slice').values({ organization_id, no: no + 1, since, counted_to: since, key: newSliceKey() }).onConflict((c) => c.doNothing()).execute()

const countOn = async (db: OpenTransaction, slice: Newest, count: Count): Promise<number> => {
  const { rows, last } = await count(slice.organization_id, slice.counted_to > slice.since ? slice.counted_to : slice.since, SLICE_ROWS)
  const counted = slice.counted + rows
  if (last) await db.updateTable('kernel.slice').set({ counted, counted_to: last }).where('organization_id', '=', slice.organization_id).where('no', '=', slice.no).execute()
  return counted
}

/** Counts on, from where each organisation's newest slice was counted to, and begins the next where it has become full. */
export const openNextSlices = async (db: OpenTransaction, now: Date, count: Count): Promise<void> => {
  for (const slice of await newestSlices(db)) {
    if (slice.since > idAt(now.getTime())) continue
    if (await countOn(db, slice, count) >= SLICE_ROWS) await begin(db, slice, idAt(now.getTime() + AHEAD_MS))
  }
}
