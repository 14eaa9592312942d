import { notFound } from '#contract/common.ts'
import { RemedyKind } from '#contract/packs.ts'
import type * as contract from '#contract/remedy.ts'
import type { z } from 'zod'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { limitOf } from '#modules/authority/rules.ts'
import { findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { NEEDED, rangeOf } from '#modules/precedent/rules.ts'
import { foundOn, lawOf, shortOfLaw } from '#modules/statute/queries.ts'
import { standardsFor } from '../rules.ts'
import { alikeTo, weigh } from '../weigh.ts'

const openCase = async (read: Reader, organizationId: string, id: string) => {
  const complaint = await findComplaint(read, organizationId, id)
  if (!complaint) throw new Problem(notFound)
  return complaint
}

const SHOWN = 10

const precedentsFor = async (read: Reader, organizationId: string, complaintId: string): Promise<z.input<typeof contract.advice.output>['precedents']> => {
  const { same, near } = await alikeTo(read, organizationId, complaintId, [])
  const range = rangeOf(same.map((c) => c.givenFen))
  const items = [...same.map((c) => ({ ...c, near: false })), ...near.map((c) => ({ ...c, near: true }))]
  return {
    basis: range ? 'sameCategory' : 'tooFew', count: same.length, needed: NEEDED, lowFen: range?.low ?? null, medianFen: range?.median ?? null, highFen: range?.high ?? null,
    items: items.slice(0, SHOWN).map((c) => ({ ...c, kinds: c.kinds as z.infer<typeof contract.Item>['kind'][], closedAt: iso(c.closedAt) })),
  }
}

const DAY_MS = 86_400_000

/** Standards, limit and precedents on one screen, before anything is promised. */
export const advice = query('remedy.read', async (read, actor, { complaintId }: { complaintId: string }, now) => {
  const complaint = await openCase(read, actor.organizationId, complaintId)
  const pack = await currentPack(read, actor.organizationId)
  const table = await pack.policy('compensation')
  const points = await pointsOf(read, actor.organizationId, complaintId)
  const law = await lawOf(read, actor.organizationId, complaint)
  const findings = (await findingsOf(read, actor.organizationId, complaintId)).filter((f) => !f.superseded)
  const product = complaint.product as { priceFen?: number } | null
  const order = complaint.order_info as { amountFen?: number } | null
  const delayDays = Math.floor((now.getTime() - complaint.received_at.getTime()) / DAY_MS)
  const standards = points.flatMap((p) => standardsFor(table, {
    category: withAncestors(pack.body, p.category_code), nature: complaint.nature, liability: findings.find((f) => f.pointId === p.id)?.liability ?? '', severity: p.severity ?? 'minor', matter: p.matter ?? '',
    priceFen: product?.priceFen ?? order?.amountFen ?? 0, delayDays, fault: p.service_fault ?? '', ...foundOn(law, p.id),
  }).map((s) => ({ pointId: p.id, ...s })))
  const { own: rank } = await standingOf(read, actor.organizationId, actor.id, complaint.unit_id, now)
  const authority = await pack.policy('authority')
  const limits = Object.fromEntries(RemedyKind.options.map((kind) => [kind, limitOf(authority, rank, [kind])]))
  return { version: table.version, rank, limitFen: limitOf(authority, rank), limits, standards, precedents: await precedentsFor(read, actor.organizationId, complaintId) }
})

/** What an amount would need, while it is typed. */
export const preview = query('remedy.read', async (read, actor, input: z.output<typeof contract.preview.input>, now) => {
  const complaint = await openCase(read, actor.organizationId, input.complaintId)
  const { totalFen, needed, outsidePrecedent } = await weigh(read, actor.organizationId, complaint, input.items, now)
  const { own } = await standingOf(read, actor.organizationId, actor.id, complaint.unit_id, now)
  const belowLaw = shortOfLaw(await lawOf(read, actor.organizationId, complaint), input.items)
  return { totalFen, approver: own >= needed.rank ? null : { positionCode: needed.positionCode }, decidedBy: { table: 'authority', version: needed.version, rule: needed.rule, ...(needed.why ? { why: needed.why } : {}) }, outsidePrecedent, belowLaw }
})
