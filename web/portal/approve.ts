import type { z } from 'zod'
import type { AskedByLink, decideByLink } from '#contract/approval-link.ts'
import type { Locale } from '#contract/common.ts'
import en from '../../locales/en/web/approve.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/approve.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/approve.json' with { type: 'json' }
import { ask, codeHeader, post } from './api.ts'
import { useSpeech } from './speech.ts'

export type Asked = AskedByLink
export type Decision = Omit<z.input<(typeof decideByLink)['input']>, 'code'>

// Words of this page alone: no visitor of the portal ever sees it.
const WORDS: Readonly<Record<Locale, typeof simplified>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }
export const useApproveWords = () => WORDS[useSpeech().locale]

const header = (code: string) => ({ 'x-approval-code': codeHeader(code)['x-case-code'] ?? '' })

export const getAsked = async (code: string, language: string) => await ask('/approval', { headers: { 'accept-language': language, ...header(code) } }) as Asked
export const sendDecision = async ({ code, body }: { readonly code: string; readonly body: Decision }, key: string) => await post('/approval', body, key, header(code)) as Asked
