import { command } from '#kernel/command.ts'
import type { Tx } from '#kernel/tx.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { QuestionnaireOver } from '../events.ts'
import { addLink } from './link.ts'
import { changeSent, lockSent, payloadOf } from './lock.ts'

type Locked = Awaited<ReturnType<typeof lockSent>>

/** The way they were written to last; null where the link was only copied. */
const lastWay = async (tx: Tx, sentId: string) => (await tx.db.selectFrom('questionnaire.link').select('way').where('organization_id', '=', tx.actor.organizationId).where('sent_id', '=', sentId).where('revoked_at', 'is', null).where('way', '!=', 'copy').orderBy('made_at', 'desc').limit(1).executeTakeFirst())?.way ?? null

/** By mail or SMS with a link as good as the last: the old one is known to them alone. Who was given a copied link is reminded by who gave it. */
const remind = async (tx: Tx, { complaint, sent }: Locked) => {
  await changeSent(tx, sent.id, { remind_at: null })
  const way = await lastWay(tx, sent.id)
  if (way) await addLink(tx, complaint, sent, way.startsWith('sms') ? 'smsReminder' : 'reminder', sent.until)
  else await tell(tx, { to: [sent.asked_by, complaint.owner_id].filter((id) => id !== null), name: 'questionnaireDueSoon', subject: subjectOf(complaint), payload: { number: sent.number } })
}

const end = async (tx: Tx, { complaint, sent }: Locked) => {
  const subject = subjectOf(complaint)
  await changeSent(tx, sent.id, { state: 'over' })
  await tx.record(QuestionnaireOver, { subject, payload: payloadOf(complaint.id, sent) })
  await tell(tx, { to: [sent.asked_by, complaint.owner_id].filter((id) => id !== null), name: 'questionnaireOver', subject, payload: { number: sent.number } })
}

/** Reminded before the last day, told of after it: once each, whichever node comes first. */
export const noteDue = command('questionnaire.noteDue', async (tx, { ids }: { ids: readonly string[] }) => {
  const found = await tx.db.selectFrom('questionnaire.sent').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).orderBy('complaint_id').orderBy('id').execute()
  for (const { id } of found) {
    const locked = await lockSent(tx, id)
    const { state, until, remind_at } = locked.sent
    if (state === 'open' && until <= tx.now) await end(tx, locked)
    else if (state === 'open' && remind_at && remind_at <= tx.now) await remind(tx, locked)
  }
})
