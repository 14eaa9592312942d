import { ServiceFault, ServiceStage, Severity } from '#contract/packs.ts'
import type { ListFilter } from '../../links.ts'

export interface Dimension { readonly key: 'severity' | 'stage' | 'fault' | 'cause'; readonly param: keyof ListFilter; /** The enumeration whose words its values have; words of the firm come with it. */ readonly term: string; readonly values: readonly string[]; readonly words?: (value: string) => string }

/** By what cases are counted, the worst first. */
export const DIMENSIONS: readonly Dimension[] = [
  { key: 'severity', param: 'severity', term: 'severity', values: Severity.options.toReversed() },
  { key: 'stage', param: 'serviceStage', term: 'serviceStage', values: ServiceStage.options },
  { key: 'fault', param: 'serviceFault', term: 'serviceFault', values: ServiceFault.options },
]

/** The causes that were found, the most frequent first. */
export const causesIn = (totals: Readonly<Record<string, number>>, words: (code: string) => string): Dimension => ({
  key: 'cause', param: 'cause', term: 'rootCause', words, values: Object.entries(totals).flatMap(([mark, cases]) => (mark.startsWith('cause.') ? [[mark.slice('cause.'.length), cases] as const] : [])).sort(([, a], [, b]) => b - a).map(([code]) => code),
})
