import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import * as common from '#contract/common.ts'
import type { Locale } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { sqlState } from './db.ts'
import { termOf } from './event-words.ts'
import { InvalidInput, organizationOf } from './http.ts'
import { chooseLocale, words } from './i18n.ts'
import { Problem } from './problem.ts'
import { speakingTo } from './terms.ts'

interface ProblemBody { type: string; title: string; status: number; instance: string; errors?: readonly { pointer: string; detail: string }[]; [extra: string]: unknown }

/** Title of a refusal in the reader's language. */
export const refusalWords = (refusal: Refusal, locale: Locale, params: Readonly<Record<string, string | number>> = {}): string => {
  const [module = '', name = ''] = refusal.type.split('/')
  return words(locale, [module, 'refusals', name], Object.fromEntries(Object.entries(params).map(([key, value]) => [key, termOf(key, value, locale) ?? value]))) ?? refusal.type
}

const FASTIFY: Record<string, Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: common.tooLarge, FST_REQ_FILE_TOO_LARGE: common.tooLarge, FST_ERR_CTP_INVALID_MEDIA_TYPE: common.malformed,
  FST_ERR_CTP_EMPTY_JSON_BODY: common.malformed, FST_ERR_CTP_INVALID_JSON_BODY: common.malformed, FST_ERR_BAD_URL: common.notFound,
  FST_INVALID_MULTIPART_CONTENT_TYPE: common.malformed, FST_PARTS_LIMIT: common.tooLarge, FST_FILES_LIMIT: common.tooLarge, FST_FIELDS_LIMIT: common.tooLarge,
}

const refusalOf = (error: Error): Refusal | null => {
  if (error instanceof InvalidInput) return common.invalidInput
  if (error instanceof SyntaxError && 'statusCode' in error) return common.malformed
  const known = FASTIFY[(error as FastifyError).code ?? '']
  if (known) return known
  if ((error as FastifyError).statusCode === 400) return common.malformed
  // A row outside the caller's sight: it does not exist for them.
  if (sqlState(error)?.code === '42501') return common.notFound
  return null
}

const asProblem = (error: Error, locale: Locale, instance: string): ProblemBody => {
  if (error instanceof Problem) {
    const title = refusalWords(error.refusal, locale, error.params)
    const errors = error.field === undefined ? {} : { errors: [{ pointer: `#/${error.field}`, detail: title }] }
    return { type: `/problems/${error.refusal.type}`, title, status: error.refusal.status, instance, ...errors, ...(Object.keys(error.params).length ? { params: error.params } : {}) }
  }
  const refusal = refusalOf(error)
  if (!refusal) return { type: '/problems/kernel/internal', title: words(locale, ['kernel', 'refusals', 'internal']) ?? 'internal', status: 500, instance }
  const errors = error instanceof InvalidInput ? { errors: error.errors } : {}
  return { type: `/problems/${refusal.type}`, title: refusalWords(refusal, locale), status: refusal.status, instance, ...errors }
}

/** The one place where an error becomes an answer. What nobody foresaw is logged whole and told without detail. */
export const replyProblem = (error: Error, request: FastifyRequest, reply: FastifyReply) => {
  const body = speakingTo(organizationOf(request), () => asProblem(error, chooseLocale(request.headers['accept-language']), `/requests/${request.id}`))
  if (body.status >= 500) request.log.error(error)
  else request.routeOptions?.config.answers?.(body.type.replace('/problems/', ''))
  if (body.status === 429) reply.header('retry-after', String((error instanceof Problem && error.params.seconds) || 60))
  return reply.code(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}
