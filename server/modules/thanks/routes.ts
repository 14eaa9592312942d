import * as contract from '#contract/thanks.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendTable } from '#kernel/sent.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sendFile } from '#modules/files/send.ts'
import { give, withdraw } from './commands.ts'
import { gift, giftPhoto, giftSums, gifts } from './queries.ts'
import { giftSheet } from './table.ts'

const AT_ONCE = 200

export const thanksRoutes = (store: FileStore): readonly Exposed[] => [
  expose(contract.gifts, gifts), expose(contract.giftSums, giftSums), exposeThen(contract.give, give, gift), exposeThen(contract.withdraw, withdraw, gift),
  exposeAs(contract.giftTable, gifts.name, (doors, visit, filter) =>
    sendTable(visit, { ...giftSheet(visit.locale), page: (cursor) => doors.ask(gifts, visit.actor, { ...filter, limit: AT_ONCE, cursor }) })),
  exposeAs(contract.giftPhoto, gift.name, async (doors, visit, { id }) => sendFile(visit, store, await doors.ask(giftPhoto, visit.actor, { id }), true)),
]
