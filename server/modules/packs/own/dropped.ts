import type { Field } from '#contract/packs.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { OwnKept } from '../events.ts'
import type { PackBody } from '../shape.ts'
import { keepOwn } from './commands.ts'
import type { Item } from './overlay.ts'
import { ownRows } from './read.ts'

/** The field as it is read from now on; null where the newer pack has all of it. */
const leftOf = (field: Field, fresh: Field | undefined): { readonly content: Field; readonly retired: boolean } | null => {
  if (!fresh) return { content: field, retired: true }
  const has = (code: string) => fresh.choices?.some((one) => one.code === code) ?? false
  if (field.choices?.every(({ code }) => has(code)) ?? true) return null
  return { content: { ...field, choices: field.choices?.map((one) => (has(one.code) ? one : { ...one, retired: true as const })) }, retired: false }
}

/** Fields and choices that a newer pack has no more are asked no more; what was answered stays readable. Where the firm has words of its own, they hold already. */
export const keepDropped = async (tx: Tx, before: PackBody, fresh: PackBody): Promise<void> => {
  const rows = await ownRows(readerOf(tx.db), tx.actor.organizationId)
  const kept = await keepOwn(tx, before.fields.flatMap((field) => {
    const own = rows.find(({ list, code }) => list === 'fields' && code === field.code)
    const left = own?.content ? null : leftOf(field, fresh.fields.find(({ code }) => code === field.code))
    return left ? [{ list: 'fields' as const, code: field.code, revision: (own?.revision ?? 0) + 1, content: left.content as unknown as Item, was: field as unknown as Item, retired: left.retired || own?.retired === true }] : []
  }))
  if (kept.revisions.length) await tx.record(OwnKept, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: kept })
}
