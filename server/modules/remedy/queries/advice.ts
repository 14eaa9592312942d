import { MOST_FEN, notFound } from '#contract/common.ts'
import { RemedyKind } from '#contract/packs.ts'
import type * as contract from '#contract/remedy.ts'
import type { z } from 'zod'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { postsOf, standingOf } from '#modules/authority/queries.ts'
import { limitOf, ownAmong, standing } from '#modules/authority/rules.ts'
import { type ComplaintRow, findComplaint } from '#modules/complaint/queries/case.ts'
import { owedFor } from '#modules/expert/queries/basis.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { alike, bandFor } from '#modules/precedent/queries.ts'
import { NEEDED } from '#modules/precedent/rules.ts'
import { lawOf, shortOfLaw } from '#modules/statute/queries.ts'
import { givenItems } from './given.ts'
import { standardsOf } from '../standards.ts'
import { factsBefore, likeOf, weigh } from './weigh.ts'

const openCase = async (read: Reader, organizationId: string, id: string) => {
  const complaint = await findComplaint(read, organizationId, id)
  if (!complaint) throw new Problem(notFound)
  return complaint
}

const SHOWN = 10

const precedentsFor = async (read: Reader, organizationId: string, complaint: ComplaintRow): Promise<z.input<typeof contract.advice.output>['precedents']> => {
  const like = await likeOf(read, organizationId, complaint, [])
  const [{ count, compared, comparedBy, elsewhere, range }, items] = await Promise.all([bandFor(read, complaint.id, like.telling), alike(read, organizationId, like, SHOWN)])
  return {
    basis: range ? 'sameCategory' : 'tooFew', count, compared, comparedBy: [...comparedBy], elsewhere, needed: NEEDED, lowFen: range?.low ?? null, medianFen: range?.median ?? null, highFen: range?.high ?? null,
    items: items.map(({ exact: _, ...c }) => ({ ...c, why: [...c.why], kinds: c.kinds as z.infer<typeof RemedyKind>[], closedAt: iso(c.closedAt) })),
  }
}

/** Standards, limit and precedents on one screen, before anything is promised. */
export const advice = query('remedy.read', async (read, actor, { complaintId }: { complaintId: string }, now) => {
  const complaint = await openCase(read, actor.organizationId, complaintId)
  const pack = await currentPack(read, actor.organizationId)
  const { version, points } = await standardsOf(read, actor.organizationId, complaint, now)
  const standards = points.flatMap(({ pointId, standards: all }) => all.map((s) => ({ pointId, ...s })))
  const { own: rank } = await standingOf(read, actor.organizationId, actor.id, complaint.unit_id, now)
  const authority = await pack.policy('authority')
  // What this customer and this case were given before counts: the limit is what is left of it. Whom nothing limits may decide whatever a sum can be.
  const limited = { rank, known: await factsBefore(read, actor.organizationId, complaint, now), posts: pack.body.positions }
  const limits = Object.fromEntries(RemedyKind.options.map((kind) => [kind, Math.min(MOST_FEN, limitOf(authority, { ...limited, kinds: [kind] }))]))
  const given = await givenItems(read, complaint.id)
  const owedFen = Math.max(0, await owedFor(read, actor.organizationId, complaint.id) - given.filter((item) => item.kind === 'fees').reduce((sum, item) => sum + item.amountFen, 0))
  return { version, rank, owedFen, givenFen: limited.known.caseFen, limitFen: Math.min(MOST_FEN, limitOf(authority, limited)), limits, standards, precedents: await precedentsFor(read, actor.organizationId, complaint) }
})

/** What an amount would need, while it is typed. */
export const preview = query('remedy.read', async (read, actor, input: z.output<typeof contract.preview.input>, now) => {
  const complaint = await openCase(read, actor.organizationId, input.complaintId)
  const posts = await postsOf(read, actor.organizationId, actor.id)
  const { totalFen, needed, outsidePrecedent } = await weigh(read, actor.organizationId, complaint, input.items, now, input.exception ? standing(posts, complaint.unit_id, now).own : null)
  const own = ownAmong(posts, complaint.unit_id, needed.steps)
  const asked = needed.steps.filter((step) => !own.includes(step))
  const belowLaw = shortOfLaw(await lawOf(read, actor.organizationId, complaint), [...input.items, ...await givenItems(read, complaint.id)])
  return { totalFen, approver: asked[0] ? { positionCode: asked[0].positions[0] ?? needed.positionCode } : null, steps: asked.map(({ no, positions, hours }) => ({ no, positions: [...positions], hours })), decidedBy: { table: 'authority', version: needed.version, rule: needed.rule, ...(needed.why ? { why: needed.why } : {}) }, outsidePrecedent, belowLaw }
})
