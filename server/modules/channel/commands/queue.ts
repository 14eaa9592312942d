import type { Locale } from '#contract/common.ts'
import type { TemplateKind } from '#contract/channel.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { readerOf, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import type { Values } from '../rules/filled.ts'
import type { When } from '../rules/when.ts'

/** What a message says, in the reader's language; `template` and `values` where it goes out as SMS. */
export interface Said { readonly title: string; readonly text: string; readonly url: string | null; /** In the place of the address, until it is out: it opens something. */ readonly link?: string; readonly locale: Locale; readonly template?: TemplateKind; readonly values?: Values }

/** What opens something lies nowhere readable once it went out or was given up. */
export const withoutCode = ({ link: _, ...said }: Said): Said => (said.values?.code ? { ...said, values: { ...said.values, code: '…' } } : said)

export interface ToSend {
  readonly id?: string; readonly lane: string; readonly medium: string; readonly kind: string; readonly personId?: string | null; readonly deviceId?: string | null; readonly complaintId?: string | null; readonly noticeId?: string | null
  readonly address: string | null; readonly said: Said; /** The same is sent once, however often it is asked for. */ readonly once: string; readonly pressing: boolean; readonly when?: When
}

const stateOf = (now: Instant, when: When | undefined) => ({ state: when?.state ?? 'waiting', next_at: when?.at ?? now, held: when?.held ?? false })

/** What nobody sends any more. */
export const GIVEN_UP: readonly string[] = ['dead', 'dropped']

/** Puts messages where the courier finds them, in this transaction. @returns how many of them go, or went: not those that were given up before. */
export const queue = async (tx: Tx, messages: readonly ToSend[]): Promise<number> => {
  if (!messages.length) return 0
  const { organizationId } = tx.actor
  // Asked for again by a job that was repeated: what is there already is not made again.
  const { rows: there } = await sql<{ once: string; state: string }>`select once, state from channel.message where organization_id = ${organizationId} and once = any (${messages.map((m) => m.once)}::text[])`.execute(tx.db)
  const known = new Set(there.map((row) => row.once))
  await insertRows(tx.db, {
    into: 'channel.message', rows: messages.filter((m) => !known.has(m.once)).map((m) => ({
      organization_id: organizationId, id: m.id ?? newId(), lane: m.lane, medium: m.medium, kind: m.kind, person_id: m.personId ?? null, device_id: m.deviceId ?? null, complaint_id: m.complaintId ?? null, notice_id: m.noticeId ?? null,
      address: m.address, said: JSON.stringify(m.said), once: m.once, pressing: m.pressing, ...stateOf(tx.now, m.when), made_at: tx.now,
    })),
  })
  return messages.length - there.filter(({ state }) => GIVEN_UP.includes(state)).length
}

/** What waits for people a case is about, for who answers to them, and for the rooms of their place, does not go out. */
export const takeBack = async (tx: Tx, complaintId: string, about: readonly string[]): Promise<void> => {
  const kept = await answeringTo(readerOf(tx.db), tx.actor.organizationId, about)
  await sql`select channel.take_back(${complaintId}::uuid, ${[...kept]}::uuid[])`.execute(tx.db)
}
