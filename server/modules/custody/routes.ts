import * as contract from '#contract/custody.ts'
import type { Goods } from '#contract/custody.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { filesById } from '#modules/files/queries.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { currentPack, papersIn } from '#modules/packs/queries.ts'
import { giveBack, lose, move, postpone } from './commands/handle.ts'
import { take } from './commands/take.ts'
import type { GoodsSlip, SlipPrinter } from './port.ts'
import { goods, oneGoods } from './queries.ts'

/** A drawn line is small; what is not is no signature. */
const MOST_SIGNATURE = 512 * 1_024

const signaturesOf = (shown: Goods) => [shown.customerSignatureId, shown.staffSignatureId, shown.ended?.signatureId ?? null].filter((id) => id !== null)

const termIn = (locale: GoodsSlip['locale'], kind: string, code: string) => words(locale, ['terms', kind, code]) ?? code

const slip = query('custody.read', async (read, actor: Actor, { id, locale }: { id: string; locale: GoodsSlip['locale'] }, now) => {
  const shown = await oneGoods.answer(read, actor, { id }, now)
  const unit = await findUnit(read, actor.organizationId, shown.unitId)
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const files = await filesById(read, actor.organizationId, signaturesOf(shown))
  const { body: { pack }, papers } = await currentPack(read, actor.organizationId)
  return { data: { locale, industry: pack.terms ?? null, papers: papersIn(papers, locale), organization: name, unit: { name: shown.unitName, phone: unit?.phone ?? null, address: unit?.address ?? null }, goods: shown, kind: termIn(locale, 'goodsKind', shown.kind), weightUnit: shown.weight ? termIn(locale, 'weightUnit', shown.weight.unit) : '', printedAt: iso(now), printedBy: actor.name }, files: [...files.values()] }
})

export const custodyRoutes = (printer: SlipPrinter, store: FileStore): readonly Exposed[] => [
  exposeThen(contract.takeGoods, take, oneGoods), exposeThen(contract.moveGoods, move, oneGoods), exposeThen(contract.postponeReturn, postpone, oneGoods), exposeThen(contract.returnGoods, giveBack, oneGoods), exposeThen(contract.loseGoods, lose, oneGoods),
  expose(contract.goodsList, goods), expose(contract.oneGoods, oneGoods),
  exposeAs(contract.goodsSlip, oneGoods.name, async (doors, visit, { id, locale = visit.locale }) => {
    const { data, files } = await doors.ask(slip, visit.actor, { id, locale })
    const drawn = files.filter((file) => file.mediaType === 'image/png' && file.bytes <= MOST_SIGNATURE)
    const signatures = Object.fromEntries(await Promise.all(drawn.map(async (file) => [file.id, Buffer.concat(await (await store.open(file.sha256)).toArray() as Buffer[]).toString('base64')] as const)))
    const pdf = await printer.printSlip({ ...data, signatures })
    return sendPaper(visit, data.goods.number, pdf)
  }),
]
