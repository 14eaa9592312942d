import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Instant } from '#kernel/time.ts'
import { approvalsOf, postsOf, whoHasRank } from '#modules/authority/queries.ts'
import { type AuthorityFacts, highest, lendsNothing, needed, standing } from '#modules/authority/rules.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { isSignatory } from '../rules.ts'
import type { Actor } from '#kernel/actor.ts'

interface OfCase { readonly unit_id: string; readonly owner_id: string | null; readonly accused: string[] | null }
interface Proposal { readonly id: string; readonly facts: unknown; readonly principle: string | null; readonly needed_rank: number; readonly backed_rank: number | null; readonly proposed_by: string }

/** What it takes to sign for the firm, by the table of today: a limit that was lowered since binds who signs. */
const wantedRank = async (read: Reader, organizationId: string, p: Proposal): Promise<number> => {
  const pack = await currentPack(read, organizationId)
  const asked = needed(await pack.policy('authority'), p.facts as AuthorityFacts, pack.body.positions)
  // An exception was asked of the next above whom the rules name.
  return p.principle === null ? highest(asked) : Math.max(highest(asked), p.needed_rank)
}

/** @returns the names of who may sign for the firm, where the reader may not; null where they may. */
export const whoElseSigns = async (read: Reader, actor: Actor, c: OfCase, p: Proposal, now: Instant): Promise<readonly string[] | null> => {
  const { organizationId, id } = actor
  const [wanted, posts, approvals] = await Promise.all([wantedRank(read, organizationId, p), postsOf(read, organizationId, id), approvalsOf(read, organizationId, [p.id])])
  const involved = [c.owner_id, p.proposed_by, ...approvals.filter(({ verdict }) => verdict === 'approved').map(({ by_id }) => by_id)]
  const backed = p.backed_rank ?? p.needed_rank
  if (isSignatory({ personId: id, wanted, rank: standing(posts, c.unit_id, now, lendsNothing(posts, { proposedBy: p.proposed_by, about: c.accused ?? [] })).rank, backed, involved })) return null
  const above = await whoHasRank(read, organizationId, { unitId: c.unit_id, neededRank: wanted, about: c.accused ?? [] })
  const name = await namesOf(read, organizationId, involved)
  const near = backed >= wanted ? involved.flatMap((one) => name(one)?.name ?? []) : []
  return [...new Set([...near, ...above.filter((h) => h.rank === above[0]?.rank).map((h) => h.name)])]
}

/** Said to who may not sign. */
export const whoSigns = (who: readonly string[], locale: Actor['locale']): { who: string } => ({ who: (who.length ? who : [words(locale, ['agreement', 'nobody']) ?? '']).join(words(locale, ['papers', 'common', 'and']) ?? ', ') })
