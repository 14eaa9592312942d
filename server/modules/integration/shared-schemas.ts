type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Shorter ones are read sooner where they stand. */
const WORTH_A_NAME = 300

const pascal = (words: string) => words.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase())

/** A schema with each of the schemas inside it replaced; `key`: what the property is called that holds it. */
const within = (schema: Json, key: string, change: (inner: Json, key: string) => Json): Json => Object.fromEntries(Object.entries(schema).map(([word, value]) => {
  if (word === 'properties' && isJson(value)) return [word, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, isJson(inner) ? change(inner, name) : inner]))]
  if ((word === 'items' || word === 'additionalProperties') && isJson(value)) return [word, change(value, key)]
  if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(word) && Array.isArray(value)) return [word, value.map((inner: unknown) => (isJson(inner) ? change(inner, key) : inner))]
  return [word, value]
}))

interface Named { times: number; name: string | null }

/**
 * Says every schema once that is said more often: `add` takes what goes into the document, `shared` gives it back with references, `schemas` are what they lead to.
 * All of it has to be added before any of it is shared. `taken`: names that mean something else.
 */
export const sharedSchemas = (taken: readonly string[] = []) => {
  const known = new Map<string, Named>()
  const schemas: Record<string, Json> = {}

  const nameFor = (key: string): string => {
    const plain = pascal(key) || 'Answer'
    for (let n = 1; ; n++) {
      const name = n === 1 ? plain : `${plain}${n}`
      if (!(name in schemas) && !taken.includes(name)) return name
    }
  }

  const add = (schema: Json): void => {
    const text = JSON.stringify(schema)
    if (text.length < WORTH_A_NAME) return
    const met = known.get(text)
    known.set(text, { times: (met?.times ?? 0) + 1, name: null })
    // What lies inside a schema that is said twice is said once there.
    if (!met) within(schema, '', (inner) => { add(inner); return inner })
  }

  const shared = (schema: Json, key: string): Json => {
    const found = known.get(JSON.stringify(schema))
    if (!found || found.times < 2) return within(schema, key, shared)
    if (!found.name) {
      found.name = nameFor(key)
      schemas[found.name] = {}
      schemas[found.name] = within(schema, key, shared)
    }
    return { $ref: `#/components/schemas/${found.name}` }
  }

  return { add, shared, schemas }
}
