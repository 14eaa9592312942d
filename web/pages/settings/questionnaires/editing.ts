import { LOCALES, type Locale } from '#contract/common.ts'
import type { Question, Questions, Said } from '#contract/questions.ts'

export const NOTHING: Said = { 'zh-CN': '', 'zh-Hant': '', en: '' }
const saying = (locale: Locale, text: string): Said => ({ ...NOTHING, [locale]: text })

const CODE_BYTES = 4
/** A name that nobody reads: it stays with a question through all editions, and is given to no other. */
const newCode = (before: 'q' | 'c') => before + Array.from(crypto.getRandomValues(new Uint8Array(CODE_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const newQuestion = (text: Said = NOTHING): Question => ({ code: newCode('q'), kind: 'text', text, hint: null, required: false, choices: [], showIf: null })
export const newChoice = () => ({ code: newCode('c'), label: NOTHING })

/** A new questionnaire begins with a title and one question, to be written over. */
export const begun = (locale: Locale, title: string, question: string): Questions => ({ title: saying(locale, title), intro: null, questions: [newQuestion(saying(locale, question))] })

const hasChoices = ({ kind }: Pick<Question, 'kind'>) => kind === 'choice' || kind === 'choices'

/** Another kind is another question: answers that were given to the one before are not counted with it. */
export const ofKind = (question: Question, kind: Question['kind']): Question => {
  const kept = hasChoices(question) && hasChoices({ kind })
  return { ...question, code: newCode('q'), kind, choices: kept ? question.choices : hasChoices({ kind }) ? [newChoice(), newChoice()] : [] }
}

/** Moved by one place; what hangs on a question that stands after it now hangs on nothing. */
export const moved = (all: readonly Question[], at: number, by: -1 | 1): Question[] => {
  const next = [...all]
  const [one] = next.splice(at, 1)
  if (one) next.splice(at + by, 0, one)
  return unhung(next)
}

/** Conditions whose question is gone, or stands later, are dropped. */
export const unhung = (all: readonly Question[]): Question[] => all.map((one, at) => (one.showIf && !all.slice(0, at).some(({ code }) => code === one.showIf?.code) ? { ...one, showIf: null } : one))

/** The languages in which something is said; the reader's own where nothing is yet. */
export const languagesOf = (body: Questions, own: Locale): Locale[] => {
  const said = [body.title, ...(body.intro ? [body.intro] : []), ...body.questions.flatMap(({ text, hint, choices }) => [text, ...(hint ? [hint] : []), ...choices.map(({ label }) => label)])]
  const there = LOCALES.filter((locale) => said.some((words) => words[locale].trim() !== ''))
  return there.length ? there : [own]
}
