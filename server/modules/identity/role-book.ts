import { z } from 'zod'
import { Words } from '#contract/common.ts'

/** What positions may do and see; the installed pack writes it, sign-in reads it. */
export const RoleBook = z.object({
  roles: z.array(z.object({ code: z.string(), label: Words, sees: z.enum(['unit', 'subtree', 'organization']), permissions: z.array(z.string()) })),
  positions: z.array(z.object({ code: z.string(), label: Words, role: z.string(), rank: z.int() })),
})
export type RoleBook = z.infer<typeof RoleBook>
