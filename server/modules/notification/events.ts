import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const NoticeGiven = event('notification.given', z.object({ noticeIds: z.array(z.uuid()), /** Whose pages show it; events of before do not say. */ personIds: z.array(z.uuid()).optional(), name: z.string() }))
