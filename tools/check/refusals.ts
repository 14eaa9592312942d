import type { Endpoint, Refusal } from '#contract/endpoint.ts'
import { refusalsOf } from '#contract/refusals.ts'
import { contracts, isRefusal } from './contracts.ts'

const isEndpoint = (value: unknown): value is Endpoint => {
  const { route, input } = Object(value) as Partial<Record<keyof Endpoint, unknown>>
  return typeof route === 'string' && typeof input === 'object'
}

/** Refusals that no operation names: whoever meets one could not have known of it. The tests watch that an operation names its own. */
export const checkRefusals = (): string[] => {
  const all = contracts.flatMap((module) => Object.values(module))
  const named = new Set(all.filter(isEndpoint).flatMap((endpoint) => refusalsOf(endpoint)).map((r) => r.type))
  const types = new Set(all.filter(isRefusal).map((r: Refusal) => r.type))
  return [...types].filter((type) => !named.has(type)).map((type) => `${type} is named by no operation`)
}
