import type { z } from 'zod'
import type * as contract from '#contract/assigning.ts'
import { notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { shownConsidered } from './choose.ts'
import type { Weighed } from './rules.ts'

const shownUnits = async (read: Reader, actor: Actor): Promise<contract.GivingOut[]> =>
  (await unitRows(read, actor.organizationId)).filter((unit) => !unit.retired_at && (actor.units === 'all' || actor.units.includes(unit.id)))
    .map((unit) => ({ unitId: unit.id, unitName: unit.name, way: unit.gives_out as contract.GivesOut, receiverKeeps: unit.receiver_keeps, mostOpen: unit.most_open, may: actor.may('routing.setGivingOut') }))

/** How the units in sight give out what comes in. */
export const givingOut = query('routing.read', async (read, actor, _input: Record<string, never>) => ({ items: await shownUnits(read, actor), next: null }))

export const unitGivingOut = query('routing.read', async (read, actor, { id }: { id: string }) => {
  const unit = (await shownUnits(read, actor)).find((one) => one.unitId === id)
  if (!unit) throw new Problem(notFound)
  return unit
})

const rows = (read: Reader, organizationId: string) => read.selectFrom('routing.skill').selectAll().where('organization_id', '=', organizationId)
const shown = (r: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): contract.Skills => ({ personId: r.person_id, mostOpen: r.most_open, categories: r.categories, languages: r.languages, classes: r.classes, version: r.version })

export const skills = query('routing.read', async (read, actor, _input: Record<string, never>) => ({ items: (await rows(read, actor.organizationId).execute()).map(shown), next: null }))

export const skillsOf = query('routing.read', async (read, actor, { id }: { id: string }) => shown(await rows(read, actor.organizationId).where('person_id', '=', id).executeTakeFirstOrThrow()))

/** Why a case went to whom it went to when somebody was last chosen for it. */
export const choiceOf = query('routing.read', async (read, actor, { id }: { id: string }): Promise<z.output<typeof contract.Choice>> => {
  const row = await read.selectFrom('routing.choice').selectAll().where('organization_id', '=', actor.organizationId).where('complaint_id', '=', id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const considered = row.considered as unknown as readonly Weighed[]
  const name = await namesOf(read, actor.organizationId, [row.person_id, ...considered.map((one) => one.id)])
  return { at: iso(row.at), way: row.way as 'automatic', person: name(row.person_id) ?? { id: row.person_id, name: '' }, considered: shownConsidered({ considered }, name) }
})
