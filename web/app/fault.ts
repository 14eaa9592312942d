import { Refused } from './call.ts'

/** What the server found wrong in one field of a form, to stand beside it. */
export const faultOf = (error: Error | null | undefined, field: string): string | undefined => (error instanceof Refused ? error.of(field) : undefined)
