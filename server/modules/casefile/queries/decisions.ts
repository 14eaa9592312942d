import type { z } from 'zod'
import type * as contract from '#contract/decisions.ts'
import { type Locale, type Words, notFound } from '#contract/common.ts'
import { firing } from '#contract/table-checks.ts'
import type { TableName } from '#contract/table-form.ts'
import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Facts, Table } from '#contract/table-shape.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, instant, iso } from '#kernel/time.ts'
import type { Decided } from '#modules/complaint/commands/decide.ts'
import { type ComplaintRow, findComplaint, pointsOf } from '#modules/complaint/queries/case.ts'
import { saidIn } from '#modules/complaint/queries/facts.ts'
import { currentPack, tableAt } from '#modules/packs/queries.ts'

/** A decision as it was kept: by which rules of which version, and what they were asked. */
interface Kept { readonly id: string; readonly table: TableName; readonly of: string | null; readonly at: Instant; readonly version: string; readonly rules: readonly string[]; readonly facts: Facts | null; readonly otherwise: string | null }

const inWords = (why: unknown, locale: Locale): string => { const given = why as Partial<Words> & { text?: string }; return given.text ?? given[locale] ?? '' }

/** What was decided as it was registered, or decided anew since. Of an older case what it was asked is not known. */
const ofCase = async (read: Reader, { organizationId, locale }: Actor, c: ComplaintRow): Promise<Kept[]> => {
  const decided = c.decided as Decided | null
  if (!decided) return []
  const said = saidIn(c.so_far, (await pointsOf(read, organizationId, c.id)).slice(0, decided.points || undefined))
  const byHand = c.urgency_rule === null || (c.urgency_why as { text?: string }).text !== undefined
  const kept = (table: 'urgency' | 'routing', facts: Facts, otherwise: string | null): Kept[] => {
    const ruling = decided[table]
    return ruling ? [{ id: table, table, of: null, at: ruling.at ? instant(ruling.at) : c.registered_at, version: ruling.version, rules: [ruling.rule], facts, otherwise }] : []
  }
  return [
    ...kept('urgency', { ...decided.facts, ...decided.urgency?.facts, ...said }, byHand ? inWords(c.urgency_why, locale) : null),
    ...kept('routing', decided.routing?.facts ?? decided.facts, decided.routing?.kept ? '' : null),
  ]
}

/** What is not known of a case is asked as nothing. */
const withoutNull = (facts: unknown): Facts => Object.fromEntries(Object.entries(facts as Record<string, unknown>).map(([name, value]) => [name, value ?? ''])) as Facts

