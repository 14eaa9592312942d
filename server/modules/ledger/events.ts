import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const LedgerExported = event('ledger.exported', z.object({ exportId: z.uuid(), no: z.int(), until: z.string(), entries: z.int(), costFen: z.int(), receivedFen: z.int() }))
