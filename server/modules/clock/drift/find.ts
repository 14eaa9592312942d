import { type Db, asSystem, type Reader, readerOf, sql } from '#kernel/db.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import { groupBy } from '#kernel/group.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { calendarsOf, type Span } from '../calendars.ts'
import { beginningsOf } from '../policy/beginnings.ts'
import { factsOf } from '../policy/facts.ts'
import { fitOf } from '../policy/fit.ts'
import { faultOf, type Fault } from './expected.ts'
import { type Entry, type Logs, READ } from './log.ts'

/** A clock that is not what the log of its case says; named by case and clock. `missing`: it should be there, `stray`: it should not. */
export interface Drift { readonly number: string; readonly clock: string; readonly fault: Fault | 'rule' | 'missing' | 'stray' }

const AT_ONCE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

const openCases = (read: Reader, organizationId: string, after: string) => read.selectFrom('complaint.complaint').selectAll().where('organization_id', '=', organizationId).where('state', '=', sql.lit('open')).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute()
const clocksOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('clock.deadline').selectAll().where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('id').execute()
type Case = Awaited<ReturnType<typeof openCases>>[number]
type Clock = Awaited<ReturnType<typeof clocksOf>>[number]

const entriesOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<Map<string, Entry[]>> => {
  const rows = await read.selectFrom('kernel.event').select(['subject_id', 'name', 'at', 'payload']).where('organization_id', '=', organizationId).where('subject_id', 'in', [...ids]).where('name', 'in', [...READ]).orderBy('id').execute()
  return groupBy(rows.map((row) => ({ ...row, payload: row.payload as Entry['payload'] })), (row) => row.subject_id)
}

/** The logs of these cases, of those that were taken into them, and of those they have been within. */
const logsOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<Logs> => {
  const logs = new Map<string, Entry[]>()
  for (let wanted: readonly string[] = ids; wanted.length;) {
    for (const [id, entries] of await entriesOf(read, organizationId, wanted)) logs.set(id, entries)
    for (const id of wanted) if (!logs.has(id)) logs.set(id, [])
    const near = [...logs.values()].flat().flatMap(({ payload }) => [payload['mergedId'], payload['survivorId']]).filter((id): id is string => typeof id === 'string')
    wanted = [...new Set(near)].filter((id) => !logs.has(id))
  }
  return logs
}

