import type { Outcome } from '#contract/complaint.ts'
import type { ClosingGate } from '#contract/packs.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { fire } from '#kernel/decision-table.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'

interface Closing { readonly organization_id: string; readonly id: string; readonly customer_id: string; readonly urgency: string; readonly channel: string; readonly nature: string; readonly settled_fen: number | null }

/** What the organisation's table `closing` sets for an end of a case, by which rules, and what it was asked. */
export interface Ending { readonly gates: readonly ClosingGate[]; readonly version: string; readonly rules: readonly string[]; readonly facts: Facts }

/** What is set for each of these ends. */
export const endingsFor = async (read: Reader, c: Closing, outcomes: readonly Outcome[]): Promise<ReadonlyMap<Outcome, Ending>> => {
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
  return new Map(outcomes.map((outcome) => {
    const asked = { ...facts, outcome }
    const fired = fire(table, asked)
    return [outcome, { gates: [...new Set(fired.map(({ gives }) => gives.gate as ClosingGate))], version: table.version, rules: fired.map(({ ruleId }) => ruleId), facts: asked }]
  }))
}

export const endingFor = async (read: Reader, c: Closing, outcome: Outcome): Promise<Ending> => (await endingsFor(read, c, [outcome])).get(outcome) as Ending
