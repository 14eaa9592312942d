import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { answeredOf } from '#contract/questionnaire.ts'
import { answerWords, saidIn } from '#contract/asking.ts'
import type { Question } from '#contract/questions.ts'
import { formatStamp } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'

type Line = z.output<(typeof answeredOf)['output']>['items'][number]

/** Answers as a table, a line for each who answered. Names stay out: it is about what was said. */
export const answerSheet = (locale: Locale, questions: readonly Question[]) => {
  const say = (key: string) => words(locale, ['questionnaire', 'sheet', key]) ?? key
  const cell = (question: Question, { answers }: Line) => { const answer = answers?.[question.code]; return answer === undefined ? '' : answerWords(question, answer, locale) }
  return {
    name: 'questionnaire', heading: [say('number'), say('at'), say('unit'), say('to'), say('edition'), ...questions.map(({ text }) => saidIn(text, locale))],
    lines: (one: Line) => [[one.number, one.answered ? formatStamp(one.answered.at, one.timeZone) : '', one.unitName, words(locale, ['terms', 'recipient', one.to]) ?? one.to, String(one.edition), ...questions.map((question) => cell(question, one))]],
  }
}
