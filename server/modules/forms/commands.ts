import type { Locale } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Field } from '#contract/packs.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type About, type Answers, faultsOf } from './rules.ts'

/** @throws Problem for the first answer the form cannot take. */
export const refuseWrongAnswers = (fields: readonly Field[], answers: Answers, about: About, refusals: { unknown: Refusal; wrong: Refusal }, locale: Locale): void => {
  const [fault] = faultsOf(fields, answers, about)
  if (fault) throw new Problem(fault.kind === 'unknown' ? refusals.unknown : refusals.wrong, { field: fields.find((f) => f.code === fault.code)?.label[locale] ?? fault.code }, `fields/${fault.code}`)
}

const asInteger = (field: Field, value: number) => (field.type === 'money' ? value : Math.round(value * 1000))

const AS_TEXT: readonly Field['type'][] = ['text', 'choice', 'yesNo']

/** Typed side rows of the fields that lists filter by; numbers in thousandths, money in fen. */
export const keepAnswers = async (tx: Tx, fields: readonly Field[], subjects: readonly { id: string; answers: Answers }[]): Promise<void> => {
  const rows = subjects.flatMap(({ id, answers }) => fields.filter((f) => f.filter && answers[f.code] !== undefined).map((f) => {
    const value = answers[f.code] as string | number
    return {
      organization_id: tx.actor.organizationId, subject_id: id, field: f.code, text_value: AS_TEXT.includes(f.type) ? String(value) : null,
      number_value: typeof value === 'number' ? asInteger(f, value) : null, day_value: f.type === 'day' ? String(value) : null,
    }
  }))
  if (rows.length) await tx.db.insertInto('forms.answer').values(rows).execute()
}

/** The side rows as the answers stand now. */
export const changeAnswers = async (tx: Tx, fields: readonly Field[], subject: { id: string; answers: Answers }): Promise<void> => {
  await dropAnswers(tx, [subject.id])
  await keepAnswers(tx, fields, [subject])
}

export const dropAnswers = async (tx: Tx, subjectIds: readonly string[]): Promise<void> => {
  await tx.db.deleteFrom('forms.answer').where('organization_id', '=', tx.actor.organizationId).where('subject_id', 'in', [...subjectIds]).execute()
}
