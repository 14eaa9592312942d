import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const PackInstalled = event('packs.installed', z.object({ pack: z.string(), version: z.string(), versionId: z.uuid() }))
export const PolicyPublished = event('packs.policyPublished', z.object({ table: z.string(), version: z.string(), policyId: z.uuid() }))
