import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import * as contract from '#contract/questionnaire.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { QuestionnaireSent, QuestionnaireWithdrawn } from '../events.ts'
import { customerOf } from '../queries/reach.ts'
import { remindedAt, whyNotSend, whyNotTouch, whyNotWay } from '../rules.ts'
import { type House, addLink, addressOf, endLinks } from './link.ts'
import { changeSent, lockSent, payloadOf } from './lock.ts'

type Sending = z.output<typeof contract.send.input> & House
interface Whom { readonly name: string; readonly email: string | null; readonly personId: string | null }

const refuseTemplate = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('questionnaire.template').select(['id', 'edition', 'retired_at']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound, {}, 'templateId')
  const refusal = whyNotSend(row)
  if (refusal) throw new Problem(refusal, {}, 'templateId')
  return row
}

/** Who is asked, as they are known here: a customer by the case, a colleague by their record, anybody else as written. */
const whomOf = async (tx: Tx, complaint: LockedComplaint, { to, personId, name, email }: Sending): Promise<Whom> => {
  if (to === 'customer') {
    const customer = await customerOf(readerOf(tx.db), tx.actor, complaint.id)
    return { name: customer.name, email: email || customer.email, personId: null }
  }
  if (to === 'outsider') {
    if (!name.trim()) throw new Problem(contract.nobodyNamed, {}, 'name')
    return { name, email: email || null, personId: null }
  }
  const person = personId ? await tx.db.selectFrom('identity.person').select(['id', 'name', 'email']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', personId).where('retired_at', 'is', null).executeTakeFirst() : undefined
  if (!person) throw new Problem(contract.nobodyNamed, {}, 'personId')
  return { name: person.name, email: person.email, personId: person.id }
}

/** Whoever is asked besides the customer does not read who complains. */
const refuseTelling = async (tx: Tx, complaintId: string, { to, note }: Sending) => {
  if (to === 'customer' || !note.trim()) return
  const { rows: [told] } = await sql<{ by_name: boolean; by_phone: boolean }>`select * from complaint.tells_who(${complaintId}::uuid, ${note})`.execute(tx.db)
  if (told?.by_name || told?.by_phone) throw new Problem(contract.tellsWho, {}, 'note')
}

/** Numbered within the case, whose row is locked. */
const nextNumber = async (tx: Tx, complaint: LockedComplaint): Promise<string> => {
  const { n } = await tx.db.selectFrom('questionnaire.sent').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('number', 'like', `${complaint.number}-Q%`).executeTakeFirstOrThrow()
  if (n >= contract.MOST_SENT) throw new Problem(contract.sentEnough)
  return `${complaint.number}-Q${n + 1}`
}

/** Somebody is asked about a case, by a link of their own. */
export const send = command('questionnaire.send', async (tx, input: Sending) => {
  const { complaintId, templateId, to, locale, note, days, remind, way, canMail, canText, baseUrl } = input
  const complaint = await lockComplaint(tx, complaintId)
  if (complaint.state === 'merged') throw new Problem(mergedElsewhere)
  const { edition } = await refuseTemplate(tx, templateId)
  const { name, email, personId } = await whomOf(tx, complaint, input)
  await refuseTelling(tx, complaint.id, input)
  if (note.trim() && to !== 'staff') await refuseOurs(tx, complaint, { texts: [['note', note]] })
  const refusal = whyNotWay({ way, email, to, canMail, canText })
  if (refusal) throw new Problem(refusal, {}, refusal === contract.noMailAddress ? 'email' : 'way')
  const until = plusMs(tx.now, days * DAY)
  const sent = { id: newId(), number: await nextNumber(tx, complaint) }
  await tx.db.insertInto('questionnaire.sent').values({
    organization_id: tx.actor.organizationId, ...sent, complaint_id: complaint.id, template_id: templateId, edition, recipient: to, person_id: personId, name, email, locale, note: note || null, until, remind_at: remind ? remindedAt(tx.now, until) : null, asked_at: tx.now, asked_by: tx.actor.id,
  }).execute()
  await tx.record(QuestionnaireSent, { subject: subjectOf(complaint), payload: { ...payloadOf(complaint.id, sent), templateId, edition, recipient: to } })
  const token = await addLink(tx, complaint, { ...sent, recipient: to }, way, until)
  await touch(tx, complaint, {})
  return { id: sent.id, url: way === 'copy' ? addressOf(baseUrl, token, locale) : null }
})

export const withdraw = command('questionnaire.withdraw', async (tx, { id, version, reason }: z.output<typeof contract.withdraw.input>) => {
  const { complaint, sent } = await lockSent(tx, id, (one) => whyNotTouch(one, version))
  await endLinks(tx, id)
  await changeSent(tx, id, { state: 'withdrawn', ended_at: tx.now, ended_by: tx.actor.id, end_why: reason })
  await tx.record(QuestionnaireWithdrawn, { subject: subjectOf(complaint), payload: payloadOf(complaint.id, sent), reason })
  await touch(tx, complaint, {})
  return { id }
})
