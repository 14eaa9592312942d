import { z } from 'zod'
import { Code, Day, Id, LETTER, LINE, LOCALES, type Locale, PARAGRAPH, optionalText } from './common.ts'

/** `scale`: one to five, five is best; `choice`: one of several; `choices`: any of several; `text`: in their own words; `number`, `day`; `files`: photos and documents. */
export const AnswerKind = z.enum(['scale', 'choice', 'choices', 'text', 'number', 'day', 'files'])
export type AnswerKind = z.infer<typeof AnswerKind>

export const SCALE = [1, 2, 3, 4, 5] as const
export const MOST_QUESTIONS = 40
export const MOST_CHOICES = 20
const MOST_FILES = 20
/** Exact in every browser and every spreadsheet. */
const MOST_NUMBER = 1_000_000_000_000

/** What one reads: in one language at least; whoever reads another sees that. */
const said = (most: number) => z.strictObject({ 'zh-CN': optionalText(most), 'zh-Hant': optionalText(most), en: optionalText(most) })
export const Said = said(LINE)
export type Said = z.infer<typeof Said>

export const isSaid = (words: Said): boolean => LOCALES.some((locale) => words[locale].trim() !== '')
/** In the language of who reads, else in the first there is. */
export const saidIn = (words: Said, locale: Locale): string => [locale, ...LOCALES].map((each) => words[each]).find((text) => text.trim() !== '') ?? ''

/** Asked only where an earlier question was answered so: a choice by its code, a scale by its number. */
const Condition = z.strictObject({ code: Code, is: z.array(z.string().max(40)).min(1).max(MOST_CHOICES) })
export const Choice = z.strictObject({ code: Code, label: Said })

export const Question = z.strictObject({
  /** Stays the same in later editions, so that answers can be counted together. */
  code: Code, kind: AnswerKind, text: Said, hint: Said.nullable().default(null), required: z.boolean().default(false), choices: z.array(Choice).max(MOST_CHOICES).default([]), showIf: Condition.nullable().default(null),
})
export type Question = z.infer<typeof Question>

/** What is asked: a title, what is said first, the questions. */
export const Questions = z.strictObject({ title: Said, intro: said(PARAGRAPH).nullable().default(null), questions: z.array(Question).min(1).max(MOST_QUESTIONS) })
export type Questions = z.infer<typeof Questions>

export const Answer = z.union([z.number().min(-MOST_NUMBER).max(MOST_NUMBER), optionalText(LETTER), z.array(z.string().max(60)).max(MOST_FILES)])
export type Answer = z.infer<typeof Answer>
/** By the code of the question. */
export const Answers = z.record(Code, Answer)
export type Answers = Readonly<Record<string, Answer>>

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

const isOneOf = (values: readonly string[], codes: readonly string[]) => new Set(values).size === values.length && values.every((value) => codes.includes(value))

/** Whether something can be the answer to a question of a kind that offers these choices. */
export const fits = (kind: AnswerKind, choices: readonly string[], answer: Answer): boolean => {
  switch (kind) {
    case 'scale': return typeof answer === 'number' && (SCALE as readonly number[]).includes(answer)
    case 'number': return typeof answer === 'number' && Number.isFinite(answer)
    case 'choice': return typeof answer === 'string' && choices.includes(answer)
    case 'choices': return Array.isArray(answer) && isOneOf(answer, choices)
    case 'text': return typeof answer === 'string'
    case 'day': return Day.safeParse(answer).success
    case 'files': return Array.isArray(answer) && answer.every((id) => Id.safeParse(id).success)
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

const faultOf = (question: Question, before: readonly Question[]): QuestionFault | null => {
  const { code, kind, text, choices, showIf } = question
  if (!isSaid(text) || choices.some(({ label }) => !isSaid(label))) return 'unsaid'
  if (before.some((one) => one.code === code) || new Set(choices.map((choice) => choice.code)).size !== choices.length) return 'doubled'
  if ((kind === 'choice' || kind === 'choices') && choices.length < 2) return 'choicesMissing'
  // The page has one place to gather files in.
  if (kind === 'files' && before.some((one) => one.kind === 'files')) return 'filesTwice'
  const on = showIf && before.find((one) => one.code === showIf.code)
  return showIf && !(on && showIf.is.every((value) => conditionValues(on).includes(value))) ? 'conditionWrong' : null
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
