import type { Refusal } from '#contract/endpoint.ts'
import { Refused } from './call.ts'

/** What the server found wrong in one field of a form, to stand beside it. */
export const faultOf = (error: Error | null | undefined, field: string): string | undefined => (error instanceof Refused ? error.of(field) : undefined)

/** Whether the server refused for this reason. */
export const isProblem = (error: Error | null | undefined, { type }: Refusal): boolean => error instanceof Refused && error.problem.type === `/problems/${type}`
