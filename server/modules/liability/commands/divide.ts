import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { dividedAlready, groundsTellWho } from '#contract/liability.ts'
import type * as contract from '#contract/liability.ts'
import { type PartyKind, outsiderRetired } from '#contract/outsider.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { LiabilityDivided } from '../events.ts'
import { whyNotDivide } from '../rules.ts'
import { tellsWho } from '../telling.ts'
import { digestOfDivision } from '../vouched.ts'
import { lockHere } from './lock.ts'

type Shares = z.output<typeof contract.divide.input>['shares']

/** Who is named in the division that is replaced may be named again, though out of use by now. */
const kindsOf = async (tx: Tx, shares: Shares, before: string | null): Promise<ReadonlyMap<string, PartyKind>> => {
  const ids = shares.flatMap(({ outsiderId }) => (outsiderId ? [outsiderId] : []))
  const own = tx.actor.organizationId
  const rows = ids.length ? await tx.db.selectFrom('outsider.outsider').select(['id', 'kind', 'retired_at']).where('organization_id', '=', own).where('id', 'in', ids).execute() : []
  const named = before ? await tx.db.selectFrom('liability.share').select('outsider_id').where('organization_id', '=', own).where('division_id', '=', before).execute() : []
  for (const [at, { outsiderId }] of shares.entries()) {
    const row = rows.find(({ id }) => id === outsiderId)
    if (outsiderId && !row) throw new Problem(notFound, {}, `shares/${at}/outsiderId`)
    if (row?.retired_at && !named.some((one) => one.outsider_id === row.id)) throw new Problem(outsiderRetired, {}, `shares/${at}/outsiderId`)
  }
  return new Map(rows.map(({ id, kind }) => [id, kind as PartyKind]))
}

/** The grounds of an outsider's share stand in the letter to them. */
const refuseTelling = async (tx: Tx, complaintId: string, shares: Shares) => {
  for (const [at, { outsiderId, grounds }] of shares.entries()) {
    if (outsiderId && await tellsWho(readerOf(tx.db), tx.actor.organizationId, complaintId, grounds)) throw new Problem(groundsTellWho, {}, `shares/${at}/grounds`)
  }
}

/** E7: whose fault it was, in shares that come to a hundred per cent. A newer division replaces the older, which stays readable. */
export const divide = command('liability.divide', async (tx, { complaintId, basedOn, reason, shares }: z.output<typeof contract.divide.input>) => {
  const complaint = await lockHere(tx, complaintId)
  const base = { organization_id: tx.actor.organizationId, complaint_id: complaintId }
  const current = await tx.db.selectFrom('liability.division').select('id').where('organization_id', '=', base.organization_id).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).executeTakeFirst()
  if ((current?.id ?? null) !== basedOn) throw new Problem(dividedAlready)
  const fault = whyNotDivide(shares, await kindsOf(tx, shares, basedOn))
  if (fault) throw new Problem(fault.refusal, fault.params, fault.field)
  await refuseTelling(tx, complaintId, shares)
  if (current) await tx.db.updateTable('liability.division').set({ superseded_at: tx.now }).where('organization_id', '=', base.organization_id).where('id', '=', current.id).execute()
  const id = newId()
  const division = { ...base, id, reason: reason || null, by_id: tx.actor.id, at: tx.now }
  const parts = shares.map(({ party, outsiderId, share, grounds }, at) => ({ ...base, id: newId(), division_id: id, no: at + 1, party, outsider_id: outsiderId, share, grounds }))
  await tx.db.insertInto('liability.division').values(division).execute()
  await tx.db.insertInto('liability.share').values(parts).execute()
  await touch(tx, complaint, {})
  await tx.record(LiabilityDivided, { subject: subjectOf(complaint), payload: { complaintId, divisionId: id, shares: shares.length, before: basedOn, digest: digestOfDivision(division, parts) }, reason: reason || undefined })
  return { complaintId }
})
