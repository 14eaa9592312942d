import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { DAY, type Instant } from '#kernel/time.ts'
import { type OfCase as Registered, factsOfCases } from '#modules/complaint/queries/facts.ts'

export interface OfCase extends Registered { readonly received_at: Instant; readonly occurred_at: Instant | null; readonly last_closed_at: Instant | null }

const laterOf = async (read: Reader, organizationId: string, ids: readonly string[]) => Promise.all([
  read.selectFrom('investigation.finding').select(['complaint_id', 'liability']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).where('superseded_at', 'is', null).execute(),
  read.selectFrom('evidence.item').select(['complaint_id', 'kind']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).execute(),
])

const each = (values: readonly string[] | undefined): string[] => [...new Set(values ?? [])]

/**
 * What any table would be asked of cases as they are seen now: what was known of them at registration and what has been found out and secured since. The table of clocks is asked for what their receipt starts.
 */
export const tableFacts = async (read: Reader, organizationId: string, cases: readonly OfCase[], now: Instant): Promise<(c: OfCase) => Facts> => {
  if (!cases.length) return () => ({})
  const [known, [findings, evidence]] = await Promise.all([factsOfCases(read, organizationId, cases), laterOf(read, organizationId, cases.map((c) => c.id))])
  const [found, secured] = [groupBy(findings, (f) => f.complaint_id), groupBy(evidence, (e) => e.complaint_id)]
  return (c) => {
    return {
      ...known(c), event: 'received', delayDays: Math.floor(((c.last_closed_at ?? now).getTime() - c.received_at.getTime()) / DAY), liability: each(found.get(c.id)?.map((f) => f.liability)), evidence: each(secured.get(c.id)?.map((e) => e.kind)),
    }
  }
}

/** What a table asks, of all that is known; what is empty is not known. */
export const askedOf = (names: readonly string[], facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name, value]) => names.includes(name) && value !== '' && !(Array.isArray(value) && value.length === 0)))
