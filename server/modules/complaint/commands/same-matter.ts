import type { Urgency } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { readerOf } from '#kernel/db.ts'
import { decide } from '#kernel/decision-table.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { SameMatterFound, UrgencyChanged } from '../events.ts'
import { earlierOf } from '../matter-rules.ts'
import { isMoreUrgent } from '../merge-rules.ts'
import { factsOfCases } from '../queries/facts.ts'
import { mattersOf } from '../queries/matters.ts'
import { decidedAnew } from './decide.ts'
import { type LockedComplaint, subjectOf, touch } from './lock.ts'

interface Earlier { readonly complaintId: string }
export interface Found { readonly subject: Subject; readonly earlier: Earlier; readonly actor: Actor }

const linkRow = (tx: Tx, fromId: string, toId: string) => ({ organization_id: tx.actor.organizationId, id: newId(), from_id: fromId, to_id: toId, kind: 'sameMatter', reason: null, by_id: null, at: tx.now, ended_at: null, ended_by: null, end_reason: null })

/** Registered as the same matter again: the earlier case stands one click away. */
export const keepSameMatter = async (tx: Tx, found: readonly Found[]): Promise<void> => {
  if (!found.length) return
  await insertRows(tx.db, { into: 'complaint.link', rows: found.map((f) => linkRow(tx, f.subject.id, f.earlier.complaintId)) })
  await tx.record(SameMatterFound, found.map((f) => ({ subject: f.subject, actor: f.actor, payload: { complaintId: f.subject.id, earlierId: f.earlier.complaintId } })))
}

const pointsOf = (tx: Tx, complaintId: string) => tx.db.selectFrom('complaint.point').select('category_code').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('no').execute()

/** The urgency as the rules see it now; what a person decided stays. */
const raise = async (tx: Tx, complaint: LockedComplaint) => {
  if (complaint.urgency_rule === null) return
  const pack = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const table = await pack.policy('urgency')
  const facts = { ...(await factsOfCases(readerOf(tx.db), tx.actor.organizationId, [complaint]))(complaint), repeat: true, sameMatter: true }
  const fired = decide(table, facts)
  const urgency = String(fired.gives.urgency) as Urgency
  if (!isMoreUrgent(urgency, complaint.urgency)) return
  await touch(tx, complaint, { urgency, urgency_rule: fired.ruleId, urgency_why: JSON.stringify(fired.gives.why), ...decidedAnew(complaint, 'urgency', { version: table.version, rule: fired.ruleId, facts, at: iso(tx.now) }) })
  await tx.record(UrgencyChanged, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, before: complaint.urgency as Urgency, urgency } })
}

/** The case is the same matter again, as the rules or a person found: it is marked, and its urgency rises (A12). */
export const markSameMatter = async (tx: Tx, complaint: LockedComplaint, earlier: Earlier): Promise<void> => {
  if (complaint.same_matter) return
  await touch(tx, complaint, { same_matter: true, recurring: true })
  await tx.record(SameMatterFound, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, earlierId: earlier.complaintId } })
  if (complaint.state === 'open') await raise(tx, complaint)
}

/** What is known of the case has changed: looks again whether the customer told us of it before. A pair that somebody has judged stays as it was judged. */
export const lookForSameMatter = async (tx: Tx, complaint: LockedComplaint): Promise<void> => {
  if (complaint.same_matter || complaint.state !== 'open') return
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const days = body.pack.windows.sameMatterDays
  const earlier = await mattersOf(readerOf(tx.db), [complaint.customer_id], plusMs(complaint.received_at, -days * DAY), complaint.id)
  if (!earlier.length) return
  const categories = (await pointsOf(tx, complaint.id)).flatMap((p) => p.category_code ?? [])
  const product = complaint.product as { name?: string; code?: string } | null
  const found = earlierOf(complaint.customer_id, { categories, order: complaint.order_number, lot: complaint.lot, productName: product?.name ?? null, productCode: product?.code ?? null }, complaint.received_at, days, earlier)
  if (!found) return
  const made = await tx.db.insertInto('complaint.link').values(linkRow(tx, complaint.id, found.complaintId)).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst()
  if (made) await markSameMatter(tx, complaint, found)
}
