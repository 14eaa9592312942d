import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Instant } from '#kernel/time.ts'
import { approvalsOf, postsOf, whoHasRank } from '#modules/authority/queries.ts'
import { alone, highest, lendsNothing, standing } from '#modules/authority/rules.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { standingOf } from '#modules/remedy/queries/asked-now.ts'
import { isSignatory } from '../rules.ts'
import type { Actor } from '#kernel/actor.ts'

interface OfCase { readonly customer_id: string; readonly unit_id: string; readonly urgency: string; readonly owner_id: string | null; readonly accused: string[] | null }
type Proposal = Parameters<typeof standingOf>[3]

/** @returns the names of who may sign for the firm, where the reader may not; null where they may. */
export const whoElseSigns = async (read: Reader, actor: Actor, c: OfCase, p: Proposal, now: Instant): Promise<readonly string[] | null> => {
  const { organizationId, id } = actor
  const [{ needed, lacking }, posts, approvals] = await Promise.all([standingOf(read, organizationId, c, p), postsOf(read, organizationId, id), approvalsOf(read, organizationId, [p.id])])
  const involved = [c.owner_id, p.proposed_by, ...approvals.filter(({ verdict }) => verdict === 'approved').map(({ by_id }) => by_id)]
  const backed = lacking.length === 0
  // A limit that was lowered since binds who signs: where a yes is lacking by now, only who needs nobody else's.
  const wanted = Math.max(backed ? highest(needed) : alone(needed), p.principle === null ? 0 : p.needed_rank)
  const rank = standing(posts, c.unit_id, now, lendsNothing(posts, { proposedBy: p.proposed_by, about: c.accused ?? [] })).rank
  if (isSignatory({ personId: id, wanted, rank, backed, involved })) return null
  const above = await whoHasRank(read, organizationId, { unitId: c.unit_id, neededRank: wanted, about: c.accused ?? [] })
  const name = await namesOf(read, organizationId, involved)
  const near = backed ? involved.flatMap((one) => name(one)?.name ?? []) : []
  return [...new Set([...near, ...above.filter((h) => h.rank === above[0]?.rank).map((h) => h.name)])]
}

/** Said to who may not sign. */
export const whoSigns = (who: readonly string[], locale: Actor['locale']): { who: string } => ({ who: (who.length ? who : [words(locale, ['agreement', 'nobody']) ?? '']).join(words(locale, ['papers', 'common', 'and']) ?? ', ') })
