import type { Customer, Mark } from '#contract/customer.ts'
import { notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { stateOn, whyNotDecideMark, whyNotLift, whyNotUnmerge } from '../rules.ts'

const say = (refusal: Refusal | null, actor: Actor) => (refusal ? refusalWords(refusal, actor.locale) : null)

/** What was merged into a customer, the latest first. */
export const mergesOf = async (read: Reader, actor: Actor, customer: Customer) => {
  const rows = await read.selectFrom('customer.merge as m').innerJoin('customer.customer as d', (j) => j.onRef('d.organization_id', '=', 'm.organization_id').onRef('d.id', '=', 'm.duplicate_id'))
    .selectAll('m').select(['d.name', 'd.phone']).where('m.organization_id', '=', actor.organizationId).where('m.customer_id', '=', customer.id).orderBy('m.id', 'desc').limit(50).execute()
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.by_id, r.undone_by]))
  return rows.map((r) => ({
    id: r.id, duplicate: { id: r.duplicate_id, name: r.name, phone: r.phone }, reason: r.reason, by: name(r.by_id), at: iso(r.at),
    undone: r.undone_at ? { by: name(r.undone_by), at: iso(r.undone_at), reason: r.undo_reason ?? '' } : null,
    whyNot: say(actor.may('customer.unmerge') ? whyNotUnmerge({ undone: r.undone_at !== null, survivorMerged: customer.mergedInto !== null }) : notAllowed, actor),
  }))
}

/** What was said about a customer by two people, or waits for the second, the latest first. */
export const marksOf = async (read: Reader, actor: Actor, customerId: string, now: Instant): Promise<Mark[]> => {
  const rows = await read.selectFrom('customer.mark as m').innerJoin('identity.organization as o', 'o.organization_id', 'm.organization_id').selectAll('m').select('o.time_zone')
    .where('m.organization_id', '=', actor.organizationId).where('m.customer_id', '=', customerId).orderBy('m.id', 'desc').limit(50).execute()
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.asked_by, r.decided_by]))
  const decides = actor.may('authority.approve')
  return rows.map((r) => {
    const state = stateOn(r, localDay(r.time_zone, now))
    const lifts = decides || r.asked_by === actor.id
    return {
      id: r.id, kind: r.kind as Mark['kind'], reason: r.reason, until: r.until_on, state: state as Mark['state'], askedBy: name(r.asked_by) ?? { id: r.asked_by, name: '' }, askedAt: iso(r.asked_at), decidedBy: name(r.decided_by), decidedAt: isoOrNull(r.decided_at), comment: r.comment,
      whyNotDecide: say(decides ? whyNotDecideMark({ ...r, state }, actor.id) : notAllowed, actor), whyNotLift: say(lifts ? whyNotLift({ state }) : notAllowed, actor),
    }
  })
}
