import type { Outcome } from '#contract/complaint.ts'
import type { ClosingGate } from '#contract/packs.ts'
import type { Reader } from '#kernel/db.ts'
import { fire } from '#kernel/decision-table.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'

interface Closing { readonly organization_id: string; readonly id: string; readonly customer_id: string; readonly urgency: string; readonly channel: string; readonly nature: string; readonly settled_fen: number | null }

/** The gates the organisation's table `closing` sets for each of these ends of a case. */
export const gatesForAll = async (read: Reader, c: Closing, outcomes: readonly Outcome[]): Promise<ReadonlyMap<Outcome, readonly ClosingGate[]>> => {
  const [pack, points, customer] = await Promise.all([
    currentPack(read, c.organization_id),
    read.selectFrom('complaint.point').select(['category_code', 'matter']).where('organization_id', '=', c.organization_id).where('complaint_id', '=', c.id).execute(),
    read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', c.organization_id).where('id', '=', c.customer_id).executeTakeFirst(),
  ])
  const table = await pack.policy('closing')
  const facts = {
    urgency: c.urgency, channel: c.channel, nature: c.nature, customerClass: customer?.class_code ?? '', settledFen: c.settled_fen ?? 0,
    matter: [...new Set(points.flatMap((p) => (p.matter ? [p.matter] : [])))], category: [...new Set(points.flatMap((p) => withAncestors(pack.body, p.category_code)))],
  }
  // Which gates there are was checked when the table was published.
  return new Map(outcomes.map((outcome) => [outcome, [...new Set(fire(table, { ...facts, outcome }).map(({ gives }) => gives.gate as ClosingGate))]]))
}

export const gatesFor = async (read: Reader, c: Closing, outcome: Outcome): Promise<readonly ClosingGate[]> => (await gatesForAll(read, c, [outcome])).get(outcome) ?? []
