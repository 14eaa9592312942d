import type { Locale } from './common.ts'
import type { Answer, AnswerKind, Answers, Question, Questions, Said } from './questions.ts'

// Rules alone, without the schemas: the page that answers loads over a bad line.

export const SCALE = [1, 2, 3, 4, 5] as const
const LOCALES: readonly Locale[] = ['zh-CN', 'zh-Hant', 'en']

export const isSaid = (words: Said): boolean => LOCALES.some((locale) => words[locale].trim() !== '')
/** In the language of who reads, else in the first there is. */
export const saidIn = (words: Said, locale: Locale): string => [locale, ...LOCALES].map((each) => words[each]).find((text) => text.trim() !== '') ?? ''

const isEmpty = (answer: Answer | undefined): boolean => answer === undefined || (typeof answer === 'string' && answer.trim() === '') || (Array.isArray(answer) && answer.length === 0)
const valuesOf = (answer: Answer | undefined): string[] => (answer === undefined ? [] : Array.isArray(answer) ? answer : [String(answer)])

/** The questions that are put as things stand: what hangs on one that is not asked is not asked either. */
export const askedOf = (questions: readonly Question[], answers: Answers): Question[] => {
  const asked: Question[] = []
  for (const question of questions) {
    const { showIf } = question
    const on = showIf && asked.find(({ code }) => code === showIf.code)
    if (!showIf || (on && valuesOf(answers[on.code]).some((value) => showIf.is.includes(value)))) asked.push(question)
  }
  return asked
}

/** What is kept: answers to what was asked, and none that says nothing. */
export const keptOf = (questions: readonly Question[], answers: Answers): Answers =>
  Object.fromEntries(askedOf(questions, answers).flatMap(({ code }) => { const answer = answers[code]; return answer === undefined || isEmpty(answer) ? [] : [[code, answer]] }))

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A day that there is, 2026-11-22: the 30th of February is none. */
const isDay = (text: string): boolean => {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number)
  if (!year || !month || !day) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
}

const isOneOf = (values: readonly string[], codes: readonly string[]) => new Set(values).size === values.length && values.every((value) => codes.includes(value))

/** Whether something can be the answer to a question of a kind that offers these choices. */
export const fits = (kind: AnswerKind, choices: readonly string[], answer: Answer): boolean => {
  switch (kind) {
    case 'scale': return typeof answer === 'number' && (SCALE as readonly number[]).includes(answer)
    case 'number': return typeof answer === 'number' && Number.isFinite(answer)
    case 'choice': return typeof answer === 'string' && choices.includes(answer)
    case 'choices': return Array.isArray(answer) && isOneOf(answer, choices)
    case 'text': return typeof answer === 'string'
    case 'day': return typeof answer === 'string' && isDay(answer)
    case 'files': return Array.isArray(answer) && answer.every((id) => UUID.test(id))
  }
}

export interface AnswerFault { readonly code: string; readonly fault: 'missing' | 'unfit' }

/** What is wrong with the answers, question by question, in their order. */
export const faultsIn = (questions: readonly Question[], answers: Answers): AnswerFault[] => askedOf(questions, answers).flatMap(({ code, kind, required, choices }): AnswerFault[] => {
  const answer = answers[code]
  if (answer === undefined || isEmpty(answer)) return required ? [{ code, fault: 'missing' }] : []
  return fits(kind, choices.map((choice) => choice.code), answer) ? [] : [{ code, fault: 'unfit' }]
})

/** Kinds whose answer a later question can hang on, and what it can be. */
export const conditionValues = ({ kind, choices }: Pick<Question, 'kind' | 'choices'>): string[] => (kind === 'scale' ? SCALE.map(String) : kind === 'choice' || kind === 'choices' ? choices.map(({ code }) => code) : [])

export type QuestionFault = 'unsaid' | 'doubled' | 'choicesMissing' | 'conditionWrong' | 'filesTwice'

const isUnsaid = ({ text, choices }: Question) => !isSaid(text) || choices.some(({ label }) => !isSaid(label))
const isDoubled = ({ code, choices }: Question, before: readonly Question[]) => before.some((one) => one.code === code) || new Set(choices.map((choice) => choice.code)).size !== choices.length
/** On nothing, or on an answer that an earlier question can have. */
const hangs = ({ showIf }: Question, before: readonly Question[]) => {
  const on = before.find((one) => one.code === showIf?.code)
  return !showIf || (on !== undefined && showIf.is.every((value) => conditionValues(on).includes(value)))
}

const faultOf = (question: Question, before: readonly Question[]): QuestionFault | null => {
  const { kind, choices } = question
  if (isUnsaid(question)) return 'unsaid'
  if (isDoubled(question, before)) return 'doubled'
  if ((kind === 'choice' || kind === 'choices') && choices.length < 2) return 'choicesMissing'
  // The page has one place to gather files in.
  if (kind === 'files' && before.some((one) => one.kind === 'files')) return 'filesTwice'
  return hangs(question, before) ? null : 'conditionWrong'
}

/** Why it cannot be asked so, and at which question (counted from nought); null when it can. */
export const whyNotAsked = ({ title, questions }: Questions): { readonly fault: QuestionFault; readonly at: number | null } | null => {
  if (!isSaid(title)) return { fault: 'unsaid', at: null }
  for (const [at, question] of questions.entries()) {
    const fault = faultOf(question, questions.slice(0, at))
    if (fault) return { fault, at }
  }
  return null
}

/** What stands for an answer that is read: choices by their labels; files by how many there are. */
export const answerWords = ({ kind, choices }: Question, answer: Answer, locale: Locale): string => {
  const labelOf = (code: string) => { const found = choices.find((choice) => choice.code === code); return found ? saidIn(found.label, locale) : code }
  if (kind === 'files') return String(valuesOf(answer).length)
  return kind === 'choice' || kind === 'choices' ? valuesOf(answer).map(labelOf).join(locale === 'en' ? ', ' : '、') : String(answer)
}

/** Fewer answers than this say nothing about the others. */
const FEW = 5
export const isFew = (count: number): boolean => count < FEW
