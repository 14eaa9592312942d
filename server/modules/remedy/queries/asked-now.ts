import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { lackingFor } from '#modules/authority/queries.ts'
import { type AuthorityFacts, type Needed, type Wanted, needed, oneAbove } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { inWords } from '../words.ts'
import { factsBefore, standingFacts } from './weigh.ts'

interface Case { readonly id: string; readonly customer_id: string; readonly unit_id: string; readonly urgency: string; readonly product: unknown; readonly accused: string[] | null }
interface Proposal { readonly id: string; readonly facts: unknown; readonly total_fen: number; readonly principle: string | null; readonly proposed_by: string; readonly needed_rank: number; readonly backed_rank: number | null }

/** By the table of today. An exception is asked one above whom the rules name; that it is above who proposed it, its own steps say. */
const neededFor = async (read: Reader, organizationId: string, { principle }: Pick<Proposal, 'principle'>, facts: AuthorityFacts): Promise<Needed> => {
  const pack = await currentPack(read, organizationId)
  const asked = needed(await pack.policy('authority'), facts, pack.body.positions)
  return principle === null ? asked : { ...oneAbove(asked, 0, pack.body.positions), why: inWords('above') }
}

export interface AskedAgain { readonly facts: AuthorityFacts; readonly needed: Needed; /** The customer or the case was given more since it was weighed last. */ readonly risen: boolean }

/** A proposal weighed as the table, the case and what its customer was given and promised stand now, others that were approved meanwhile with it. */
export const askedAgain = async (read: Reader, organizationId: string, complaint: Case, p: Proposal, now: Instant): Promise<AskedAgain> => {
  const [kept, before] = [p.facts as AuthorityFacts, await factsBefore(read, organizationId, complaint, now)]
  const facts: AuthorityFacts = { ...kept, ...before, cumulativeFen: before.cumulativeFen + p.total_fen, caseFen: before.caseFen + p.total_fen }
  const risen = (['cumulativeFen', 'caseFen'] as const).some((sum) => Number(facts[sum]) > Number(kept[sum] ?? 0))
  return { facts, needed: await neededFor(read, organizationId, p, facts), risen }
}

export interface Standing { /** What today's table asks for. */ readonly needed: Needed; /** That of it for which no yes was given. */ readonly lacking: readonly Wanted[] }

/** What stands behind a proposal that was approved, beside what the table and the case of now ask. Sums stay as they were weighed with the last yes: of two of one customer the later counted the earlier. */
export const standingOf = async (read: Reader, organizationId: string, complaint: Omit<Case, 'id' | 'product'>, p: Proposal): Promise<Standing> => {
  const asked = await neededFor(read, organizationId, p, { ...p.facts as AuthorityFacts, ...await standingFacts(read, organizationId, complaint) })
  const about = { id: p.id, unitId: complaint.unit_id, proposedBy: p.proposed_by, about: complaint.accused ?? [], backed: p.backed_rank ?? p.needed_rank }
  return { needed: asked, lacking: await lackingFor(read, organizationId, about, asked.steps) }
}
