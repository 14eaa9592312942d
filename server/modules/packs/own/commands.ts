import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { invalidInput, notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/own.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { FieldsOrdered, OwnAdded, OwnChanged, OwnGivenBack, OwnRestored, OwnRetired } from '../events.ts'
import { currentPack, versionBody } from '../queries.ts'
import { digestOfOwn, placeOf } from '../vouched.ts'
import { lockCategories } from '../tree/draft.ts'
import { whyNotRetire, whyNotSaid } from './faults.ts'
import { itemOf, packItems } from './items.ts'
import type { Item, Own } from './overlay.ts'
import { ownRows } from './read.ts'
import { isOtherKind } from './rules.ts'

export const ownSubject = (organizationId: string) => ({ type: 'own', id: organizationId, unitId: null })

/** Codes in the order in which they came. */
const newCode = () => `own${newId().replaceAll('-', '')}`

type Said = z.output<typeof contract.changeOwn.input>

const refuseFaulty = async (tx: Tx, list: contract.OwnList, item: Item, brought: Item | null) => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const fault = whyNotSaid(list, item, body, brought)
  if (fault) throw new Problem(fault.refusal, fault.params, `entry/content/${fault.field}`)
}

const refuseOther = (list: contract.OwnList, entry: contract.OwnEntry | null) => { if (entry && entry.list !== list) throw new Problem(invalidInput, {}, 'entry/list') }

type Row = Pick<Own, 'list' | 'code' | 'revision' | 'content' | 'was' | 'retired'>

/** The next revisions; from now on everybody reads anew. @returns what an event tells of them. */
export const keepOwn = async (tx: Tx, rows: readonly Row[]): Promise<{ readonly revisions: { readonly place: string; readonly digest: string }[] }> => {
  if (!rows.length) return { revisions: [] }
  const organization_id = tx.actor.organizationId
  const json = (item: Item | null) => (item ? JSON.stringify(item) : null)
  await tx.db.insertInto('packs.own').values(rows.map(({ content, was, ...row }) => ({ organization_id, ...row, content: json(content), was: json(was), changed_by: tx.actor.id, changed_at: tx.now }))).execute()
  await tx.db.updateTable('packs.current').set({ own_id: newId() }).where('organization_id', '=', organization_id).execute()
  currentPack.forget(tx.db)
  // What it calls things is said from here on.
  await currentPack(readerOf(tx.db), organization_id)
  return { revisions: rows.map((row) => ({ place: placeOf(row), digest: digestOfOwn({ ...row, changed_by: tx.actor.id, changed_at: tx.now }) })) }
}

/** What the firm and its pack say in one place, locked against whoever changes the same. */
const lockPlace = async (tx: Tx, list: contract.OwnList, code: string) => {
  await lockCategories(tx)
  const read = readerOf(tx.db)
  const { organizationId } = tx.actor
  const { versionId } = await currentPack(read, organizationId)
  const [body, rows] = await Promise.all([versionBody(read, organizationId, versionId), ownRows(read, organizationId)])
  return { rows, pack: packItems(body, list).find((one) => one.code === code) ?? null, own: rows.find((one) => one.list === list && one.code === code) ?? null }
}

export const addOwn = command('packs.addOwn', async (tx, { list, entry }: z.output<typeof contract.addOwn.input>) => {
  refuseOther(list, entry)
  if (!contract.GROWING.includes(list)) throw new Problem(contract.notAdded)
  const code = newCode()
  const { rows } = await lockPlace(tx, list, code)
  if (rows.filter((one) => one.list === list && one.was === null && one.content).length >= contract.MOST_OWN) throw new Problem(contract.tooManyOwn, { most: contract.MOST_OWN })
  const content = itemOf(entry, code, null)
  await refuseFaulty(tx, list, content, null)
  const kept = await keepOwn(tx, [{ list, code, revision: 1, content, was: null, retired: false }])
  await tx.record(OwnAdded, { subject: ownSubject(tx.actor.organizationId), payload: { ownList: list, code, ...kept } })
  return { code, revision: 1 }
})

type Place = Awaited<ReturnType<typeof lockPlace>>

/** The words that are to be kept; null where they are the pack's. */
const contentOf = async (tx: Tx, { list, code, entry }: Said, { pack, own }: Place): Promise<Item | null> => {
  const before = own?.content ?? pack
  if (!entry || !before) return null
  const content = itemOf(entry, code, before)
  if (isOtherKind(list, content, before)) throw new Problem(contract.kindFixed, {}, 'entry/content/type')
  await refuseFaulty(tx, list, content, pack)
  return isDeepStrictEqual(content, JSON.parse(JSON.stringify(pack))) ? null : content
}

const happened = (before: Own | null, content: Item | null, retired: boolean) => {
  if ((before?.retired ?? false) !== retired) return retired ? OwnRetired : OwnRestored
  return content ? OwnChanged : OwnGivenBack
}

export const changeOwn = command('packs.changeOwn', async (tx, said: Said) => {
  const { list, code, revision, entry, retired } = said
  refuseOther(list, entry)
  const place = await lockPlace(tx, list, code)
  if (!place.pack && !place.own) throw new Problem(notFound)
  if ((place.own?.revision ?? 0) !== revision) throw new Problem(staleVersion)
  const stays = whyNotRetire(list, retired, place.pack)
  if (stays) throw new Problem(stays)
  if (!entry && !place.pack) throw new Problem(contract.nothingOfPack)
  const content = await contentOf(tx, said, place)
  // Taken up again, what the pack dropped is the firm's own.
  const kept = await keepOwn(tx, [{ list, code, revision: revision + 1, content, was: place.pack ?? (retired ? place.own?.was ?? null : null), retired }])
  await tx.record(happened(place.own, content, retired), { subject: ownSubject(tx.actor.organizationId), payload: { ownList: list, code, ...kept } })
  return { code, revision: revision + 1 }
})

const keepOrder = async (tx: Tx, own: Own | null, codes: readonly string[] | null) => {
  const kept = await keepOwn(tx, [{ list: 'order', code: 'fields', revision: (own?.revision ?? 0) + 1, content: codes && { codes }, was: null, retired: false }])
  await tx.record(FieldsOrdered, { subject: ownSubject(tx.actor.organizationId), payload: kept })
  return { done: true as const }
}

const orderOf = (rows: readonly Own[]) => rows.find(({ list }) => list === 'order') ?? null

/** As somebody put them, who saw every one of them. */
export const orderFields = command('packs.orderFields', async (tx, { codes }: z.output<typeof contract.orderFields.input>) => {
  const { rows } = await lockPlace(tx, 'fields', '')
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const asked = body.fields.map(({ code }) => code)
  if (!isDeepStrictEqual(asked.toSorted(), [...codes].sort())) throw new Problem(contract.orderStale)
  return keepOrder(tx, orderOf(rows), codes)
})

export const packOrder = command('packs.packOrder', async (tx, _input: Record<string, never>) => {
  const { rows } = await lockPlace(tx, 'fields', '')
  return keepOrder(tx, orderOf(rows), null)
})
