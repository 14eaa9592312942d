import type { ChannelKind } from '#contract/channel.ts'
import { systemActor } from '#kernel/actor.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import { noteReceipt } from './commands/note.ts'
import type { Sending } from './courier.ts'

const ASKED_AT_ONCE = 50

interface Unconfirmed { readonly organization_id: string; readonly id: string; readonly address: string; readonly provider_id: string; readonly done_at: Instant; readonly kind: ChannelKind | null; readonly settings: Record<string, string>; readonly secrets: Record<string, string> }

/** Takes those whose turn it is to be asked about; whoever ends without a word leaves them to the next, a minute later. Where the channel is gone nobody can ask any more: such a one does not stand before the others. */
const toAsk = (db: Db, now: Instant) => asSystem(db, async (open) => (await sql<Unconfirmed>`
  with due as materialized (select organization_id, id, lane from channel.message where state = 'sent' and asked_at <= ${now} order by asked_at limit ${ASKED_AT_ONCE} for update skip locked)
  update channel.message m set asked_at = case when c.id is not null then ${plusMs(now, MINUTE)}::timestamptz end
  from due left join channel.channel c on c.organization_id = due.organization_id and c.id::text = due.lane and c.removed_at is null
  where m.organization_id = due.organization_id and m.id = due.id
  returning m.organization_id, m.id, m.address, m.provider_id, m.done_at, c.kind, c.settings, c.secrets`.execute(open)).rows)

/** Asks the gateways what became of what they took. */
export const askReceipts = async ({ db, perform, poster, providers, clock }: Pick<Sending, 'db' | 'perform' | 'poster' | 'providers' | 'clock'>): Promise<number> => {
  const due = await toAsk(db, clock())
  for (const { organization_id, id, address, provider_id, done_at, kind, settings, secrets } of due) {
    const receipt = kind && providers[kind].receipt
    if (!receipt) continue
    const reply = await poster.post(receipt.ask({ way: { kind, settings, secrets }, to: address, providerId: provider_id, sentAt: done_at, at: clock(), nonce: newId() }), new AbortController().signal)
    await perform(noteReceipt, { actor: systemActor(organization_id), requestId: 'messenger' }, { messageId: id, receipt: receipt.read(reply) })
  }
  return due.length
}
