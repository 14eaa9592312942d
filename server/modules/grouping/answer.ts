import type { z } from 'zod'
import * as contract from '#contract/grouping.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { lockGroup, subjectOfGroup, touchGroup } from './commands.ts'
import { GroupAnswerBegun } from './events.ts'
import { endAnswer, sayTo } from './say.ts'

type Input = z.output<typeof contract.answerGroup.input>

/** So many hear it before the answer to the command; with more of them it goes out in parts. */
const AT_ONCE = 50

/** Words of one case are weighed with it. */
const caseOf = async (tx: Tx, field: string, { exceptions = [] }: Input) => {
  const [, at] = /^exceptions\/(\d+)\//.exec(field) ?? []
  const id = at === undefined ? undefined : exceptions[Number(at)]?.complaintId
  return id ? await tx.db.selectFrom('complaint.complaint').select(['id', 'unit_id', 'customer_id', 'urgency', 'product', 'order_info']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst() ?? null : null
}

const refuseForbidden = async (tx: Tx, input: Input) => {
  const texts = [['text', input.text] as const, ...(input.exceptions ?? []).flatMap((e, i) => (e.text ? [[`exceptions/${i}/text`, e.text] as const] : []))]
  for (const [field, text] of texts) {
    await refuseWords(tx, { text, field, despite: input.despite })
    await refuseGoing(tx, { complaint: await caseOf(tx, field, input), parts: [[field, text]] })
  }
}

interface Recipient { readonly id: string; readonly state: string }

/** The cases in sight, in one order. */
const recipients = (tx: Tx, groupId: string): Promise<Recipient[]> => tx.db.selectFrom('grouping.member as m').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'm.organization_id').onRef('c.id', '=', 'm.complaint_id'))
  .select(['c.id', 'c.state']).where('m.organization_id', '=', tx.actor.organizationId).where('m.group_id', '=', groupId).where('m.removed_at', 'is', null).orderBy('c.id').execute()

const refuseStrangers = (input: Input, all: readonly Recipient[]) => {
  const known = new Set(all.map((r) => r.id))
  const stray = (input.exceptions ?? []).findIndex((e) => !known.has(e.complaintId))
  if (stray >= 0) throw new Problem(contract.notAMember, {}, `exceptions/${stray}/complaintId`)
}

const refuseTwo = async (tx: Tx, groupId: string) => {
  const other = await tx.db.selectFrom('grouping.answer').select('id').where('organization_id', '=', tx.actor.organizationId).where('group_id', '=', groupId).where('done_at', 'is', null).executeTakeFirst()
  if (other) throw new Problem(contract.stillAnswering)
}

/** One cause, one answer: each case hears it in its own conversation (A17). */
export const answerGroup = command('grouping.answer', async (tx, input: Input) => {
  const group = await lockGroup(tx, input.id, input.version)
  await refuseTwo(tx, group.id)
  const all = await recipients(tx, group.id)
  refuseStrangers(input, all)
  await refuseForbidden(tx, input)
  const exceptions = new Map((input.exceptions ?? []).map((e) => [e.complaintId, e]))
  const toHear = all.filter(({ id }) => !exceptions.has(id) || exceptions.get(id)?.text)
  if (!toHear.some(({ state }) => state === 'open')) throw new Problem(contract.nobodyToAnswer)
  const answerId = newId()
  await tx.db.insertInto('grouping.answer').values({ organization_id: tx.actor.organizationId, id: answerId, group_id: group.id, body: input.text, in_full: input.answersInFull ?? false, despite: input.despite ?? null, by_id: tx.actor.id, at: tx.now }).execute()
  await insertRows(tx.db, { into: 'grouping.sent', rows: all.map(({ id }) => {
    const own = exceptions.get(id)
    const left = own && !own.text
    return { organization_id: tx.actor.organizationId, answer_id: answerId, complaint_id: id, outcome: left ? 'excepted' : 'waiting', own_words: Boolean(own?.text), words: own?.text ?? null, reason: left ? own.reason ?? null : null }
  }) })
  await touchGroup(tx, group.id)
  if (toHear.length > AT_ONCE) {
    await tx.record(GroupAnswerBegun, { subject: subjectOfGroup(group.id), payload: { groupId: group.id, answerId, cases: toHear.length } })
    return { id: group.id }
  }
  for (const { id } of toHear) await sayTo(tx, { answerId, complaintId: id })
  await endAnswer.run(tx, { answerId })
  return { id: group.id }
})
