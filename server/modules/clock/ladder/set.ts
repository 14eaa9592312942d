import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/ladder.ts'
import { systemActor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { type Reader, readerOf, sql } from '#kernel/db.ts'
import { fingerprint } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import type { Outside } from '#kernel/reaction.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { LadderSet } from '../events.ts'
import { climbs, ladderBook } from './book.ts'
import { peopleNamed, whyNotAudience, whyNotLevels } from './rules.ts'

/** Why levels cannot stand here; null: they can. */
export const whyNotSet = async (read: Reader, organizationId: string, levels: readonly contract.Level[], positions: readonly string[]) => {
  const named = peopleNamed(levels)
  const people = named.length ? await read.selectFrom('identity.person').select('id').where('organization_id', '=', organizationId).where('id', 'in', named).where('retired_at', 'is', null).execute() : []
  return whyNotLevels(levels) ?? whyNotAudience(levels, { positions, people: people.map(({ id }) => id) })
}

const refuseLevels = async (tx: Tx, levels: readonly contract.Level[], positions: readonly string[]) => {
  const refusal = await whyNotSet(readerOf(tx.db), tx.actor.organizationId, levels, positions)
  if (refusal) throw new Problem(refusal.refusal, {}, refusal.field)
}

/** The firm's own ladder for a kind of clock, or its pack's again. It holds for what runs from now on; levels that have passed are not reached any more. */
export const setLadder = command('ladder.set', async (tx, { kind, levels, revision }: z.output<typeof contract.setLadder.input>) => {
  await lockTree(tx)
  const { organizationId } = tx.actor
  const { body } = await currentPack(readerOf(tx.db), organizationId)
  if (!body.clocks.some((clock) => clock.kind === kind && climbs(clock))) throw new Problem(notFound)
  const before = (await ladderBook(readerOf(tx.db), organizationId))(kind)
  if (before.revision !== revision) throw new Problem(staleVersion)
  if (levels === null ? !before.own : before.own && isDeepStrictEqual(levels, before.levels)) throw new Problem(contract.ladderUnchanged)
  if (levels) await refuseLevels(tx, levels, body.positions.map(({ code }) => code))
  await tx.db.insertInto('clock.ladder').values({ organization_id: organizationId, kind, revision: revision + 1, levels: levels && JSON.stringify(levels), changed_by: tx.actor.id, changed_at: tx.now }).execute()
  ladderBook.forget(tx.db)
  await tx.record(LadderSet, { subject: { type: 'organization', id: organizationId, unitId: null }, payload: { clock: kind, revision: revision + 1, levels: levels?.length ?? null, digest: fingerprint(levels) } })
  return { kind }
})

const AT_ONCE = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Clocks that wait or are late, of one kind or of all, in steps. */
const open = query('clock.climb', async (read, { organizationId }, { kind, after }: { kind: string | null; after: string }) => {
  let rows = read.selectFrom('clock.deadline').select('id').where('organization_id', '=', organizationId).where(sql<boolean>`state in ('running', 'paused', 'late')`).where('id', '>', after).orderBy('id').limit(AT_ONCE)
  if (kind) rows = rows.where('kind', '=', kind)
  return (await rows.execute()).map(({ id }) => id)
})

const lookAnew = command('clock.climb', async (tx, { ids }: { ids: readonly string[] }) => {
  await tx.db.updateTable('clock.deadline').set({ climb_at: instant('1970-01-01T00:00:00Z') }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('bound', '=', 'ours').where('ends', '!=', 'elapsed').execute()
  return { ids: ids.length }
})

/** A newer ladder holds for what runs: when those clocks are looked at next is found anew. */
export const lookAnewAt = async ({ ask, perform }: Outside, organizationId: string, kind: string | null): Promise<void> => {
  const actor = systemActor(organizationId)
  for (let after = FIRST; ;) {
    const ids = await ask(open, actor, { kind, after })
    if (ids.length) await perform(lookAnew, { actor, requestId: 'ladder' }, { ids })
    if (ids.length < AT_ONCE) return
    after = ids.at(-1) ?? FIRST
  }
}
