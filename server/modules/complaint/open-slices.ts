import { type Db, type OpenTransaction, asSystem } from '#kernel/db.ts'
import { idAt } from '#kernel/id.ts'
import { SLICE_ROWS, newSliceKey, newestSlices } from '#kernel/slices.ts'
import type { Clock } from '#kernel/time.ts'

/** A slice is made known this long before it begins: longer than any write takes, and than clocks of several servers differ. */
const AHEAD_MS = 60_000

type Newest = Awaited<ReturnType<typeof newestSlices>>[number]

/** Counts on from where it was counted to. */
const countOn = (db: OpenTransaction, slice: Newest) => db.selectFrom((eb) => eb.selectFrom('complaint.search').select('complaint_id').where('organization_id', '=', slice.organization_id)
  .where('complaint_id', '>', slice.counted_to > slice.since ? slice.counted_to : slice.since).orderBy('complaint_id').limit(SLICE_ROWS).as('more')).select('complaint_id').orderBy('complaint_id', 'desc').execute()

const look = async (db: OpenTransaction, slice: Newest, now: number) => {
  if (slice.since > idAt(now)) return
  const more = await countOn(db, slice)
  const counted = slice.counted + more.length
  const [last] = more
  if (last) await db.updateTable('kernel.slice').set({ counted, counted_to: last.complaint_id }).where('organization_id', '=', slice.organization_id).where('no', '=', slice.no).execute()
  if (counted < SLICE_ROWS) return
  const since = idAt(now + AHEAD_MS)
  await db.insertInto('kernel.slice').values({ organization_id: slice.organization_id, no: slice.no + 1, since, counted_to: since, key: newSliceKey() }).onConflict((c) => c.doNothing()).execute()
}

/** Begins the next slice of the search where the newest has become full. */
export const openSlices = (db: Db, clock: Clock): Promise<void> => asSystem(db, async (open) => {
  for (const slice of await newestSlices(open)) await look(open, slice, clock().getTime())
})
