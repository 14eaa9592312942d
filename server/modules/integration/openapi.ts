import { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import { refusalsOf } from '#contract/refusals.ts'
import { groupBy } from '#kernel/group.ts'
import type { Exposed } from '#kernel/http.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { sharedSchemas } from './shared-schemas.ts'

type Json = Record<string, unknown>

/** Any JSON is the one kind that holds itself; a reference to its definition would lead nowhere from inside the document. */
const withoutDefinitions = (key: string, value: unknown): unknown => {
  if (key === '$defs') return undefined
  return typeof value === 'object' && value !== null && '$ref' in value && String(value.$ref).startsWith('#/$defs/') ? {} : value
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json
  return JSON.parse(JSON.stringify(json, withoutDefinitions)) as Json
}

const pathNames = (route: string) => [...route.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '')

const parameter = (name: string, where: 'path' | 'query' | 'header', schema: unknown, required: boolean): Json => ({ name, in: where, required, schema })

const FILE = { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } }, required: ['file'] } } }

const PART = { 'application/partial-upload': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }

/** What the body holds, by media type; null when there is none. */
const bodyOf = (properties: Record<string, Json>, names: readonly string[], required: readonly string[]): Json | null =>
  (names.length ? { 'application/json': { schema: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, properties[name]])), required, additionalProperties: false } } } : null)

const inputOf = (endpoint: Endpoint): { parameters: Json[]; body: Json | null } => {
  const json = schemaOf(endpoint.input, 'input') as { properties?: Record<string, Json>; required?: string[]; additionalProperties?: unknown }
  const properties = json.properties ?? {}
  const inPath = pathNames(endpoint.route)
  const inHeader = Object.keys(endpoint.headers ?? {})
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name) && !inHeader.includes(name))
  const required = (name: string) => json.required?.includes(name) ?? false
  const isGet = endpoint.route.startsWith('GET')
  const inQuery = isGet || endpoint.takesFile
  return {
    parameters: [
      ...inPath.map((name) => parameter(name, 'path', properties[name] ?? { type: 'string' }, true)),
      ...inHeader.map((name) => parameter(endpoint.headers?.[name] ?? name, 'header', properties[name], true)),
      ...(inQuery ? rest.map((name) => parameter(name, 'query', properties[name], required(name))) : []),
      ...(isGet ? [] : [parameter('Idempotency-Key', 'header', { type: 'string', maxLength: 200 }, false)]),
    ],
    body: endpoint.takesFile ? FILE : endpoint.takesPart ? PART : inQuery ? null : bodyOf(properties, rest, rest.filter(required)),
  }
}

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })

const responsesOf = ({ endpoint }: Exposed): Json => {
  const byStatus = groupBy(refusalsOf(endpoint), (r) => String(r.status))
  return {
    [String(endpoint.status ?? 200)]: { description: 'Done', content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } } },
    ...Object.fromEntries([...byStatus].map(([status, refusals]) => [status, problem(refusals.map((r) => `\`${r.type}\`: ${refusalWords(r, 'en')}`).join('\n\n'))])),
  }
}

const operationOf = (exposed: Exposed): Json => {
  const { parameters, body } = inputOf(exposed.endpoint)
  return {
    operationId: exposed.endpoint.route.replace(/[^A-Za-z]+(\w)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase()), summary: exposed.name, tags: [exposed.name.split('.')[0]], parameters,
    ...(body ? { requestBody: { required: true, content: body } } : {}), ...(exposed.endpoint.open ? { security: [] } : {}), responses: responsesOf(exposed),
  }
}

const PROBLEM = {
  type: 'object', required: ['type', 'title', 'status', 'instance'],
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, instance: { type: 'string' }, errors: { type: 'array', items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } } } },
}

interface Content { readonly content?: Readonly<Record<string, { schema: Json }>> }

/** The places in an operation where a schema of an answer or a body stands; a body's own properties stay in sight. */
const schemasIn = (operation: Json): { readonly name: string; readonly schema: Json; put(schema: Json): void }[] => {
  const answers = Object.values(operation['responses'] as Record<string, Content>).flatMap(({ content }) => Object.values(content ?? {})).filter(({ schema }) => !('$ref' in schema))
  const bodies = Object.values((operation['requestBody'] as Content | undefined)?.content ?? {}).map(({ schema }) => schema['properties'] as Record<string, Json> | undefined)
  return [
    ...answers.map((media) => ({ name: String(operation['operationId']), schema: media.schema, put: (schema: Json) => { media.schema = schema } })),
    ...bodies.flatMap((properties) => Object.entries(properties ?? {}).map(([name, schema]) => ({ name, schema, put: (other: Json) => { if (properties) properties[name] = other } }))),
  ]
}

/** Puts what is said more than once under components. @returns them, by name. */
const sayOnce = (paths: Readonly<Record<string, Json>>): Record<string, Json> => {
  const places = Object.values(paths).flatMap((methods) => Object.values(methods)).flatMap((operation) => schemasIn(operation as Json))
  const { add, shared, schemas } = sharedSchemas(['Problem'])
  for (const { schema } of places) add(schema)
  for (const { name, schema, put } of places) put(shared(schema, name))
  return schemas
}

/** OpenAPI 3.1 of everything on the wire, made from the same contracts that check it. */
export const openApi = (routes: readonly Exposed[], version: string): Json => {
  const paths: Record<string, Json> = {}
  for (const exposed of routes) {
    const [method = 'GET', path = '/'] = exposed.endpoint.route.split(' ')
    const place = path.replace(/:(\w+)/g, '{$1}')
    paths[place] = { ...paths[place], [method.toLowerCase()]: operationOf(exposed) }
  }
  const schemas = sayOnce(paths)
  return {
    openapi: '3.1.0', info: { title: 'Wenguo 闻过', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } }, servers: [{ url: '/api/v1' }], paths,
    components: { schemas: { Problem: PROBLEM, ...schemas }, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'wenguo' } } }, security: [{ bearer: [] }, { session: [] }],
  }
}
