import { ServiceFault, ServiceStage, Severity } from '#contract/packs.ts'
import type { ListFilter } from '../../links.ts'

export interface Dimension { readonly key: 'severity' | 'stage' | 'fault'; readonly param: keyof ListFilter; readonly term: string; readonly values: readonly string[] }

/** By what cases are counted, the worst first. */
export const DIMENSIONS: readonly Dimension[] = [
  { key: 'severity', param: 'severity', term: 'severity', values: Severity.options.toReversed() },
  { key: 'stage', param: 'serviceStage', term: 'serviceStage', values: ServiceStage.options },
  { key: 'fault', param: 'serviceFault', term: 'serviceFault', values: ServiceFault.options },
]
