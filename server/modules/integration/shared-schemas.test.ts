import { expect, test } from 'vitest'
import { sharedSchemas } from './shared-schemas.ts'

type Json = Record<string, unknown>

const person = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string', description: 'as they call themselves; long enough to be worth a name of its own in the document that tells of everything '.repeat(3) } }, additionalProperties: false }
const page = { type: 'object', properties: { items: { type: 'array', items: person }, next: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }
const owned = { type: 'object', properties: { owner: person, handedTo: { anyOf: [person, { type: 'null' }] } } }

/** Every reference followed. */
const whole = (value: unknown, schemas: Record<string, Json>): unknown => {
  if (Array.isArray(value)) return value.map((one) => whole(one, schemas))
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return whole(schemas[String(value.$ref).split('/').at(-1) ?? ''], schemas)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, whole(one, schemas)]))
}

test('a schema that occurs more than once is said once, and nothing changes its meaning', () => {
  const { add, shared, schemas } = sharedSchemas()
  const all = [page, owned, page]
  for (const one of all) add(one)
  const said = all.map((one, i) => shared(one, ['people', 'case', 'people'][i] ?? ''))
  expect(Object.keys(schemas).sort()).toEqual(['Items', 'People'])
  expect(said[0]).toEqual({ $ref: '#/components/schemas/People' })
  expect(JSON.stringify([said, schemas]).split('as they call themselves').length - 1).toBe(3)
  expect(said.map((one) => whole(one, schemas))).toEqual(all)
})

test('what occurs once, or is short, stays where it is', () => {
  const { add, shared, schemas } = sharedSchemas()
  const short = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } }
  for (const one of [short, short, page]) add(one)
  expect([short, page].map((one) => shared(one, 'x'))).toEqual([short, page])
  expect(schemas).toEqual({})
})
