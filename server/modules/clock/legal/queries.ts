import type { z } from 'zod'
import type * as contract from '#contract/clock.ts'
import { notFound } from '#contract/common.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { digestOfClock, standingOf } from './standing.ts'

const confirmations = (read: Reader, organizationId: string) => read.selectFrom('clock.confirmation').selectAll().where('organization_id', '=', organizationId).where('withdrawn_at', 'is', null).orderBy('id', 'desc').execute()

/** Every clock of the pack with who has checked it. */
export const standings = async (read: Reader, organizationId: string): Promise<z.input<typeof contract.ClockStanding>[]> => {
  const pack = await currentPack(read, organizationId)
  const [table, rows] = await Promise.all([pack.policy('clocks'), confirmations(read, organizationId)])
  const name = await namesOf(read, organizationId, rows.map((row) => row.by_id))
  return pack.body.clocks.map((rule) => {
    const digest = digestOfClock(rule, table)
    const { standing, by } = standingOf(rule, digest, rows)
    return { kind: rule.kind, legal: rule.legal, bound: rule.bound, digest, standing, by: name(by?.by_id ?? null), at: by && iso(by.at), source: by?.source ?? null, link: by?.link || null }
  })
}

export const clockStandings = query('packs.read', async (read, { organizationId }, _input: Record<string, never>) => ({ items: await standings(read, organizationId), next: null }))

export const clockStanding = query('packs.read', async (read, { organizationId }, { kind }: { kind: string }) => {
  const found = (await standings(read, organizationId)).find((one) => one.kind === kind)
  if (!found) throw new Problem(notFound)
  return found
})
