import { z } from 'zod'
import { Medium, NoticeClass } from './channel.ts'
import { Code } from './common.ts'

/** By which ways people hear of kinds of news until they choose themselves, besides the notice in the application. Without `roles` it is for everybody whose role no other rule names. */
export const NoticeDefault = z.strictObject({ code: Code, kinds: z.array(NoticeClass).min(1), roles: z.array(Code).min(1).optional(), media: z.array(Medium).max(6) })
export type NoticeDefault = z.infer<typeof NoticeDefault>
