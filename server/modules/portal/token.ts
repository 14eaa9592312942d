import { normaliseCode, sha256 } from '#kernel/id.ts'

/** Longer than any way to type a code of twelve, shorter than what stands in a link. */
const MOST_TYPED = 24

/** Under what a token is kept: one that came in an SMS is typed by hand, and found however it was typed. */
export const hashOfToken = (token: string): Buffer => sha256(token.length > MOST_TYPED ? token : normaliseCode(token))
