import { z } from 'zod'
import { byMail } from './doors.ts'
import type { Lazy } from './product.ts'
import { type Case, judged, type Recogniser } from './suite.ts'

const Entry = z.object({ payload: z.string() })
const File = z.object({ cases: z.array(Entry).min(1) })

/** Pages that would run something where they are shown as pages. We show a mail as words: nothing of a page is left to clean. */
export const pagesOfMails = (product: Lazy): Recogniser => (content) => File.safeParse(content).data?.cases.map(({ payload }, index): Case => ({
  id: String(index + 1),
  run: async () => {
    const came = await byMail(product)(payload)
    return judged(came === payload, 'taken or held with a reason, shown as words', came === payload ? 'taken or held, shown as words' : came)
  },
})) ?? null
