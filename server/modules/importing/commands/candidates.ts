import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { unitNotYours } from '#contract/complaint.ts'
import * as contract from '#contract/importing.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { register } from '#modules/intake/commands.ts'
import { CandidateDismissed, CandidateRegistered, CandidatesAdded } from '../events.ts'

export const candidateRow = (tx: Tx, id: string, given: contract.NewCandidate) => ({
  organization_id: tx.actor.organizationId, id, source: given.source, unit_id: given.unitId ?? null, external_id: given.externalId || null, channel: given.channel ?? 'automatic', received_at: given.receivedAt ? instant(given.receivedAt) : null,
  words: given.text, body: JSON.stringify({ wants: given.wants || null, customerName: given.customerName || null, phone: given.phone || null, product: given.product || null, order: given.order || null, categoryCode: given.categoryCode || null }),
  batch_id: null as string | null, row_no: null as number | null, state: 'waiting', complaint_id: null, reason: null, decided_by: null, decided_at: null, at: tx.now,
})

const refuseForeignUnits = async (tx: Tx, items: readonly contract.NewCandidate[]) => {
  const ids = [...new Set(items.flatMap((i) => i.unitId ?? []))]
  const there = ids.length ? await tx.db.selectFrom('identity.unit').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).where('retired_at', 'is', null).execute() : []
  for (const [i, { unitId }] of items.entries()) {
    if (unitId && !there.some((u) => u.id === unitId)) throw new Problem(notFound, {}, `items/${i}/unitId`)
    if (tx.actor.units !== 'all' && (!unitId || !tx.actor.units.includes(unitId))) throw new Problem(unitNotYours, {}, `items/${i}/unitId`)
  }
}

/** Of numbers that came before, none comes again: who sent the same twice loses nothing and doubles nothing. */
const claimNumbers = async (tx: Tx, made: readonly ReturnType<typeof candidateRow>[]): Promise<Set<string>> => {
  const numbered = made.flatMap((c) => (c.external_id === null ? [] : [{ organization_id: c.organization_id, source: c.source, external_id: c.external_id, complaint_id: null, candidate_id: c.id }]))
    .sort((a, b) => (`${a.source} ${a.external_id}` < `${b.source} ${b.external_id}` ? -1 : 1))
  const claimed = numbered.length ? await tx.db.insertInto('importing.known').values(numbered).onConflict((c) => c.doNothing()).returning('candidate_id').execute() : []
  return new Set([...claimed.flatMap((c) => c.candidate_id ?? []), ...made.filter((c) => c.external_id === null).map((c) => c.id)])
}

/** From another program: what may be a complaint. */
export const addCandidates = command('complaint.addCandidates', async (tx, { items }: z.output<typeof contract.addCandidates.input>) => {
  await refuseForeignUnits(tx, items)
  const made = items.map((item) => candidateRow(tx, newId(), item))
  const fresh = await claimNumbers(tx, made)
  const added = made.filter((c) => fresh.has(c.id))
  await insertRows(tx.db, { into: 'importing.candidate', rows: added })
  for (const source of new Set(added.map((c) => c.source))) {
    await tx.record(CandidatesAdded, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { source, count: added.filter((c) => c.source === source).length } })
  }
  return { items: added.map((c) => ({ id: c.id, externalId: c.external_id })), duplicates: made.flatMap((c) => (fresh.has(c.id) ? [] : [c.external_id ?? ''])) }
})

const lockWaiting = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('importing.candidate').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  if (row.state !== 'waiting') throw new Problem(contract.candidateDecided)
  return row
}

const decide = async (tx: Tx, id: string, set: { state: string; reason?: string }) => {
  await tx.db.updateTable('importing.candidate').set({ ...set, decided_by: tx.actor.id, decided_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

const subjectOf = (c: { id: string; unit_id: string | null }) => ({ type: 'candidate', id: c.id, unitId: c.unit_id })

/** It is one. Registration and candidate end together, so that two people do not register it twice. */
export const registerCandidate = command('complaint.registerCandidate', async (tx, { id, complaint }: z.output<typeof contract.registerCandidate.input>) => {
  const candidate = await lockWaiting(tx, id)
  const registered = await register.run(tx, complaint)
  await decide(tx, id, { state: 'registered' })
  await sql`select importing.tie(${id}::uuid, ${registered.id}::uuid)`.execute(tx.db)
  await tx.record(CandidateRegistered, { subject: subjectOf(candidate), payload: { candidateId: id, complaintId: registered.id } })
  return registered
})

export const dismissCandidate = command('complaint.dismissCandidate', async (tx, { id, reason }: z.output<typeof contract.dismissCandidate.input>) => {
  const candidate = await lockWaiting(tx, id)
  await decide(tx, id, { state: 'dismissed', reason })
  await tx.record(CandidateDismissed, { subject: subjectOf(candidate), payload: { candidateId: id }, reason })
  return { id }
})
