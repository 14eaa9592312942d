import type { z } from 'zod'
import type * as contract from '#contract/assigning.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import { unitNotYours, unknownCategory } from '#contract/complaint.ts'
import { unknownClass } from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { keepGivingOut } from '#modules/identity/commands/units.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { type CurrentPack, currentPack } from '#modules/packs/queries.ts'
import { GivingOutSet, SkillsSet } from '../events.ts'

const seesUnit = ({ actor }: Tx, unitId: string) => actor.units === 'all' || actor.units.includes(unitId)

/** Set by who leads the unit: everybody else who works there only follows it. */
export const setGivingOut = command('routing.setGivingOut', async (tx, { id, way, receiverKeeps, mostOpen }: z.output<typeof contract.setGivingOut.input>) => {
  if (!seesUnit(tx, id)) throw new Problem(unitNotYours)
  await keepGivingOut(tx, id, { gives_out: way, receiver_keeps: receiverKeeps, most_open: mostOpen })
  await tx.record(GivingOutSet, { subject: { type: 'unit', id, unitId: id }, payload: { unitId: id, way, receiverKeeps, mostOpen } })
  return { id }
})

/** People of units in sight; of whom no post is known only who sees everything. */
const refuseStranger = async (tx: Tx, personId: string) => {
  const there = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst()
  if (!there) throw new Problem(notFound)
  const posts = (await holders(readerOf(tx.db), tx.actor.organizationId)).filter((h) => h.personId === personId)
  if (tx.actor.units !== 'all' && !posts.some((post) => seesUnit(tx, post.unitId))) throw new Problem(unitNotYours)
}

const refuseUnknown = ({ body }: CurrentPack, { categories, classes }: Pick<contract.Skills, 'categories' | 'classes'>) => {
  const stray = (codes: readonly string[], known: readonly { readonly code: string }[]) => codes.findIndex((code) => !known.some((one) => one.code === code))
  const [category, customerClass] = [stray(categories, body.categories), stray(classes, body.classes)]
  if (category >= 0) throw new Problem(unknownCategory, {}, `categories/${category}`)
  if (customerClass >= 0) throw new Problem(unknownClass, {}, `classes/${customerClass}`)
}

/** What somebody is good at, and how much they can carry. */
export const setSkills = command('routing.setSkills', async (tx, { id, version, mostOpen, ...tags }: z.output<typeof contract.setSkills.input>) => {
  await refuseStranger(tx, id)
  refuseUnknown(await currentPack(readerOf(tx.db), tx.actor.organizationId), tags)
  const { categories, languages, classes } = { categories: [...new Set(tags.categories)], languages: [...new Set(tags.languages)], classes: [...new Set(tags.classes)] }
  const row = { most_open: mostOpen, categories, languages, classes, version: version + 1 }
  const kept = version === 0
    ? await tx.db.insertInto('routing.skill').values({ organization_id: tx.actor.organizationId, person_id: id, ...row }).onConflict((c) => c.doNothing()).returning('person_id').executeTakeFirst()
    : await tx.db.updateTable('routing.skill').set(row).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', id).where('version', '=', version).returning('person_id').executeTakeFirst()
  if (!kept) throw new Problem(staleVersion)
  await tx.record(SkillsSet, { subject: { type: 'person', id, unitId: null }, payload: { personId: id, mostOpen, categories, languages, classes } })
  return { id }
})
