import type { Locale, Words } from '#contract/common.ts'
import type { TableName } from '#contract/table-form.ts'
import type { Held } from '#contract/table-outcome.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Decided } from '#modules/complaint/commands/decide.ts'
import { type ComplaintRow, pointsOf } from '#modules/complaint/queries/case.ts'
import { saidIn } from '#modules/complaint/queries/facts.ts'
import { findUnit } from '#modules/identity/queries/units.ts'

/** A decision as it was kept: by which rules of which version, and what they were asked. */
export interface Kept { readonly id: string; readonly table: TableName; readonly of: string | null; readonly at: Instant; readonly version: string; readonly rules: readonly string[]; readonly facts: Facts | null; /** What of the facts somebody found out for the law. */ readonly answered: readonly string[]; readonly otherwise: string | null; /** Of which time and place rules held that are bound to one. */ readonly heldIn: Held }

const inWords = (why: unknown, locale: Locale): string => { const given = why as Partial<Words> & { text?: string }; return given.text ?? given[locale] ?? '' }

/** As it is found: of tables whose rules hold always, nothing is said of the time, nor of answers where none are asked. */
type Found = Omit<Kept, 'heldIn' | 'answered'> & Partial<Pick<Kept, 'heldIn' | 'answered'>>

/** What was decided as it was registered, or decided anew since. Of an older case what it was asked is not known. */
const ofCase = async (read: Reader, { organizationId, locale }: Actor, c: ComplaintRow): Promise<Found[]> => {
  const decided = c.decided as Decided | null
  if (!decided) return []
  const said = saidIn(c.so_far, (await pointsOf(read, organizationId, c.id)).slice(0, decided.points || undefined))
  const byHand = c.urgency_rule === null || (c.urgency_why as { text?: string }).text !== undefined
  const kept = (table: 'urgency' | 'routing', facts: Facts, otherwise: string | null): Found[] => {
    const ruling = decided[table]
    return ruling ? [{ id: table, table, of: null, at: ruling.at ? instant(ruling.at) : c.registered_at, version: ruling.version, rules: [ruling.rule], facts, otherwise }] : []
  }
  return [
    ...kept('urgency', { ...decided.facts, ...decided.urgency?.facts, ...said }, byHand ? inWords(c.urgency_why, locale) : null),
    ...kept('routing', decided.routing?.facts ?? decided.facts, decided.routing?.kept ? '' : null),
  ]
}

const zoneOf = async (read: Reader, c: ComplaintRow): Promise<string> => (await findUnit(read, c.organization_id, c.unit_id))?.time_zone ?? 'UTC'

/** What is not known of a case is asked as nothing. */
const withoutNull = (facts: unknown): Facts => Object.fromEntries(Object.entries(facts as Record<string, unknown>).map(([name, value]) => [name, value ?? ''])) as Facts

