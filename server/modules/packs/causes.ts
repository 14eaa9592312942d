import type { z } from 'zod'
import { LOCALES, notFound, staleVersion, type Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import type { Tx } from '#kernel/tx.ts'
import { CauseAdded, CauseChanged, CauseRestored, CauseRetired } from './events.ts'
import { ownCausesIn } from './own-causes.ts'
import { currentPack } from './queries.ts'

const subjectOf = (organizationId: string) => ({ type: 'causes', id: organizationId, unitId: null })

/** The firm's own causes, locked: one at a time changes them. */
const lockOwn = async (tx: Tx): Promise<readonly contract.OwnCause[]> => {
  const { own_causes } = await tx.db.selectFrom('packs.current').select('own_causes').where('organization_id', '=', tx.actor.organizationId).forUpdate().executeTakeFirstOrThrow()
  return ownCausesIn(own_causes)
}

const keep = async (tx: Tx, own: readonly contract.OwnCause[]) => {
  await tx.db.updateTable('packs.current').set({ own_causes: JSON.stringify(own) }).where('organization_id', '=', tx.actor.organizationId).execute()
  currentPack.forget(tx.db)
}

const nameIn = (label: Words, locale: keyof Words) => label[locale].trim().toLocaleLowerCase()

/** It has a name, and no other beside it has the same. */
export const whyNotNamed = (causes: readonly contract.RootCause[], label: Words, parent: string | null, but?: string): Refusal | null => {
  if (LOCALES.every((locale) => nameIn(label, locale) === '')) return contract.causeNameless
  const same = causes.some((one) => one.parent === parent && one.code !== but && LOCALES.some((locale) => nameIn(label, locale) !== '' && nameIn(one.label, locale) === nameIn(label, locale)))
  return same ? contract.causeNamesake : null
}

const refuseName = (...asked: Parameters<typeof whyNotNamed>) => {
  const refusal = whyNotNamed(...asked)
  if (refusal) throw new Problem(refusal, {}, 'label')
}

/** What it may stand below: nothing, or one that is in use. */
export const isPlace = (causes: readonly contract.RootCause[], parent: string | null): boolean => parent === null || causes.some((one) => one.code === parent && !one.retired)

export const addCause = command('packs.addCause', async (tx, { parent, label }: z.output<typeof contract.addCause.input>) => {
  const own = await lockOwn(tx)
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  if (own.length >= contract.MOST_OWN_CAUSES) throw new Problem(contract.tooManyCauses, { most: contract.MOST_OWN_CAUSES })
  if (!isPlace(body.causes, parent)) throw new Problem(contract.causeParentUnknown, {}, 'parent')
  refuseName(body.causes, label, parent)
  const made = { code: `own${newId().replaceAll('-', '').slice(-12)}`, parent, label, retired: false, version: 1 }
  await keep(tx, [...own, made])
  await tx.record(CauseAdded, { subject: subjectOf(tx.actor.organizationId), payload: { code: made.code } })
  return made
})

const happened = (before: contract.OwnCause, retired: boolean) => (before.retired === retired ? CauseChanged : retired ? CauseRetired : CauseRestored)

export const changeCause = command('packs.changeCause', async (tx, { code, version, label, retired }: z.output<typeof contract.changeCause.input>) => {
  const own = await lockOwn(tx)
  const before = own.find((one) => one.code === code)
  if (!before) throw new Problem(notFound)
  if (before.version !== version) throw new Problem(staleVersion)
  refuseName((await currentPack(readerOf(tx.db), tx.actor.organizationId)).body.causes, label, before.parent, code)
  const changed = { ...before, label, retired, version: version + 1 }
  await keep(tx, own.map((one) => (one.code === code ? changed : one)))
  await tx.record(happened(before, retired), { subject: subjectOf(tx.actor.organizationId), payload: { code } })
  return changed
})

/** Causes that another firm added, as they were looked at. */
export const takeCauses = async (tx: Tx, taken: readonly contract.OwnCause[]): Promise<void> => {
  if (!taken.length) return
  const own = await lockOwn(tx)
  const before = new Map(own.map((one) => [one.code, one]))
  await keep(tx, [...own.map((one) => taken.find(({ code }) => code === one.code) ?? one), ...taken.filter(({ code }) => !before.has(code))])
  for (const { code, retired } of taken) {
    const stood = before.get(code)
    await tx.record(stood ? happened(stood, retired) : CauseAdded, { subject: subjectOf(tx.actor.organizationId), payload: { code } })
  }
}

export const ownCauses = query('packs.read', async (read, actor, _input: Record<string, never>) => {
  const { own_causes } = await read.selectFrom('packs.current').select('own_causes').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  return { items: [...ownCausesIn(own_causes)], next: null }
})
