import { z } from 'zod'
import { notFound, tooMany } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

/** A pooler stands between and no direct connection is named: pages ask again by themselves. */
export const liveUnavailable = refusal('live/unavailable', 503)

export const LIVE_TYPES = ['complaint', 'customer'] as const
const ONE = `(?:${LIVE_TYPES.join('|')}):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`
export const MOST_FOLLOWED = 10

/**
 * Server-sent events of what changes while a page is open: `changed` with `{"type","id"}` of a case or customer named in `on` (`complaint:ID,customer:ID`, ten at most),
 * `notices` when the reader is told something, `again` when something may have been missed. They carry ids only; what is new is asked for, and seen or not, like everything.
 * A stream ends after some minutes and is opened again by the browser.
 */
export const live = endpoint('GET /live', z.strictObject({ on: z.string().regex(new RegExp(`^${ONE}(?:,${ONE}){0,${MOST_FOLLOWED - 1}}$`)).optional() }), z.unknown(), { refuses: [notFound, tooMany, liveUnavailable] })
