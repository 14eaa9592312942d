import { PUBLIC_EVENTS } from '#contract/integration.ts'
import { type Db, type OpenTransaction, asSystem, readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { type StoredEvent, alone, eventsAfterCursor, moveCursor } from '#kernel/relay.ts'
import type { Clock } from '#kernel/time.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { subtree } from '#modules/identity/rules.ts'
import { type CaseNow, type Happened, tellOf } from './told.ts'

/** The same number stands in `integration.unname` (migration 0058): it waits for whoever collects. */
const LOCK = 716_290_014
const CURSOR = 'webhooks'
export const COLLECTED_AT_ONCE = 2_000

const KNOWN: ReadonlySet<string> = new Set(PUBLIC_EVENTS)

const activeWebhooks = (open: OpenTransaction) => open.selectFrom('integration.webhook').select(['organization_id', 'id', 'events', 'unit_id', 'made_at']).where('paused_at', 'is', null).execute()
type Active = Awaited<ReturnType<typeof activeWebhooks>>[number]

interface Heard extends Happened { readonly case: CaseNow | null }

/** The events in full, each with its case; those of confidential cases and of cases about staff stay inside. */
const hear = async (open: OpenTransaction, organizationId: string, ids: readonly string[]): Promise<Heard[]> => {
  const rows = await open.selectFrom('kernel.event as e').leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.subject_id'))
    .select(['e.id', 'e.name', 'e.at', 'e.payload', 'e.confidential', 'c.id as case_id', 'c.number', 'c.unit_id', 'c.state', 'c.stage', 'c.urgency', 'c.confidential as case_confidential', 'c.accused', 'c.identity'])
    .where('e.organization_id', '=', organizationId).where('e.id', 'in', [...ids]).execute()
  const byId = new Map(rows.map((r) => [r.id, r]))
  return ids.flatMap((id) => {
    const r = byId.get(id)
    if (!r || r.confidential || r.case_confidential || r.accused) return []
    const c = r.case_id === null ? null : { id: r.case_id, number: r.number, unit_id: r.unit_id, state: r.state, stage: r.stage, urgency: r.urgency, kept: r.identity !== 'open' } as CaseNow
    return [{ id: r.id, name: r.name, at: r.at, payload: r.payload, case: c }]
  })
}

type Wants = (webhook: Active, event: Heard) => boolean

const wantsOf = async (open: OpenTransaction, organizationId: string, webhooks: readonly Active[]): Promise<Wants> => {
  const units = webhooks.some((w) => w.unit_id) ? await unitRows(readerOf(open), organizationId) : []
  const reach = new Map(webhooks.map((w) => [w.id, w.unit_id ? new Set(subtree(units, w.unit_id)) : null]))
  return (webhook, event) => {
    const only = reach.get(webhook.id)
    return webhook.events.includes(event.name) && event.at >= webhook.made_at && (!only || (event.case !== null && only.has(event.case.unit_id)))
  }
}

const collectFor = async (open: OpenTransaction, organizationId: string, webhooks: readonly Active[], events: readonly StoredEvent[], clock: Clock) => {
  const heard = await hear(open, organizationId, events.map((e) => e.id))
  const wants = await wantsOf(open, organizationId, webhooks)
  const now = clock()
  const rows = heard.flatMap((event) => webhooks.filter((webhook) => wants(webhook, event)).map((webhook) => ({
    organization_id: organizationId, id: newId(), webhook_id: webhook.id, event_id: event.id, event_name: event.name, body: JSON.stringify(tellOf(event, event.case)), state: 'waiting', next_at: now, made_at: now,
  })))
  for (let from = 0; from < rows.length; from += COLLECTED_AT_ONCE) await open.insertInto('integration.delivery').values(rows.slice(from, from + COLLECTED_AT_ONCE)).onConflict((c) => c.doNothing()).execute()
}

/**
 * Makes a delivery of each new event for each webhook that wants it. Reads as relay and sealer do, in commit order and by one node at a time; the cursor
 * moves with what was made, so that nothing is made twice or left out. @returns how many events were passed.
 */
export const collectOnce = async (db: Db, clock: Clock): Promise<number> => asSystem(db, async (open) => {
  if (!await alone(open, LOCK)) return 0
  const events = await eventsAfterCursor(open, CURSOR, COLLECTED_AT_ONCE)
  const last = events.at(-1)
  if (!last) return 0
  const webhooks = events.some((e) => KNOWN.has(e.name)) ? await activeWebhooks(open) : []
  for (const organizationId of new Set(webhooks.map((w) => w.organization_id))) {
    const own = webhooks.filter((w) => w.organization_id === organizationId)
    const wanted = events.filter((e) => e.organization_id === organizationId && own.some((w) => w.events.includes(e.name)))
    if (wanted.length) await collectFor(open, organizationId, own, wanted, clock)
  }
  await moveCursor(open, CURSOR, last)
  return events.length
})
