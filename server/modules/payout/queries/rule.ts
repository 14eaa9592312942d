import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import type { Instant } from '#kernel/time.ts'
import { postsOf } from '#modules/authority/queries.ts'
import { type ByRank, type Posts, lendsNothing, standing } from '#modules/authority/rules.ts'
import { LIMIT_FEN } from '../rules.ts'

const ruleOf = async (read: Reader, organizationId: string) => {
  const row = await read.selectFrom('payout.rule').select(['limit_fen', 'version']).where('organization_id', '=', organizationId).executeTakeFirst()
  return { limitFen: row?.limit_fen ?? LIMIT_FEN, version: row?.version ?? 0 }
}

export const limitOf = async (read: Reader, organizationId: string): Promise<number> => (await ruleOf(read, organizationId)).limitFen

export const rule = query('payout.read', (read, actor) => ruleOf(read, actor.organizationId))

/** Who decides, with the authority they have over the unit of the case today, and for whom, where it is lent. */
export const standingFor = (actor: Actor, posts: Posts, what: ByRank, now: Instant) => {
  const { own, rank, deputyOf } = standing(posts, what.unitId, now, lendsNothing(posts, what))
  return { id: actor.id, units: actor.units, pays: actor.may('payout.pay'), rank, deputyOf: own >= Math.max(1, what.neededRank) ? null : deputyOf }
}

export const deciderOf = async (read: Reader, actor: Actor, what: ByRank, now: Instant) => standingFor(actor, await postsOf(read, actor.organizationId, actor.id), what, now)
