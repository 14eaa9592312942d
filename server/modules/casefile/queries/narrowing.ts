import type { z } from 'zod'
import type { count } from '#contract/complaint.ts'
import { FIGURES_TO } from '#contract/figures.ts'
import type { Actor } from '#kernel/actor.ts'
import { sql } from '#kernel/db.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { overdueCases } from '#modules/clock/queries/overdue.ts'

export type Asked = z.output<typeof count.input>
type Condition = ReturnType<typeof sql<boolean>>

const promisesDue = (since: Instant, now: Instant) => sql`select from promise.promise p where p.organization_id = c.organization_id and p.complaint_id = c.id and p.state not in ('withdrawn', 'released') and p.due_at >= ${since} and p.due_at <= ${now}`
const laterAnswer = sql`select from follow_up.follow_up l where l.organization_id = f.organization_id and l.complaint_id = f.complaint_id and l.satisfied is not null and l.done_at > f.done_at`

const pointWith = (column: 'severity' | 'service_stage' | 'service_fault', value: string) => sql<boolean>`exists (select from complaint.point x where x.organization_id = c.organization_id and x.complaint_id = c.id and ${sql.ref(`x.${column}`)} = ${value})`

interface About { readonly asked: Asked; readonly actor: Actor; readonly now: Instant }

/** What each part of the question asks of a case `c`. */
const CONDITIONS: { readonly [Part in keyof Asked]-?: (value: NonNullable<Asked[Part]>, about: About) => Condition } = {
  // Part of the statement, so that a plan kept for it can use the index of the open ones.
  state: (state) => sql`c.state = ${sql.lit(state)}`,
  stage: (stage) => sql`c.stage = ${stage}`,
  urgency: (urgency) => sql`c.urgency = ${urgency}`,
  unitId: (id) => sql`c.unit_id = ${id}`,
  handledIn: (id) => sql`(c.handling_unit_id = ${id} or (c.unit_id = ${id} and c.handling_unit_id is null))`,
  ownerId: (id) => sql`c.owner_id = ${id}`,
  mine: (_, { actor }) => (actor.id ? sql`c.owner_id = ${actor.id}` : sql`false`),
  customerId: (id) => sql`c.customer_id = ${id}`,
  overdue: (_, { actor, now }) => sql`c.state = 'open' and c.id in (${overdueCases(actor.organizationId, now)})`,
  categoryCode: (code) => sql`exists (select from complaint.point x where x.organization_id = c.organization_id and x.complaint_id = c.id and x.category_code = ${code})`,
  severity: (value) => pointWith('severity', value),
  serviceStage: (value) => pointWith('service_stage', value),
  serviceFault: (value) => pointWith('service_fault', value),
  rootCause: (code) => sql`exists (select from investigation.finding x where x.organization_id = c.organization_id and x.complaint_id = c.id and x.root_cause = ${code} and x.superseded_at is null)`,
  reviewWanted: () => sql`exists (select from review.review w where w.organization_id = c.organization_id and w.complaint_id = c.id and w.state = 'wanted')`,
  receivedSince: (at) => sql`c.received_at >= ${instant(at)}`,
  receivedUntil: (at) => sql`c.received_at < ${instant(at)}`,
  registeredSince: (at) => sql`c.registered_at >= ${instant(at)}`,
  closedSince: (at) => sql`c.state = 'closed' and c.last_closed_at >= ${instant(at)}`,
  promisesDueSince: (at, { now }) => sql`exists (${promisesDue(instant(at), now)})`,
  promisesKept: (_, { asked: { promisesDueSince }, now }) => (promisesDueSince ? sql`not exists (${promisesDue(instant(promisesDueSince), now)} and not (p.state = 'kept' and p.kept_at <= p.due_at))` : sql`true`),
  followedUpSince: (at) => sql`exists (select from follow_up.follow_up f where f.organization_id = c.organization_id and f.complaint_id = c.id and f.done_at >= ${instant(at)} and f.satisfied is not null)`,
  satisfied: (answer) => sql`exists (select from follow_up.follow_up f where f.organization_id = c.organization_id and f.complaint_id = c.id and f.satisfied = ${answer === '1'} and not exists (${laterAnswer}))`,
  // Text is looked for by the search.
  q: () => sql`true`,
}

const PARTS = Object.keys(CONDITIONS) as (keyof Asked)[]

/**
 * The filters of a question to the case `c`: what the list shows, the count counts and a figure opens is told by the same words.
 * Each is a comparison an index can follow under row security.
 */
export const narrowing = (asked: Asked, actor: Actor, now: Instant): Condition => {
  // Whoever asks for their own is not asking for somebody else's.
  const wanted = asked.mine ? { ...asked, ownerId: undefined } : asked
  const conditions = PARTS.flatMap((part) => {
    const value = wanted[part]
    return value ? [(CONDITIONS[part] as (value: string, about: About) => Condition)(value, { asked: wanted, actor, now })] : []
  })
  // One complaint counts once; only who looks for something in particular finds it under either number.
  const told = wanted.state || wanted.q?.trim() ? conditions : [...conditions, sql`c.state <> 'merged'`]
  return told.length ? sql<boolean>`(${sql.join(told, sql` and `)})` : sql<boolean>`true`
}

/** How many cases fit, counted no further than is told, as an expression of SQL. */
export const countOf = (organizationId: string, where: Condition) =>
  sql<number>`(select count(*) from (select from complaint.complaint c where c.organization_id = ${organizationId} and ${where} limit ${sql.lit(FIGURES_TO + 1)}) as counted)`
