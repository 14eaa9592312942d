import type { z } from 'zod'
import type * as contract from '#contract/working-time.ts'
import { query } from '#kernel/query.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import { movesOf } from '../moves/touched.ts'
import { bookOf } from './book.ts'
import { refuseTimes, withOwn } from './commands.ts'
import { digestOfPlan } from './digest.ts'
import { planTimes } from './plan.ts'

/** What would move if a unit set this: refused as the setting would be, and kept nowhere. */
export const previewTimes = query('clock.setTimes', async (read, actor, { from, ...input }: z.output<typeof contract.previewTimes.input>, now) => {
  const { id, revision: _, ...own } = input
  const units = await unitRows(read, actor.organizationId)
  const book = await bookOf(read, actor.organizationId, units)
  refuseTimes(actor, input, { units, row: book.rows.find((one) => one.unit_id === id), regions: book.official })
  const planned = planTimes(withOwn(book, id, own), subtree(units, id), now)
  const bodies = new Map(planned.map(({ unitId, body }) => [unitId, body]))
  return { digest: digestOfPlan(planned), moves: await movesOf(read, actor.organizationId, { unitIds: [...bodies.keys()], imagined: { bodies, official: new Map() }, now, from }) }
})
