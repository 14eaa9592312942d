import type { PackUpgrade } from '#contract/packs.ts'
import { query } from '#kernel/query.ts'
import { compare, digestOf } from './compare.ts'
import { clashesWith } from './own/queries.ts'
import { upgradeOf } from './queries.ts'

export const upgradeOffered = query('packs.readUpgrade', async (read, actor, _input: Record<string, never>): Promise<PackUpgrade> => {
  const { body, fresh, kept, unfit } = await upgradeOf(read, actor.organizationId)
  const newer = digestOf(fresh) !== digestOf(body)
  return { from: body.pack.version, to: newer ? fresh.pack.version : null, digest: digestOf(fresh), changes: newer ? compare(body, fresh) : [], kept: Object.keys(kept), unfit: newer ? unfit : [], clashes: newer ? await clashesWith(read, actor.organizationId, fresh) : [] }
})
