import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const NoticeGiven = event('notification.given', z.object({ noticeIds: z.array(z.uuid()), name: z.string() }))
