import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { limitOf } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'

/** What somebody may give for feedback of a unit without asking anybody, as with every other gift; null: no limit. */
export const limitFor = async (read: Reader, actor: Actor, unitId: string, now: Instant): Promise<number | null> => {
  const { rank } = await standingOf(read, actor.organizationId, actor.id, unitId, now)
  const limit = limitOf(await (await currentPack(read, actor.organizationId)).policy('authority'), { rank, kinds: ['gift'] })
  return limit === Number.MAX_SAFE_INTEGER ? null : limit
}
