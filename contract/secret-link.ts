import { z } from 'zod'
import { Id, Instant } from './common.ts'

export const LINK_DAYS = [7, 14, 30, 90] as const
/** How long a link opens what it was made for. */
export const LinkDays = z.literal(LINK_DAYS)

/** A link that was given to somebody without an account. `state`: it opens, is past its day, or was taken back. `problem`: why its mail did not go. */
export const secretLink = <W extends z.ZodType>(way: W) => z.object({ id: Id, way, state: z.enum(['live', 'expired', 'revoked']), until: Instant, made: z.object({ by: z.string(), at: Instant }), sentAt: Instant.nullable(), problem: z.string().nullable(), openedAt: Instant.nullable() })
