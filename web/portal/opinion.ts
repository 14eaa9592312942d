import type { z } from 'zod'
import type { portalOpinion, tellOpinion } from '#contract/campaign.ts'
import { ask, codeHeader, post } from './api.ts'

export type Opinion = z.output<(typeof portalOpinion)['output']>
export type Question = Opinion['questions'][number]
export type Answer = string | number | null
export type Told = Omit<z.input<(typeof tellOpinion)['input']>, 'code'>

/** A header carries plain characters only. */
const opinionHeader = (code: string) => ({ 'x-opinion-code': codeHeader(code)['x-case-code'] ?? '' })

export const getOpinion = async (code: string, language: string) => await ask('/opinion', { headers: { 'accept-language': language, ...opinionHeader(code) } }) as Opinion
export const sendOpinion = ({ code, body }: { readonly code: string; readonly body: Told }, key: string) => post('/opinion', body, key, opinionHeader(code))
