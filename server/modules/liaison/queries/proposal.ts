import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/liaison.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Values, beginning } from '../fields.ts'
import { adviceFor } from '../route.ts'
import { unitNames } from './names.ts'

type Goods = { readonly name?: string; readonly code?: string; readonly lot?: string; readonly number?: string } | null

/** What a new form of a case begins with: the complaint and the demand in the customer's words, what the registration knows, and where the table sends it. */
export const proposal = query('liaison.issue', async (read, actor, { complaintId }: { complaintId: string }): Promise<z.input<typeof contract.LiaisonProposal>> => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const [{ body }, points, advice, named, customer] = await Promise.all([
    currentPack(read, actor.organizationId), pointsOf(read, actor.organizationId, complaintId), adviceFor(read, complaint), unitNames(read, actor.organizationId),
    read.selectFrom('customer.customer').select('name').where('organization_id', '=', actor.organizationId).where('id', '=', complaint.customer_id).executeTakeFirst(),
  ])
  const [product, order, known] = [complaint.product as Goods, complaint.order_info as Goods, complaint.fields as Values]
  const refusal = whyNotOpen(complaint)
  const each = (words: readonly (string | null)[]) => (words.length > 1 ? words.map((word, i) => `${i + 1}. ${word}`) : words).filter(Boolean).join('\n')
  return {
    route: { why: advice.why, rule: advice.rule, version: advice.version, quality: advice.qualityUnitId ? named.ref(advice.qualityUnitId) : null, units: advice.unitIds.map(named.ref) },
    customerName: complaint.identity === 'open' ? complaint.complainant_name ?? customer?.name ?? null : null, product: [product?.name, product?.code].filter(Boolean).join(' ') || null, lot: complaint.lot ?? product?.lot ?? null, order: complaint.order_number ?? order?.number ?? null,
    text: each(points.map((p) => p.reading || p.words)), demand: each(points.flatMap((p) => p.wants || [])), fields: beginning(body.liaison.fields, known), template: body.liaison.fields,
    facts: { nature: advice.facts.nature as 'redress', matter: advice.facts.matter as 'product'[] }, whyNot: refusal && refusalWords(refusal, actor.locale),
  }
}, (input) => ({ type: 'complaint', id: input.complaintId, unitId: null }))
