import * as contract from '#contract/campaign.ts'
import type { Question } from '#contract/campaign.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import { normaliseCode, sha256 } from '#kernel/id.ts'
import type { Clock } from '#kernel/time.ts'
import { type Opened, tellOpinion } from '#modules/campaign/commands/reply.ts'
import { todayOf } from '#modules/campaign/queries/today.ts'
import { whyNotAsk } from '#modules/campaign/rules.ts'
import type { Gate } from './gate.ts'
import { guessed } from './guess.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly gate: Gate; readonly clock: Clock }

interface Behind extends Opened { readonly actor: Actor; readonly answered: boolean; readonly unitIds: readonly string[] }

/** A link of somebody's own, or one for everybody; null when it is neither, or nobody is asked any more. */
const behindCode = ({ db, clock }: Given, typed: string, locale: Locale): Promise<Behind | null> => asSystem(db, async (open) => {
  const code = normaliseCode(typed)
  const person = await open.selectFrom('campaign.person').select(['id', 'campaign_id', 'unit_id', 'state']).where('token_hash', '=', sha256(code)).executeTakeFirst()
  const campaigns = open.selectFrom('campaign.campaign').selectAll()
  const campaign = await (person ? campaigns.where('id', '=', person.campaign_id) : campaigns.where('code', '=', code.replaceAll('-', ''))).executeTakeFirst()
  if (!campaign || whyNotAsk(campaign, await todayOf(open, campaign.organization_id, clock()))) return null
  const unitIds = person ? [person.unit_id] : campaign.unit_ids
  return { campaignId: campaign.id, personId: person?.id ?? null, answered: person?.state === 'done', unitIds, actor: visitor(campaign.organization_id, locale, { units: unitIds }) }
})

const openOpinion = (given: Given, { request, locale }: Pick<Visit, 'request' | 'locale'>, code: string): Promise<Behind> =>
  guessed({ gate: given.gate, request, subject: `opinion ${sha256(normaliseCode(code)).toString('base64')}`, refusal: contract.opinionOver }, () => behindCode(given, code, locale))

const shown = ({ db }: Given, { actor, campaignId, answered, unitIds, personId }: Behind) => asSystem(db, async (open) => {
  const campaign = await open.selectFrom('campaign.campaign as c').innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id').select(['c.name', 'c.greeting', 'c.questions', 'o.name as organization']).where('c.organization_id', '=', actor.organizationId).where('c.id', '=', campaignId).executeTakeFirstOrThrow()
  const units = personId ? [] : await open.selectFrom('identity.unit').select(['id', 'name']).where('organization_id', '=', actor.organizationId).where('id', 'in', [...unitIds]).where('retired_at', 'is', null).orderBy('code').execute()
  return { organization: campaign.organization, name: campaign.name, greeting: campaign.greeting, questions: campaign.questions as Question[], units, answered }
})

/** What customers answer by themselves, behind a link. */
export const opinionRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.portalOpinion, 'portal.read', async (_doors, visit, { code }) => shown(given, await openOpinion(given, visit, code))),
  exposeAs(contract.tellOpinion, 'portal.opine', async (doors, visit, { code, trap, seconds, locale, improvement, unitId, answers }) => {
    const behind = await openOpinion(given, { ...visit, locale }, code)
    const why = behind.personId ? null : await given.gate.submit(visit.request, { organizationId: behind.actor.organizationId, unitId: unitId ?? behind.unitIds[0] ?? null, cardId: behind.campaignId }, { text: improvement ?? '', trap, seconds })
    return performed(doors, visit, tellOpinion, { campaignId: behind.campaignId, personId: behind.personId, answers, improvement: improvement || null, unitId: unitId ?? null, aside: why !== null, locale }, { actor: behind.actor, requestId: visit.requestId, idempotencyKey: visit.idempotencyKey })
  }),
]
