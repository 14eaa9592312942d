import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import type { OutsideOpinion, signOutside } from '#contract/expert.ts'
import en from '../../locales/en/web/outside-expert.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/outside-expert.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/outside-expert.json' with { type: 'json' }
import { type FilesTo, ask, codeHeader, fetchBlob, newKey, post } from './api.ts'
import { useSpeech } from './speech.ts'

export type Asked = OutsideOpinion
export type Signed = Omit<z.input<(typeof signOutside)['input']>, 'code'>

// Words of this page alone: most visitors of the portal never see it.
const WORDS: Readonly<Record<Locale, typeof simplified>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }
export const useExpertWords = () => WORDS[useSpeech().locale]

const header = (code: string) => ({ 'x-expert-code': codeHeader(code)['x-case-code'] ?? '' })

export const getOpinion = async (code: string, language: string) => await ask('/expert', { headers: { 'accept-language': language, ...header(code) } }) as Asked
export const sendReport = async ({ code, body }: { readonly code: string; readonly body: Signed }, key: string) => await post('/expert/report', body, key, header(code)) as Asked
export const fetchSent = (code: string) => (id: string) => fetchBlob(`/expert/files/${encodeURIComponent(id)}`, header(code))
export const filesOfReport = (code: string): FilesTo => ({ path: '/expert/uploads', headers: header(code), body: {} })

/** Somebody is here, and not a program that opens every link of a mail. That it cannot be noted keeps nobody from answering. */
export const noteOpened = (code: string) => { post('/expert/opened', {}, newKey(), header(code)).catch(() => undefined) }
