import type {} from '@fastify/cookie'
import type {} from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { invalidInput, type Locale } from '#contract/common.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { refusalsOf } from '#contract/refusals.ts'
import type { Actor } from './actor.ts'
import { answered } from './answered.ts'
import type { Caller, Command, Perform } from './command.ts'
import { chooseLocale, faultsIn, words } from './i18n.ts'
import { Problem, type FieldFault } from './problem.ts'
import type { Ask, Query } from './query.ts'
import { speakingTo } from './terms.ts'

export interface Doors { readonly perform: Perform; readonly ask: Ask }

/** What a hand-written answer gets: the request's actor and input, and the doors. */
export interface Visit { readonly actor: Actor; readonly request: FastifyRequest; readonly reply: FastifyReply; readonly locale: Locale; readonly requestId: string; readonly idempotencyKey: string | undefined }

export interface Exposed {
  readonly endpoint: Endpoint
  readonly name: string
  serve(doors: Doors, visit: Visit, input: never): Promise<unknown>
}

/** Does the command once per key and tells a repeated one by its header. */
export const performed = async <I, O>(doors: Doors, visit: Visit, what: Command<I, O>, input: I, caller: Caller = visit): Promise<O> => {
  const { output, replayed } = await doors.perform(what, caller, input)
  if (replayed) visit.reply.header('idempotent-replayed', 'true')
  return output
}

/** One line of a routes file. The types make sure that the command or query takes and gives what the wire carries. */
export const expose = <I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>, what: Command<z.output<I>, z.input<O>> | Query<z.output<I>, z.input<O>>): Exposed => ({
  endpoint, name: what.name,
  serve: (doors, visit, input) => ('run' in what ? performed(doors, visit, what as never, input) : doors.ask(what as Query<unknown, unknown>, visit.actor, input)),
})

/** A command whose answer is what a query says afterwards: the page gets the whole case back. */
export const exposeThen = <I extends z.ZodType, O extends z.ZodType, Q>(endpoint: Endpoint<I, O>, what: Command<z.output<I>, Q>, then: Query<Q, z.input<O>>): Exposed => {
  const whole = answered(what, then, (done) => done)
  return { endpoint, name: what.name, serve: (doors, visit, input) => performed(doors, visit, whole, input) }
}

/** For the few operations that are neither: sign-in (sets a cookie), files (streams). */
export const exposeAs = <I extends z.ZodType>(endpoint: Endpoint<I, z.ZodType>, name: string, serve: (doors: Doors, visit: Visit, input: z.output<I>) => Promise<unknown>): Exposed =>
  ({ endpoint, name, serve: serve as Exposed['serve'] })

const foreignField = (name: string) => new Problem(invalidInput, {}, name)

const isBytes = (output: unknown) => output instanceof Uint8Array || (typeof output === 'object' && output !== null && 'pipe' in output)

/** What is no JSON travels beside the fields: a file's parts and bytes are read by who takes them. */
const besideFields = (endpoint: Endpoint, request: FastifyRequest): object | null => {
  if (endpoint.takesPart && isBytes(request.body)) return {}
  if (request.isMultipart()) return endpoint.takesFile ? request.query as object : {}
  return null
}

/** Path, query, named headers and body as one object. A body field that repeats a path field is refused like any unknown one. */
const gather = (endpoint: Endpoint, request: FastifyRequest): unknown => {
  const params = request.params as Record<string, unknown>
  const headers = Object.fromEntries(Object.entries(endpoint.headers ?? {}).map(([field, header]) => [field, request.headers[header]]))
  if (endpoint.route.startsWith('GET')) return { ...(request.query as object), ...headers, ...params }
  const beside = besideFields(endpoint, request)
  if (beside) return { ...beside, ...headers, ...params }
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) return body
  for (const name of [...Object.keys(params), ...Object.keys(headers)]) if (name in body) throw foreignField(name)
  return { ...body, ...headers, ...params }
}

export class InvalidInput extends Error {
  readonly errors: readonly FieldFault[]
  constructor(errors: readonly FieldFault[]) {
    super('invalid input')
    this.errors = errors
  }
}

