import type { Words } from '#contract/common.ts'
import type { LiaisonGiven } from '#contract/liaison-pack.ts'
import type { Reader } from '#kernel/db.ts'
import { decide } from '#kernel/decision-table.ts'
import { codesAbove, placeIn, surePlaceIn } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'

interface Routed { readonly organization_id: string; readonly id: string; readonly unit_id: string; readonly nature: string; readonly urgency: string; readonly customer_id: string; readonly product: unknown }

export interface Advice {
  readonly version: string; readonly rule: string; readonly why: Words; readonly signOff: boolean; readonly qualityUnitId: string | null; readonly unitIds: readonly string[]; readonly officeUnitId: string
  /** What the table was asked; kept with the form, so that the decision can be made again. */
  readonly facts: { readonly nature: string; readonly matter: string[]; readonly category: string[]; readonly product: string; readonly unit: string[]; readonly urgency: string; readonly customerClass: string }
}

type Units = Awaited<ReturnType<typeof unitRows>>

const factsOf = async (read: Reader, c: Routed, units: Units): Promise<Advice['facts']> => {
  const { body } = await currentPack(read, c.organization_id)
  const [points, customer] = await Promise.all([
    pointsOf(read, c.organization_id, c.id), read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', c.organization_id).where('id', '=', c.customer_id).executeTakeFirst(),
  ])
  const product = c.product as { name?: string; code?: string } | null
  return {
    nature: c.nature, urgency: c.urgency, customerClass: customer?.class_code ?? '', product: [product?.name, product?.code].filter(Boolean).join(' '), unit: codesAbove(units, c.unit_id),
    matter: [...new Set(points.flatMap((p) => (p.matter ? [p.matter] : body.categories.filter((k) => k.code === p.category_code).map((k) => k.matter))))],
    category: [...new Set(points.flatMap((p) => withAncestors(body, p.category_code)))],
  }
}

/** Where the organisation's table sends the form of a case, and why (C2, E4). */
export const adviceFor = async (read: Reader, c: Routed): Promise<Advice> => {
  const pack = await currentPack(read, c.organization_id)
  const table = await pack.policy('liaison')
  const all = await unitRows(read, c.organization_id)
  const facts = await factsOf(read, c, all)
  const { ruleId, gives } = decide(table, facts)
  // What a rule of this table gives was checked when it was published.
  const given = gives as unknown as LiaisonGiven
  const quality = given.quality && placeIn(all, c.unit_id, given.quality)
  const unitIds = [...new Set(given.units.map((place) => surePlaceIn(all, c.unit_id, place)))]
  return {
    version: table.version, rule: ruleId, why: given.why, signOff: given.signOff ?? false, unitIds, officeUnitId: surePlaceIn(all, c.unit_id, pack.body.liaison.office), facts,
    // Where quality would pass it on to itself, one signature is enough.
    qualityUnitId: quality && unitIds.some((id) => id !== quality) ? quality : null,
  }
}