const ofClocks = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Found[]> => {
  const rows = await read.selectFrom('clock.deadline').select(['id', 'kind', 'rule', 'rule_version', 'event', 'facts', 'started_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('state', '!=', 'cancelled').execute()
  const decided = c.decided as Decided | null
  const registered = decided?.points ? decided.facts : null
  const zone = await zoneOf(read, c)
  return rows.flatMap((row) => {
    const { id: rule } = row.rule as { id?: string }
    const facts = row.facts ?? registered
    return rule ? [{ id: row.id, table: 'clocks' as const, of: row.kind, at: row.started_at, version: row.rule_version, rules: [rule], facts: facts && { ...withoutNull(facts), event: row.event }, otherwise: null, heldIn: { day: localDay(zone, row.started_at) } }] : []
  })
}

type Proposal = Pick<Awaited<ReturnType<typeof proposalRows>>[number], 'id' | 'no' | 'proposed_at'>
const proposalRows = (read: Reader, organizationId: string, c: ComplaintRow) =>
  read.selectFrom('remedy.proposal').select(['id', 'no', 'table_version', 'rule_id', 'facts', 'law', 'standard', 'proposed_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).orderBy('no').execute()

interface AskedOfPoint { readonly pointId: string; readonly facts: Facts; readonly answered?: readonly string[]; /** Whose law held of which day. Before that was kept of each point, it was that of the case. */ readonly where?: Held }
/** What a table was asked of each point as a proposal was made; where nothing fitted, that is said, too. */
const ofPoints = <P extends AskedOfPoint>(table: 'statute' | 'compensation', p: Proposal, version: string, points: readonly P[], rulesOf: (point: P) => readonly string[], heldIn?: Held): Found[] =>
  points.map((point) => ({ id: `${table} ${p.id} ${point.pointId}`, table, of: String(p.no), at: p.proposed_at, version, rules: rulesOf(point), facts: point.facts, ...(point.answered && { answered: point.answered }), ...(heldIn && { heldIn: point.where ?? heldIn }), otherwise: null }))

interface KeptStandard { readonly version: string; readonly points: readonly (AskedOfPoint & { readonly rules: readonly string[] })[] }
interface KeptLaw { readonly version: string; readonly day?: string; readonly happenedOn?: string; readonly jurisdiction?: string | null; readonly points: readonly (AskedOfPoint & { readonly rules: readonly { readonly rule: string }[] })[] }

/** Who had to say yes to each proposal, what the standard named, and what the law gave at least. */
const ofProposals = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Found[]> => {
  const [rows, zone] = await Promise.all([proposalRows(read, organizationId, c), zoneOf(read, c)])
  return rows.flatMap((p) => {
    const [law, standard] = [p.law as KeptLaw | null, p.standard as KeptStandard | null]
    const ofCase: Held = { day: law?.day ?? localDay(zone, c.received_at), ...(law?.happenedOn && { happenedOn: law.happenedOn }), ...(law?.jurisdiction !== undefined && { jurisdiction: law.jurisdiction }) }
    return [
      { id: p.id, table: 'authority' as const, of: String(p.no), at: p.proposed_at, version: p.table_version, rules: [p.rule_id], facts: p.facts as Facts, otherwise: null },
      ...(standard ? ofPoints('compensation', p, standard.version, standard.points, ({ rules }) => rules) : []),
      ...(law ? ofPoints('statute', p, law.version, law.points.filter(({ rules }) => rules.length > 0), ({ rules }) => rules.map(({ rule }) => rule), ofCase) : []),
    ]
  })
}

/** What had to be done before it was closed, each time that it was. */
const ofClosings = (c: ComplaintRow): Found[] =>
  ((c.decided as Decided | null)?.closings ?? []).map(({ version, rules, facts, at }, i) => ({ id: `closing ${i + 1}`, table: 'closing', of: null, at: instant(at), version, rules, facts, otherwise: null }))

/** Until when pieces of evidence are kept, where a rule of the table was chosen for it. */
const ofEvidence = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Found[]> =>
  (await read.selectFrom('evidence.item').select(['id', 'number', 'rule', 'table_version', 'facts', 'kept_from', 'collected_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute())
    .flatMap((r) => (r.rule && r.table_version ? [{ id: `evidence ${r.id}`, table: 'evidence' as const, of: r.number, at: r.kept_from ?? r.collected_at, version: r.table_version, rules: [r.rule], facts: r.facts as Facts | null, otherwise: null }] : []))

const ofForms = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Found[]> =>
  (await read.selectFrom('liaison.form').select(['id', 'number', 'route', 'made_at', 'otherwise']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute()).map((form) => {
    const { version, rule, facts } = form.route as { version: string; rule: string; facts: Facts }
    return { id: form.id, table: 'liaison', of: form.number, at: form.made_at, version, rules: [rule], facts, otherwise: form.otherwise }
  })

/** Who was told at once of harm, and why it is looked at together. Before their versions were kept nothing can be said of them. */
const ofHarm = async (read: Reader, organizationId: string, c: ComplaintRow): Promise<Found[]> => {
  const [told, wanted] = await Promise.all([
    read.selectFrom('review.told').select(['rule', 'at', 'table_version', 'facts']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).execute(),
    read.selectFrom('review.review').select(['rule', 'wanted_at as at', 'table_version', 'facts']).where('organization_id', '=', organizationId).where('complaint_id', '=', c.id).where('state', '!=', 'dropped').execute(),
  ])
  const once = new Map([...wanted, ...told].map((row) => [row.rule, row]))
  return [...once.values()].flatMap(({ rule, at, table_version, facts }) => (rule && table_version ? [{ id: `review ${rule}`, table: 'review' as const, of: null, at, version: table_version, rules: [rule], facts: facts as Facts, otherwise: null }] : []))
}

/** Every decision that a table made of the case, as it was kept. */
export const keptOf = async (read: Reader, actor: Actor, c: ComplaintRow): Promise<Kept[]> => {
  const { organizationId } = actor
  const found = await Promise.all([
    ofCase(read, actor, c), ofClocks(read, organizationId, c), ofProposals(read, organizationId, c), ofForms(read, organizationId, c), ofHarm(read, organizationId, c), ofEvidence(read, organizationId, c),
  ])
  return [...found.flat(), ...ofClosings(c)].map((one) => ({ heldIn: {}, answered: [], ...one }))
}
