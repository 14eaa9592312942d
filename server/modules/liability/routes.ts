import * as contract from '#contract/liability.ts'
import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { sendPaper, sendTable } from '#kernel/sent.ts'
import { iso } from '#kernel/time.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { oneOutsider } from '#modules/outsider/queries.ts'
import { currentPack, papersIn } from '#modules/packs/queries.ts'
import { claim } from './commands/claim.ts'
import { divide } from './commands/divide.ts'
import { answer, receive, withdraw } from './commands/settle.ts'
import type { ClaimLetter, ClaimPrinter } from './port.ts'
import { chargeBackSums, chargeBacks, oneChargeBack } from './queries/charge-backs.ts'
import { caseLiability } from './queries/liability.ts'
import { chargeBackSheet } from './table.ts'
import { tellsWho } from './telling.ts'

const AT_ONCE = 200

const letter = query('liability.read', async (read, actor: Actor, { id, locale: asked }: { id: string; locale: Locale | undefined }, now): Promise<ClaimLetter> => {
  const chargeBack = await oneChargeBack.answer(read, actor, { id }, now)
  // Written before the complainant asked not to be known.
  if (await tellsWho(read, actor.organizationId, chargeBack.complaintId, [chargeBack.grounds, chargeBack.amountReason].join('\n'))) throw new Problem(contract.groundsTellWho)
  const to = await oneOutsider.answer(read, actor, { id: chargeBack.outsider.id }, now)
  const unit = await findUnit(read, actor.organizationId, chargeBack.unitId)
  const { name } = await read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const { product, received_at } = await read.selectFrom('complaint.complaint').select(['product', 'received_at']).where('organization_id', '=', actor.organizationId).where('id', '=', chargeBack.complaintId).executeTakeFirstOrThrow()
  const goods = (product ?? {}) as { readonly name?: string | null; readonly code?: string | null; readonly lot?: string | null }
  const locale = asked ?? to.locale
  const { body: { pack }, papers } = await currentPack(read, actor.organizationId)
  return {
    locale, industry: pack.terms ?? null, papers: papersIn(papers, locale), organization: name, unit: { name: chargeBack.unitName, phone: unit?.phone ?? null, address: unit?.address ?? null }, to: { name: to.name, contact: to.contact, address: to.address }, chargeBack, product: [goods.name, goods.code].filter(Boolean).join(' '), lot: goods.lot ?? '',
    receivedAt: iso(received_at), party: words(locale, ['terms', 'shareParty', chargeBack.party]) ?? chargeBack.party, inWords: amountInWords(chargeBack.amountFen, locale === 'zh-Hant' ? 'traditional' : 'simplified'), printedAt: iso(now), printedBy: actor.name,
  }
}, (_input, { chargeBack }) => ({ type: 'complaint', id: chargeBack.complaintId, unitId: chargeBack.unitId }))

export const liabilityRoutes = (printer: ClaimPrinter): readonly Exposed[] => [
  expose(contract.caseLiability, caseLiability), exposeThen(contract.divide, divide, caseLiability), exposeThen(contract.claim, claim, oneChargeBack),
  expose(contract.chargeBacks, chargeBacks), expose(contract.chargeBackSums, chargeBackSums),
  exposeAs(contract.chargeBackTable, chargeBacks.name, (doors, visit, filter) =>
    sendTable(visit, { ...chargeBackSheet(visit.locale), page: (cursor) => doors.ask(chargeBacks, visit.actor, { ...filter, limit: AT_ONCE, cursor }) })),
  expose(contract.oneChargeBack, oneChargeBack),
  exposeThen(contract.answerChargeBack, answer, oneChargeBack), exposeThen(contract.receiveChargeBack, receive, oneChargeBack), exposeThen(contract.withdrawChargeBack, withdraw, oneChargeBack),
  exposeAs(contract.claimLetter, oneChargeBack.name, async (doors, visit, { id, locale }) => {
    const content = await doors.ask(letter, visit.actor, { id, locale })
    return sendPaper(visit, content.chargeBack.number, await printer.printClaim(content))
  }),
]