/** The rules of every table of clocks that was ever published, by version and id. */
const rulesOf = async (read: Reader, organizationId: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> => {
  const rows = await read.selectFrom('packs.policy').select(['version', 'body']).where('organization_id', '=', organizationId).where('table_name', '=', 'clocks').execute()
  return new Map(rows.flatMap(({ version, body }) => (body as { rules: { id: string; gives: Record<string, unknown> }[] }).rules.map(({ id, gives }) => [`${version} ${id}`, gives] as const)))
}

const ruleStands = (rules: Awaited<ReturnType<typeof rulesOf>>, { rule, rule_version, kind }: Clock): boolean => {
  const { id, amount, unit, ahead } = rule as unknown as Span & { id: string; /** Shorter than its rule: a body outside set a day before that. */ ahead?: true }
  const gives = rules.get(`${rule_version} ${id}`)
  return gives?.['clock'] === kind && (ahead === true || (gives['amount'] === amount && gives['unit'] === unit))
}

const MERGED = ['complaint.merged', 'complaint.mergedInto', 'complaint.unmerged', 'complaint.separated']

/** Whether the set of clocks follows from the case as it is known: not where clocks of another came along, nor where the rules they began by were kept. */
const followsFromCase = (log: readonly Entry[], clocks: readonly Clock[], version: string) =>
  !log.some(({ name }) => MERGED.includes(name)) && clocks.every((clock) => clock.rule_version === version)

/** Who a customer is, and what a category belongs to, may change without the case being seen otherwise: then its clocks do not follow from the facts of now. */
const factsStand = async (read: Reader, organizationId: string, { rules }: DecisionTable): Promise<boolean> => {
  const asks = (...facts: string[]) => rules.some(({ when }) => facts.some((fact) => fact in when))
  if (asks('customerClass')) return false
  if (!asks('category', 'matter')) return true
  const versions = await read.selectFrom('packs.version').select('id').where('organization_id', '=', organizationId).limit(2).execute()
  return versions.length === 1
}

const driftOf = async (read: Reader, organizationId: string, cases: readonly Case[]): Promise<Drift[]> => {
  const clocks = await clocksOf(read, organizationId, cases.map((c) => c.id))
  const pack = await currentPack(read, organizationId)
  const [table, rules, logs, facts] = [await pack.policy('clocks'), await rulesOf(read, organizationId), await logsOf(read, organizationId, cases.map((c) => c.id)), await factsOf(read, organizationId, pack.body, cases)]
  const calendars = await calendarsOf(read, organizationId, [...new Set([...cases, ...clocks].map((one) => one.unit_id))], clocks.map((clock) => clock.calendar_id))
  const settled = await factsStand(read, organizationId, table)
  return cases.flatMap((c) => {
    const had = clocks.filter((clock) => clock.complaint_id === c.id)
    const waiting = had.filter(({ state }) => state === 'running' || state === 'paused')
    const named = (clock: string, fault: Drift['fault']): Drift => ({ number: c.number, clock, fault })
    const own = waiting.flatMap((clock) => {
      const fault = ruleStands(rules, clock) ? faultOf(logs, { ...clock, rule: clock.rule }, calendars.before(clock.rule as unknown as Span, clock.unit_id, clock.calendar_id)) : 'rule'
      return fault ? [named(clock.kind, fault)] : []
    })
    if (!settled || !followsFromCase(logs.get(c.id) ?? [], waiting, table.version)) return own
    const fit = fitOf(had.filter(({ state }) => state !== 'cancelled'), beginningsOf(c, had, calendars.zoneOf(c.unit_id)), facts(c), { table, clocks: pack.body.clocks })
    return [...own, ...fit.start.map(({ given }) => named(given.clock, 'missing')), ...fit.drop.map((clock) => named(clock.kind, 'stray')), ...fit.change.filter(({ clock }) => ruleStands(rules, clock)).map(({ clock }) => named(clock.kind, 'rule'))]
  })
}

const inOrganization = async (read: Reader, organizationId: string): Promise<Drift[]> => {
  const found: Drift[] = []
  for (let cases = await openCases(read, organizationId, FIRST); cases.length; cases = await openCases(read, organizationId, cases.at(-1)?.id ?? FIRST)) found.push(...await driftOf(read, organizationId, cases))
  return found
}

export interface Checked { readonly clocks: number; readonly drift: readonly Drift[] }

/** Counts every clock that waits afresh from the event log, and names those that are stored otherwise. Reads only. */
export const findDrift = async (db: Db): Promise<Checked> => asSystem(db, async (open) => {
  const read = readerOf(open)
  const { organizations, clocks } = await sql<{ organizations: string[]; clocks: number }>`
    select (select coalesce(array_agg(organization_id order by organization_id), '{}') from packs.current) as organizations, (select count(*)::int from clock.deadline where state in ('running', 'paused')) as clocks`.execute(open).then(({ rows }) => rows[0] ?? { organizations: [], clocks: 0 })
  const drift: Drift[] = []
  for (const id of organizations) drift.push(...await inOrganization(read, id))
  return { clocks, drift }
})

/** For whoever reads a terminal. */
export const driftWords = ({ number, clock, fault }: Drift): string => `${number}, clock ${clock}: ${WORDS[fault]}`
const WORDS: Readonly<Record<Drift['fault'], string>> = {
  start: 'does not begin when the log says', due: 'does not end when it should by the log', still: 'stands still, and nobody paused it', rule: 'is not what its table says', missing: 'should run and does not', stray: 'runs and should not',
}
