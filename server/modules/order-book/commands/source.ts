import type { Refusal } from '#contract/endpoint.ts'
import { type Asked, type By, type SourceFields, noSource, secretAgain } from '#contract/order-book.ts'
import { command } from '#kernel/command.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import type { Tx } from '#kernel/tx.ts'
import type { Settings } from '../port.ts'
import { SourceRemoved, SourceSet, SourceTested } from '../events.ts'
import { findSource, hostOf } from '../queries/look.ts'
import { addressFor, whyNotSource } from '../rules.ts'

export type WhyNotUrl = (url: string) => Refusal | null

const refuse = (fields: SourceFields, whyNotUrl: WhyNotUrl) => {
  const refusal = whyNotUrl(addressFor(fields.url, 'order', 'a'))
  if (refusal) throw new Problem(refusal, {}, 'url')
  const odd = whyNotSource(fields)
  if (odd) throw new Problem(odd.refusal, {}, odd.field)
}

/** The secret that was kept goes to the host it was given for, under the same name, and nowhere else. */
const secretOf = async (read: Reader, organizationId: string, { url, header }: SourceFields): Promise<string | null> => {
  if (!header) return null
  if (header.secret !== '') return header.secret
  const kept = await findSource(read, organizationId)
  const origin = (address: string) => new URL(addressFor(address, 'order', 'a')).origin
  if (!kept?.secret || kept.header_name?.toLowerCase() !== header.name.toLowerCase() || origin(kept.url) !== origin(url)) throw new Problem(secretAgain, {}, 'header/secret')
  return kept.secret
}

const subjectOf = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })

export const settingSource = (whyNotUrl: WhyNotUrl) => command('integration.setOrderSource', async (tx, fields: SourceFields) => {
  refuse(fields, whyNotUrl)
  const secret = await secretOf(readerOf(tx.db), tx.actor.organizationId, fields)
  const by = [...new Set(fields.by)]
  if (!tx.actor.id) throw new Problem(noSource)
  const values = {
    url: fields.url, method: fields.method, asks: by, header_name: fields.header?.name ?? null, secret, list_path: fields.listPath, paths: JSON.stringify(fields.paths), amount_in: fields.amountIn, timeout_ms: fields.timeoutMs, changed_by: tx.actor.id, changed_at: tx.now,
  }
  await tx.db.insertInto('order_book.source').values({ organization_id: tx.actor.organizationId, ...values }).onConflict((c) => c.column('organization_id').doUpdateSet(values)).execute()
  await tx.record(SourceSet, { subject: subjectOf(tx), payload: { host: hostOf(fields.url), by } })
  return { done: true as const }
})

/** Its secret goes with it. */
export const removeSource = command('integration.removeOrderSource', async (tx, _input: Record<string, never>) => {
  const gone = await tx.db.deleteFrom('order_book.source').where('organization_id', '=', tx.actor.organizationId).returning('url').executeTakeFirst()
  if (!gone) throw new Problem(noSource)
  await tx.record(SourceRemoved, { subject: subjectOf(tx), payload: { host: hostOf(gone.url) } })
  return { done: true as const }
})

/** How settings that are not kept yet would ask. */
export const toTry = (whyNotUrl: WhyNotUrl) => query('integration.testOrderSource', async (read, { organizationId }, fields: SourceFields): Promise<Settings> => {
  refuse(fields, whyNotUrl)
  return { ...fields, headerName: fields.header?.name ?? null, secret: await secretOf(read, organizationId, fields) }
})

interface Tried { readonly url: string; readonly by: By; readonly value: string; readonly outcome: Asked['outcome'] }
/** What was asked with is written down like every look-up. */
export const noteTest = command('integration.testOrderSource', async (tx, { url, by, value, outcome }: Tried) => {
  await tx.record(SourceTested, { subject: subjectOf(tx), payload: { host: hostOf(url), by, outcome }, reason: value })
  return { done: true as const }
})
