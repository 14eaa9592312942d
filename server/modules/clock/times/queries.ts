import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/working-time.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { hoursOfKind } from '../calendars.ts'
import { HOME, learnOfficial, officialIds, officialOf } from '../official/kept.ts'
import { inForce } from './in-force.ts'
import { linksOf, ownOf, timesRows } from './rows.ts'

const all = async (read: Reader, { organizationId }: Actor): Promise<z.input<typeof contract.UnitTimes>[]> => {
  const [units, rows, { body: pack }, official] = await Promise.all([unitRows(read, organizationId), timesRows(read, organizationId), currentPack(read, organizationId), officialIds(read, organizationId)])
  await learnOfficial(read, organizationId, [...official.values()])
  const name = await namesOf(read, organizationId, rows.map((row) => row.changed_by))
  return units.filter((unit) => !unit.retired_at).map((unit) => {
    const row = rows.find((r) => r.unit_id === unit.id)
    const { body, weeklyFrom, observesFrom, region, regionFrom, closures, special } = inForce(linksOf(units, rows, unit.id))
    const usual = hoursOfKind(pack, unit.kind)
    const observesHolidays = body?.observesHolidays ?? usual.observesHolidays
    return {
      unitId: unit.id, revision: row?.revision ?? 0, own: ownOf(row), changedBy: name(row?.changed_by ?? null), changedAt: row && row.revision > 0 ? iso(row.changed_at) : null,
      inForce: { weekly: body?.weekly ?? usual.weekly, weeklyFrom, observesHolidays, observesFrom, region: region ?? HOME, regionFrom, closures: [...closures], special: [...special] },
      holidaysUntil: observesHolidays ? officialOf(official.get(region ?? HOME) ?? null).publishedThrough : null,
    }
  })
}

export const workingTimes = query('identity.read', async (read, actor) => ({ items: await all(read, actor), next: null }))

export const unitTimes = query('identity.read', async (read, actor, { id }: { id: string }) => {
  const found = (await all(read, actor)).find((times) => times.unitId === id)
  if (!found) throw new Problem(notFound)
  return found
})
