import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { Outside, answer } from '#contract/questionnaire.ts'
import type { Answers as Given, Questions } from '#contract/questions.ts'
import en from '../../locales/en/web/questions.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/questions.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/questions.json' with { type: 'json' }
import { TRIED, TRIED_AT } from '../ui/tried.ts'
import { type FilesTo, ask, codeHeader, newKey, post } from './api.ts'
import { useSpeech } from './speech.ts'

export type Asked = Outside
export type Question = Asked['questions'][number]
export type Answers = Given
export type Answered = Omit<z.input<(typeof answer)['input']>, 'code'>

// Words of this page alone: most visitors of the portal never see it.
const WORDS: Readonly<Record<Locale, typeof simplified>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }
export const useQuestionWords = () => WORDS[useSpeech().locale]

const header = (code: string) => ({ 'x-questionnaire-code': codeHeader(code)['x-case-code'] ?? '' })

const tried = (): Asked => {
  const body = JSON.parse(sessionStorage.getItem(TRIED_AT) ?? 'null') as Questions
  return { state: 'open', organization: '', number: TRIED, note: null, name: '', locale: 'zh-CN', timeZone: 'UTC', until: '2999-12-31T00:00:00Z', answers: null, answered: null, ...body, intro: body.intro ?? null, questions: body.questions as Question[] }
}

export const getQuestions = async (code: string, language: string): Promise<Asked> => (code === TRIED ? tried() : await ask('/questionnaire', { headers: { 'accept-language': language, ...header(code) } }) as Asked)
export const sendAnswers = async ({ code, body }: { readonly code: string; readonly body: Answered }, key: string) => await post('/questionnaire/answers', body, key, header(code)) as Asked
export const filesOfAnswers = (code: string): FilesTo => ({ path: '/questionnaire/uploads', headers: header(code), body: {} })

/** Somebody is here, and not a program that opens every link of a mail. That it cannot be noted keeps nobody from answering. */
export const noteOpened = (code: string) => { if (code !== TRIED) post('/questionnaire/opened', {}, newKey(), header(code)).catch(() => undefined) }
