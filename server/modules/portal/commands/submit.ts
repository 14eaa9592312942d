import { invalidInput } from '#contract/common.ts'
import { notAPhone } from '#contract/customer.ts'
import type { Identity } from '#contract/kept.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { noteComplaint } from '#modules/comment-card/commands.ts'
import { carriedBy } from '#modules/comment-card/queries.ts'
import { subjectOf, lockComplaint } from '#modules/complaint/commands/lock.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { confidants } from '#modules/identity/queries/units.ts'
import { registerAll, whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'

/** `receivedAt`: now, unless it was held. */
type Dated = Submission & { readonly receivedAt?: string }

export interface Submission { readonly unitId: string; readonly name: string; readonly identity?: Identity; readonly aboutStaff?: boolean; readonly phone: string | null; readonly email?: string | null; readonly text: string; readonly wants: string | null; readonly fileIds: readonly string[]; readonly receiver: { readonly name: string; readonly position: string }; readonly card: { readonly id: string; readonly code: string } | null }

const receivedAs = (tx: Tx, { receivedAt }: Dated) => receivedAt ?? iso(tx.now)

/** Registers a submission as `actor`, who sent it, also when somebody else acts now. */
export const registerAs = async (tx: Tx, actor: Actor, input: Dated) => {
  const { place, product, fields } = await carriedBy(readerOf(tx.db), tx.actor.organizationId, input.card?.id ?? null)
  const [registered] = await registerAll(tx, [{ actor, input: {
    channel: input.card ? 'card' : 'web', place, product, fields, unitId: input.unitId, receivedAt: receivedAs(tx, input), identity: input.identity ?? 'open', customer: { name: input.name, phone: input.phone, email: input.email ?? null }, points: [{ text: input.text, wants: input.wants }],
    receiver: input.receiver, signedOff: true, confidential: input.aboutStaff === true, fileIds: [...input.fileIds],
  } }])
  if (!registered) throw new Error('nothing was registered')
  const complaint = await lockComplaint(tx, registered.id)
  await tell(tx, { to: input.aboutStaff ? await confidants(readerOf(tx.db), tx.actor.organizationId) : await whoReceives(tx, input.unitId), name: 'portalComplaint', subject: subjectOf(complaint), payload: { number: complaint.number } })
  // What a place counts would tell it of what it is not to know.
  if (input.card && !input.aboutStaff) await noteComplaint(tx, input.card, { id: registered.id, unitId: input.unitId })
  return registered
}

/** A complaint made by the complainant: registered like every other, owned by who answers first. */
export const submit = command('portal.submit', async (tx, input: Submission) => {
  if (input.phone && !phoneKey(input.phone)) throw new Problem(notAPhone, {}, 'phone')
  // Whatever is typed as a name is one, until it is to be protected: nothing can be.
  if (input.identity !== 'anonymous' && (input.identity === 'protected' ? input.name.trim() : input.name) === '') throw new Problem(invalidInput, {}, 'name')
  const { number, portalCode, clocks } = await registerAs(tx, tx.actor, input)
  return { number, code: portalCode, nextBy: clocks.map((c) => c.dueAt).sort()[0] ?? null, held: false }
})
