import type { z } from 'zod'
import { forbiddenWords } from '#contract/communication.ts'
import * as contract from '#contract/grouping.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { flagsOf } from '#modules/knowledge/queries.ts'
import { lockGroup, subjectOfGroup, touchGroup } from './commands.ts'
import { GroupAnswered } from './events.ts'
import { filled } from './rules.ts'

type Input = z.output<typeof contract.answerGroup.input>

/** The members in sight with what is said of each, in one order. */
const recipients = (tx: Tx, groupId: string) => tx.db.selectFrom('grouping.member as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('identity.person as o', (j) => j.onRef('o.organization_id', '=', 'c.organization_id').onRef('o.id', '=', 'c.owner_id'))
  .select(['c.id', 'c.number', 'n.name as unit', sql<string>`coalesce(c.complainant_name, u.name)`.as('name'), 'o.name as handler']).where('m.organization_id', '=', tx.actor.organizationId).where('m.group_id', '=', groupId).where('m.removed_at', 'is', null).orderBy('c.id').execute()
type Recipient = Awaited<ReturnType<typeof recipients>>[number]

const refuseForbidden = async (tx: Tx, input: Input) => {
  if (input.despite) return
  const texts = [['text', input.text] as const, ...(input.exceptions ?? []).flatMap((e, i) => (e.text ? [[`exceptions/${i}/text`, e.text] as const] : []))]
  for (const [field, text] of texts) {
    const [flag] = await flagsOf(readerOf(tx.db), tx.actor.organizationId, text)
    if (flag) throw new Problem(forbiddenWords, { found: flag.found }, field)
  }
}

const refuseStrangers = (input: Input, all: readonly Recipient[]) => {
  const stray = (input.exceptions ?? []).findIndex((e) => !all.some((r) => r.id === e.complaintId))
  if (stray >= 0) throw new Problem(contract.notAMember, {}, `exceptions/${stray}/complaintId`)
}

interface Became { readonly outcome: 'sent' | 'excepted' | 'refused'; readonly own_words: boolean; readonly message_id: string | null; readonly reason: string | null }

/** To one of them: in their own name, or with words of their own, or not at all with the reason. What is closed or merged meanwhile is told, not written to. */
const sayTo = async (tx: Tx, r: Recipient, input: Input): Promise<Became> => {
  const own = input.exceptions?.find((e) => e.complaintId === r.id)
  if (own && !own.text) return { outcome: 'excepted', own_words: false, message_id: null, reason: own.reason ?? null }
  const complaint = await lockComplaint(tx, r.id)
  if (complaint.state !== 'open') return { outcome: 'refused', own_words: false, message_id: null, reason: complaint.state }
  const text = filled(own?.text ?? input.text, { name: r.name, number: r.number, unit: r.unit, handler: r.handler ?? '' })
  const message_id = await addMessage(tx, complaint, { kind: 'reply', text, inFull: input.answersInFull ?? false, via: 'group', despite: input.despite ?? null })
  return { outcome: 'sent', own_words: own !== undefined, message_id, reason: null }
}

/** One cause, one answer: each case hears it in its own conversation (A17). */
export const answerGroup = command('grouping.answer', async (tx, input: Input) => {
  const group = await lockGroup(tx, input.id, input.version)
  const all = await recipients(tx, group.id)
  refuseStrangers(input, all)
  await refuseForbidden(tx, input)
  const answerId = newId()
  await tx.db.insertInto('grouping.answer').values({ organization_id: tx.actor.organizationId, id: answerId, group_id: group.id, body: input.text, in_full: input.answersInFull ?? false, by_id: tx.actor.id, at: tx.now }).execute()
  const became: (Became & { organization_id: string; answer_id: string; complaint_id: string })[] = []
  for (const r of all) became.push({ organization_id: tx.actor.organizationId, answer_id: answerId, complaint_id: r.id, ...await sayTo(tx, r, input) })
  const count = (outcome: Became['outcome']) => became.filter((b) => b.outcome === outcome).length
  if (count('sent') === 0) throw new Problem(contract.nobodyToAnswer)
  await tx.db.insertInto('grouping.sent').values(became).execute()
  await touchGroup(tx, group.id)
  await tx.record(GroupAnswered, { subject: subjectOfGroup(group.id), payload: { groupId: group.id, answerId, sent: count('sent'), excepted: count('excepted'), refused: count('refused') } })
  return { id: group.id }
})
