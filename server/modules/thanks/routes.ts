import { Readable } from 'node:stream'
import * as contract from '#contract/thanks.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { showsInline } from '#modules/files/kinds.ts'
import type { FileStore } from '#modules/files/port.ts'
import { give, withdraw } from './commands.ts'
import { gift, giftPhoto, giftSums, gifts } from './queries.ts'
import { giftLines } from './table.ts'

const AT_ONCE = 200

export const thanksRoutes = (store: FileStore): readonly Exposed[] => [
  expose(contract.gifts, gifts), expose(contract.giftSums, giftSums), exposeThen(contract.give, give, gift), exposeThen(contract.withdraw, withdraw, gift),
  exposeAs(contract.giftTable, gifts.name, async (doors, visit, filter) => {
    async function* pages() {
      for (let cursor: string | undefined; ;) {
        const { items, next } = await doors.ask(gifts, visit.actor, { ...filter, limit: AT_ONCE, cursor })
        yield items
        if (next === null) return
        cursor = next
      }
    }
    visit.reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="thanks.csv"').header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
    return Readable.from(giftLines(visit.locale, pages()))
  }),
  exposeAs(contract.giftPhoto, gift.name, async (doors, visit, { id }) => {
    const file = await doors.ask(giftPhoto, visit.actor, { id })
    const shown = showsInline(file.mediaType)
    visit.reply.header('content-type', shown ? file.mediaType : 'application/octet-stream').header('content-disposition', shown ? 'inline' : 'attachment').header('content-security-policy', "sandbox; default-src 'none'").header('x-content-type-options', 'nosniff').header('cache-control', 'private, max-age=3600')
    return store.open(file.sha256)
  }),
]
