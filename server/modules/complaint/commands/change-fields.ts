import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { staleVersion, type Words } from '#contract/common.ts'
import * as contract from '#contract/complaint.ts'
import { answerWords } from '#contract/field-words.ts'
import type { Field, FieldAnswer } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { changeAnswers, refuseWrongAnswers } from '#modules/forms/commands.ts'
import { type CurrentPack, currentPack, withAncestors } from '#modules/packs/queries.ts'
import { FieldsChanged } from '../events.ts'
import { lockOpen, type LockedComplaint, subjectOf, touch } from './lock.ts'
import { searchAnew } from './search-anew.ts'

type Answers = Readonly<Record<string, FieldAnswer>>
type Changes = z.output<typeof contract.ChangeFields>['changes']

const isBlank = (answer: FieldAnswer | null) => answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)

/** As somebody read it; what another put there since is not overwritten. */
const refuseOvertaken = (before: Answers, changes: Changes) => {
  const at = changes.findIndex(({ field, was }) => !isDeepStrictEqual(before[field] ?? null, was))
  if (at >= 0) throw new Problem(staleVersion)
}

const categoriesOf = async (tx: Tx, complaint: LockedComplaint, { body }: CurrentPack) => {
  const points = await tx.db.selectFrom('complaint.point').select('category_code').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).execute()
  return points.flatMap(({ category_code }) => withAncestors(body, category_code))
}

/** What was not asked when the case came may stay open; what must be there is not emptied. */
const refuseWrong = async (tx: Tx, complaint: LockedComplaint, pack: CurrentPack, changes: Changes) => {
  const isKnown = (code: string) => pack.body.fields.some((field) => field.code === code)
  const emptied = changes.filter(({ field, now }) => isBlank(now) && isKnown(field)).map(({ field }) => field)
  const given = Object.fromEntries(changes.filter(({ field }) => !emptied.includes(field)).map(({ field, now }) => [field, now ?? '']))
  const fields = pack.body.fields.map((field) => ({ ...field, required: field.required && emptied.includes(field.code) }))
  refuseWrongAnswers(fields, given, { categories: await categoriesOf(tx, complaint, pack), channel: complaint.channel }, { unknown: contract.unknownField, wrong: contract.wrongField }, tx.actor.locale)
}

/** What was there and what is there now, for whoever reads the story of the case. */
const told = (tx: Tx, fields: readonly Field[], changes: Changes): string => {
  const { locale } = tx.actor
  const say = (said: Words) => said[locale]
  const speech = { say, yesNo: (answer: string) => words(locale, ['terms', 'yesNo', answer]) ?? answer, money: yuan, separator: words(locale, ['papers', 'common', 'and']) ?? ', ' }
  return changes.map(({ field: code, was, now }) => {
    const field = fields.find((one) => one.code === code)
    const spoken = (answer: FieldAnswer | null) => (answer === null || isBlank(answer) ? '–' : answerWords(field, answer, speech))
    return `${field ? say(field.label) : code}: ${spoken(was)} → ${spoken(now)}`
  }).join('\n')
}

/** What the form asks beyond the points, put right or added later. Fields that are asked no more keep their answers. */
export const changeFields = command('complaint.changeFields', async (tx, { id, changes }: z.output<typeof contract.ChangeFields>) => {
  const complaint = await lockOpen(tx, id)
  const before = complaint.fields as Answers
  refuseOvertaken(before, changes)
  const pack = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  await refuseWrong(tx, complaint, pack, changes)
  const left = Object.entries(before).filter(([code]) => !changes.some(({ field }) => field === code))
  const fields: Answers = Object.fromEntries([...left, ...changes.flatMap(({ field, now }) => (now === null || isBlank(now) ? [] : [[field, now] as const]))])
  await touch(tx, complaint, { fields: JSON.stringify(fields) })
  await changeAnswers(tx, pack.body.fields, { id, answers: fields })
  await searchAnew(tx, complaint)
  await tx.record(FieldsChanged, { subject: subjectOf(complaint), payload: { complaintId: id, count: changes.length }, reason: told(tx, pack.body.fields, changes) })
  return { id }
})
