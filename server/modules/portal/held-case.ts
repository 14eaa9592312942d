import { notFound } from '#contract/common.ts'
import type { PortalCase } from '#contract/portal.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import type { Kept } from './commands/hold.ts'

/** What its sender sees of what is held: their own words, and that somebody looks at it. */
export const lookAtHeld = query('portal.read', async (read, actor, { heldId }: { heldId: string }): Promise<PortalCase> => {
  const held = await read.selectFrom('portal.held').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', heldId).executeTakeFirst()
  if (!held) throw new Problem(notFound)
  const unit = await read.selectFrom('identity.unit').select(['name', 'time_zone']).where('organization_id', '=', actor.organizationId).where('id', '=', held.unit_id).executeTakeFirstOrThrow()
  const organization = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const kept = held.submission as Kept
  return {
    identity: 'open', number: held.number, held: held.state === 'discarded' ? 'discarded' : 'waiting', step: 1, stepName: words(actor.locale, ['portal', 'steps', '1']) ?? '1', organization: organization.name, unitName: unit.name, timeZone: unit.time_zone, handler: null, nextBy: null, representative: null, includes: [],
    receivedAt: iso(held.at), closed: held.state === 'discarded', points: [{ no: 1, text: 'complaint' in kept ? kept.complaint.text : kept.feedback.text }], messages: [], suggestion: null, offer: null, declined: null, outside: [], hear: 'all', hearBy: { asked: 'usual', goes: 'portal', can: [] }, rating: { open: false, score: null },
  }
})
