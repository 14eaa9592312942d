import type { AwayWay } from '#contract/absence.ts'
import type { Reader } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'

interface Rule { readonly way: AwayWay; readonly version: number }

/** What becomes of the work of who is away; as long as nobody set it, who leads is told. */
export const awayRuleOf = async (read: Reader, organizationId: string): Promise<Rule> => {
  const row = await read.selectFrom('identity.away_rule').select(['way', 'version']).where('organization_id', '=', organizationId).executeTakeFirst()
  return row ? { way: row.way as AwayWay, version: row.version } : { way: 'tell', version: 0 }
}

export const awayRule = query('identity.read', (read, actor, _input: Record<string, never>): Promise<Rule> => awayRuleOf(read, actor.organizationId))

/** In which zone the days of each person are counted: that of their unit, else of the organisation. */
export const zonesOf = async (read: Reader, organizationId: string, personIds: readonly string[]): Promise<(personId: string) => string> => {
  const [firm, rows] = await Promise.all([
    read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', organizationId).executeTakeFirstOrThrow(),
    read.selectFrom('identity.holding as h').innerJoin('identity.position as o', (j) => j.onRef('o.organization_id', '=', 'h.organization_id').onRef('o.id', '=', 'h.position_id'))
      .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'o.organization_id').onRef('u.id', '=', 'o.unit_id')).select(['h.person_id', 'u.time_zone'])
      .where('h.organization_id', '=', organizationId).where('h.person_id', 'in', [...personIds]).where('h.until', 'is', null).execute(),
  ])
  return (personId) => rows.find((r) => r.person_id === personId)?.time_zone ?? firm.time_zone
}