const ofClocks = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Kept[]> => {
  const rows = await read.selectFrom('clock.deadline').select(['id', 'kind', 'rule', 'rule_version', 'event', 'facts', 'started_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('state', '!=', 'cancelled').execute()
  const registered = (c.decided as Decided | null)?.facts ?? null
  return rows.flatMap((row) => {
    const { id: rule } = row.rule as { id?: string }
    const facts = row.facts ?? registered
    return rule ? [{ id: row.id, table: 'clocks' as const, of: row.kind, at: row.started_at, version: row.rule_version, rules: [rule], facts: facts && { ...withoutNull(facts), event: row.event }, otherwise: null }] : []
  })
}

const ofProposals = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Kept[]> =>
  (await read.selectFrom('remedy.proposal').select(['id', 'no', 'table_version', 'rule_id', 'facts', 'proposed_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute())
    .map((p) => ({ id: p.id, table: 'authority', of: String(p.no), at: p.proposed_at, version: p.table_version, rules: [p.rule_id], facts: p.facts as Facts, otherwise: null }))

/** What the law was asked as a proposal was made, point by point. */
const ofLaw = async (read: Reader, { organizationId }: Actor, c: ComplaintRow): Promise<Kept[]> => {
  const rows = await read.selectFrom('remedy.proposal').select(['id', 'no', 'law', 'proposed_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('law', 'is not', null).execute()
  return rows.flatMap((p) => {
    const { version, points } = p.law as { version: string; points: { pointId: string; facts: Facts; rules: { rule: string }[] }[] }
    return points.filter(({ rules }) => rules.length > 0).map(({ pointId, facts, rules }) => ({ id: `law ${p.id} ${pointId}`, table: 'statute' as const, of: String(p.no), at: p.proposed_at, version, rules: rules.map(({ rule }) => rule), facts, otherwise: null }))
  })
}

const ofForms = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Kept[]> =>
  (await read.selectFrom('liaison.form').select(['id', 'number', 'route', 'made_at', 'otherwise']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute()).map((form) => {
    const { version, rule, facts } = form.route as { version: string; rule: string; facts: Facts }
    return { id: form.id, table: 'liaison', of: form.number, at: form.made_at, version, rules: [rule], facts, otherwise: form.otherwise }
  })

/** Who was told at once of harm, and why it is looked at together. Before their versions were kept nothing can be said of them. */
const ofHarm = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Kept[]> => {
  const [told, wanted] = await Promise.all([
    read.selectFrom('review.told').select(['rule', 'at', 'table_version', 'facts']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute(),
    read.selectFrom('review.review').select(['rule', 'wanted_at as at', 'table_version', 'facts']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('state', '!=', 'dropped').execute(),
  ])
  const once = new Map([...wanted, ...told].map((row) => [row.rule, row]))
  return [...once.values()].flatMap(({ rule, at, table_version, facts }) => (rule && table_version ? [{ id: `review ${rule}`, table: 'review' as const, of: null, at, version: table_version, rules: [rule], facts: facts as Facts, otherwise: null }] : []))
}

const rulesIn = (table: Table | null, ids: readonly string[]): contract.FiredRule[] => ids.map((id) => {
  const at = table?.rules.findIndex((rule) => rule.id === id) ?? -1
  const rule = table?.rules[at]
  return { rule: id, no: rule ? at + 1 : null, said: rule ? { when: rule.when, gives: rule.gives } : null }
})

/** Of a table that collects, only what speaks of the same: one clock of all that an event starts. */
const ofSame = (kept: Kept, table: Table, fired: readonly string[]) => (kept.table === 'clocks' ? fired.filter((id) => table.rules.find((rule) => rule.id === id)?.gives['clock'] === kept.of) : fired)

const today = (kept: Kept, then: Table | null, now: Table): contract.Decision['today'] => {
  if (!kept.facts) return null
  const fired = ofSame(kept, now, firing(now, kept.facts))
  return { version: now.version, rules: rulesIn(now, fired), same: then ? decidesSame(kept.table, givenBy(then, kept.rules), givenBy(now, fired)) : fired.join() === kept.rules.join() }
}

/** What sent it here comes first, the many clocks last. */
const ORDER: readonly TableName[] = ['routing', 'urgency', 'review', 'liaison', 'statute', 'authority', 'clocks']
const inOrder = (a: contract.Decision, b: contract.Decision) => ORDER.indexOf(a.table) - ORDER.indexOf(b.table) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)

/** Every decision that a table made of the case, with what the table in force would make of the same. */
export const decisions = query('complaint.read', async (read, actor, { id }: z.output<typeof contract.decisions.input>) => {
  const { organizationId } = actor
  const c = await findComplaint(read, organizationId, id)
  if (!c) throw new Problem(notFound)
  const [{ policy }, ...found] = await Promise.all([currentPack(read, organizationId), ofCase(read, actor, c), ofClocks(read, organizationId, c), ofProposals(read, organizationId, c), ofLaw(read, actor, c), ofForms(read, organizationId, c), ofHarm(read, organizationId, c)])
  const items = await Promise.all(found.flat().map(async (kept): Promise<contract.Decision> => {
    const [then, now] = [await tableAt(read, organizationId, kept.table, kept.version, c.pack_version), await policy(kept.table)]
    return { ...kept, at: iso(kept.at), rules: rulesIn(then, kept.rules), today: today(kept, then, now) }
  }))
  return { items: items.toSorted(inOrder), next: null }
})
