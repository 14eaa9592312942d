import type { z } from 'zod'
import type { Behind as Shown, declineBehind, sealedOfCase, signBehind } from '#contract/agreement-link.ts'
import type { Locale } from '#contract/common.ts'
import en from '../../locales/en/web/signing.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/signing.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/signing.json' with { type: 'json' }
import { type FilesTo, type Pass, ask, caseOf, codeHeader, fetchBlob, newKey, post } from './api.ts'
import { useSpeech } from './speech.ts'

export type { Shown }
export type Signed = Omit<z.input<(typeof signBehind)['input']>, 'code' | 'pass'>
export type Refusing = Omit<z.input<(typeof declineBehind)['input']>, 'code' | 'pass'>

// Words of this page alone: most visitors of the portal never see it.
const WORDS: Readonly<Record<Locale, typeof simplified>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }
export const useSigningWords = () => WORDS[useSpeech().locale]

/** Who shows who they are in this tab need not do it again when they load the page anew. */
const KEPT = 'portal.agreement.pass'
export const keptPass = (code: string): string => { const kept = sessionStorage.getItem(KEPT); return kept?.startsWith(`${code} `) ? kept.slice(code.length + 1) : '' }
export const keepPass = (code: string, pass: string) => sessionStorage.setItem(KEPT, `${code} ${pass}`)

const header = (code: string): Record<string, string> => {
  const pass = keptPass(code)
  return { 'x-agreement-code': codeHeader(code)['x-case-code'] ?? '', ...(pass && { 'x-agreement-pass': pass }) }
}

export const getAgreement = async (code: string, language: string) => await ask('/agreement', { headers: { 'accept-language': language, ...header(code) } }) as Shown
export const askForCode = async ({ code, locale }: { readonly code: string; readonly locale: Locale }, key: string) => await post('/agreement/codes', { locale }, key, header(code)) as { contact: string; until: string }
export const showCode = async ({ code, digits }: { readonly code: string; readonly digits: string }, key: string) => await post('/agreement/passes', { digits }, key, header(code)) as { pass: string }
export const sendSignature = async ({ code, body }: { readonly code: string; readonly body: Signed }, key: string) => await post('/agreement/signature', body, key, header(code)) as Shown
export const sendRefusal = async ({ code, body }: { readonly code: string; readonly body: Refusing }, key: string) => await post('/agreement/refusal', body, key, header(code)) as Shown
export const fetchSigned = (code: string) => () => fetchBlob('/agreement/pdf', header(code))
export const drawingOf = (code: string): FilesTo => ({ path: '/agreement/uploads', headers: header(code), body: {} })

/** Somebody is here, and not a program that opens every link of a mail. */
export const noteOpened = (code: string) => { post('/agreement/opened', {}, newKey(), header(code)).catch(() => undefined) }

export type Kept = z.output<(typeof sealedOfCase)['output']>['agreement']
export const getKept = async ({ number, code }: Pass, language: string): Promise<Kept> => (await ask(`${caseOf(number)}/agreement`, { headers: { 'accept-language': language, ...codeHeader(code) } }) as { agreement: Kept }).agreement
export const fetchKept = ({ number, code }: Pass): Promise<Blob> => fetchBlob(`${caseOf(number)}/agreement/pdf`, codeHeader(code))
