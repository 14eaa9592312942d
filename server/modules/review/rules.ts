import type { Refusal } from '#contract/endpoint.ts'
import { reviewOver } from '#contract/review.ts'
import type { Facts } from '#contract/table-shape.ts'
import { type DecisionTable, decide } from '#kernel/decision-table.ts'

export interface PointFacts { readonly severity: string | null; readonly fault: string | null; readonly category: readonly string[]; readonly matter: string | null }
export interface CaseFacts { readonly urgency: string; readonly nature: string; readonly channel: string; readonly customerClass: string | null }
export interface Asked { readonly rule: string; readonly severity: string | null; readonly tell: string; readonly review: boolean; readonly version: string; readonly facts: Facts }

/** What the organisation's table `review` says to each point of a case: whom to tell at once, and whether it is to be looked at together. */
export const askedBy = (table: DecisionTable, c: CaseFacts, points: readonly PointFacts[]): Asked[] => points.flatMap((p) => {
  const facts = { ...c, customerClass: c.customerClass ?? '', severity: p.severity ?? '', fault: p.fault ?? '', matter: p.matter ?? '', category: [...p.category] }
  const { ruleId, gives } = decide(table, facts)
  return gives['tell'] || gives['review'] ? [{ rule: ruleId, severity: p.severity, tell: String(gives['tell'] ?? ''), review: gives['review'] === true, version: table.version, facts }] : []
})

export const whyNotNote = (r: { readonly state: string }): Refusal | null => (r.state === 'wanted' ? null : reviewOver)