const pointer = (path: readonly PropertyKey[]) => `#/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

const faultsOf = (issue: z.core.$ZodIssue): FieldFault[] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: issue.message }))
  // Of a union, the branch that came furthest explains best.
  if (issue.code === 'invalid_union' && issue.errors.length) return issue.errors.flatMap((branch) => branch.flatMap((i) => faultsOf({ ...i, path: [...issue.path, ...i.path] } as z.core.$ZodIssue))).slice(0, 3)
  return [{ pointer: pointer(issue.path), detail: issue.message }]
}

/** Where what PostgreSQL cannot store stands (NUL, half surrogates): also in names of fields and in questions, which no schema looks into. */
const unstorableIn = (value: unknown, path: readonly string[] = []): readonly string[][] => {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? [[...path]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (unstorableIn(key).length ? [[...path]] : unstorableIn(part, [...path, key])))
}

/** Reads the input of one request. @throws InvalidInput naming every faulty field in the reader's language. */
export const readInput = (endpoint: Endpoint, request: FastifyRequest, locale: Locale): unknown => {
  const parsed = endpoint.input.safeParse(gather(endpoint, request), { error: faultsIn(locale) })
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.flatMap(faultsOf))
  const unstorable = unstorableIn(parsed.data)
  if (unstorable.length) throw new InvalidInput(unstorable.map((path) => ({ pointer: pointer(path), detail: words(locale, ['kernel', 'faults', 'unstorable']) ?? '' })))
  return parsed.data
}

export type WhoIs = (request: FastifyRequest, endpoint: Endpoint, reply: FastifyReply) => Promise<Actor>

const Key = z.string().min(1).max(200).optional()

const keyOf = (request: FastifyRequest, locale: Locale): string | undefined => {
  const key = Key.safeParse(request.headers['idempotency-key'], { error: faultsIn(locale) })
  if (!key.success) throw new InvalidInput(key.error.issues.map((issue) => ({ pointer: '#/Idempotency-Key', detail: issue.message })))
  return key.data
}

const visitOf = (request: FastifyRequest, reply: FastifyReply, actor: Actor): Visit => {
  const wanted = request.headers['accept-language']
  const locale = wanted ? chooseLocale(wanted) : actor.locale
  return { actor: { ...actor, locale }, request, reply, locale, requestId: request.id, idempotencyKey: keyOf(request, locale) }
}

const spokenTo = new WeakMap<FastifyRequest, string>()

/** To whom the answer of a request speaks: known once the door knows who asks. */
export const organizationOf = (request: FastifyRequest): string => spokenTo.get(request) ?? ''

/** Told of every answer that is not as the contract says. */
export type Watch = (breach: string) => void

declare module 'fastify' {
  interface FastifyContextConfig { /** Called with the type of each refusal that is answered. */ answers?: (type: string) => void }
}

const watched = (endpoint: Endpoint, watch: Watch | undefined) => {
  if (!watch) return {}
  const known = new Set(refusalsOf(endpoint).map((r) => r.type))
  return { answers: (type: string) => { if (!known.has(type)) watch(`${endpoint.route} answers ${type}, which its contract does not name`) } }
}

/** Puts the operations on the wire below `/api/v1`. Who watches has outputs checked and hears of refusals the contract does not name. */
export const mount = (app: FastifyInstance, routes: readonly Exposed[], doors: Doors, whoIs: WhoIs, watch?: Watch): void => {
  for (const { endpoint, serve } of routes) {
    const [method = 'GET', path = '/'] = endpoint.route.split(' ')
    app.route({
      method, url: `/api/v1${path}`, config: watched(endpoint, watch),
      handler: async (request, reply) => {
        const visit = visitOf(request, reply, await whoIs(request, endpoint, reply))
        spokenTo.set(request, visit.actor.organizationId)
        const output = await speakingTo(visit.actor.organizationId, async () => serve(doors, visit, readInput(endpoint, request, visit.locale) as never))
        if (isBytes(output)) return reply.send(output)
        return reply.code(endpoint.status ?? 200).send(watch ? endpoint.output.parse(output) : output)
      },
    })
  }
}
