import type { z } from 'zod'
import { MOST_FEN } from '#contract/common.ts'
import type { spotLimit as contract } from '#contract/spot-limit.ts'
import { query } from '#kernel/query.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { limitOf } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { factsBefore } from './weigh.ts'

/** Of no case and no customer yet. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** How far somebody may go on the spot, before what they hear is a case: the same rule that weighs a proposal afterwards. */
export const spotLimit = query('remedy.read', async (read, actor, { unitId, urgency, customerId, classCode, kinds = [] }: z.output<typeof contract.input>, now) => {
  const { organizationId } = actor
  const [{ body, policy }, { own }, known] = await Promise.all([
    currentPack(read, organizationId), standingOf(read, organizationId, actor.id, unitId, now), factsBefore(read, organizationId, { id: NOBODY, customer_id: customerId ?? NOBODY, unit_id: unitId, urgency, product: null }, now),
  ])
  const limit = limitOf(await policy('authority'), { rank: own, kinds, known: { ...known, ...(classCode && { customerClass: classCode }) }, posts: body.positions })
  return { limitFen: Math.min(MOST_FEN, limit), unlimited: limit > MOST_FEN }
})
