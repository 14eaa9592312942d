import { answerWords, askedOf, saidIn } from '#contract/asking.ts'
import type { Sent } from '#contract/questionnaire.ts'
import { type Block, type Pair, form, heading, nothing } from '../../blocks.ts'
import type { Pen } from '../../words.ts'
import { evidenceOf } from './evidence.ts'

const answersOf = (pen: Pen, one: Sent): Pair[] => askedOf(one.questions, one.answers ?? {}).flatMap((question): Pair[] => {
  const given = one.answers?.[question.code]
  if (given === undefined) return []
  const files = evidenceOf(pen).filter(({ file }) => one.files.some(({ id }) => id === file.id)).map(({ code }) => code)
  return [[saidIn(question.text, pen.data.locale), question.kind === 'files' ? pen.list(files) : answerWords(question, given, pen.data.locale), 'wide']]
})

const pairs = (pen: Pen, one: Sent): Pair[] => {
  const q = pen.w.questionnaire
  return [
    [q.to, pen.list([one.name, pen.term('recipient', one.to)])], [q.askedAt, pen.list([pen.at(one.asked.at), one.asked.by?.name])], [q.state, pen.term('sentState', one.state)], [q.answeredAt, pen.list([one.answered ? pen.at(one.answered.at) : null, one.answered?.by])],
    ...(one.note ? [[q.note, one.note, 'wide'] as const] : []), ...(one.withdrawn ? [[q.why, one.withdrawn.why, 'wide'] as const] : []), ...answersOf(pen, one),
  ]
}

/** E6: who was asked by questionnaire, and what they answered. */
export function questionnaires(pen: Pen): Block[] {
  const all = pen.data.questionnaires ?? []
  if (all.length === 0) return [nothing(pen.w.common.nothing)]
  return all.flatMap((one) => [heading(`${one.number}　${saidIn(one.title, pen.data.locale)}`), form(pairs(pen, one))])
}
