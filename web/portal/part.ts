import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { OutsidePart, answerPart, askFromOutside } from '#contract/liaison-outside.ts'
import en from '../../locales/en/web/part.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/part.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/part.json' with { type: 'json' }
import { type FilesTo, ask, codeHeader, fetchBlob, newKey, post } from './api.ts'
import { useSpeech } from './speech.ts'

export type Part = OutsidePart
export type PartField = Part['fields'][number]
export type Answered = Omit<z.input<(typeof answerPart)['input']>, 'code'>
export type Asked = Omit<z.input<(typeof askFromOutside)['input']>, 'code'>

// Words of this page alone: most visitors of the portal never see it.
const WORDS: Readonly<Record<Locale, typeof simplified>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }
export const usePartWords = () => WORDS[useSpeech().locale]

const header = (code: string) => ({ 'x-part-code': codeHeader(code)['x-case-code'] ?? '' })

export const getPart = async (code: string, language: string) => await ask('/part', { headers: { 'accept-language': language, ...header(code) } }) as Part
export const sendPart = async ({ code, body }: { readonly code: string; readonly body: Answered }, key: string) => await post('/part/answer', body, key, header(code)) as Part
export const sendQuestion = async ({ code, body }: { readonly code: string; readonly body: Asked }, key: string) => await post('/part/questions', body, key, header(code)) as Part
export const fetchPartFile = (code: string) => (id: string) => fetchBlob(`/part/files/${encodeURIComponent(id)}`, header(code))
export const filesOfPart = (code: string): FilesTo => ({ path: '/part/uploads', headers: header(code), body: {} })

/** Somebody is here, and not a program that opens every link of a mail. That it cannot be noted keeps nobody from answering. */
export const noteOpened = (code: string) => { post('/part/opened', {}, newKey(), header(code)).catch(() => undefined) }
