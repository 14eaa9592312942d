import type { z } from 'zod'
import { type count, list } from '#contract/complaint.ts'
import { ServiceFault, ServiceStage, Severity } from '#contract/packs.ts'
import { call } from '../../app/call.ts'
import { type ListFilter, VIEWS, type View } from '../../links.ts'

export type Asked = z.input<typeof count.input>

const PAGE = 50
const OF_VIEW: Readonly<Record<View, Asked>> = { open: { state: 'open' }, mine: { state: 'open', mine: '1' }, overdue: { state: 'open', overdue: '1' }, all: {}, closed: { state: 'closed' } }

const SATISFIED = ['1', '0'] as const

/** The filter in the URL; what is not in the URL is not filtered. */
export const filterOf = (params: Readonly<Record<string, string | undefined>>): ListFilter & { readonly view: View } => ({
  view: VIEWS.find((one) => one === params['view']) ?? 'open',
  q: params['q'], unit: params['unit'], handledIn: params['handledIn'], owner: params['owner'], urgency: params['urgency'], stage: params['stage'], category: params['category'], customer: params['customer'],
  severity: Severity.options.find((one) => one === params['severity']), serviceStage: ServiceStage.options.find((one) => one === params['serviceStage']), serviceFault: ServiceFault.options.find((one) => one === params['serviceFault']),
  cause: params['cause'], reviewWanted: params['reviewWanted'] === '1' ? '1' : undefined, receivedSince: params['receivedSince'], receivedUntil: params['receivedUntil'],
  registeredSince: params['registeredSince'], closedSince: params['closedSince'], promisesDueSince: params['promisesDueSince'], followedUpSince: params['followedUpSince'],
  promisesKept: params['promisesKept'] === '1' ? '1' : undefined, satisfied: SATISFIED.find((one) => one === params['satisfied']),
})

/** The filter as the contract asks for it. */
export const askedBy = ({ view = 'open', unit, owner, category, customer, cause, ...same }: ListFilter): Asked => {
  const parts = { ...same, unitId: unit, ownerId: owner, categoryCode: category, customerId: customer, rootCause: cause }
  return { ...OF_VIEW[view], ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value)) }
}

/** Page after page by key. */
export const pagesOf = (filter: ListFilter) => {
  const asked = askedBy(filter)
  return {
    queryKey: [list.route, asked, 'pages'], initialPageParam: '',
    queryFn: ({ pageParam }: { pageParam: string }) => call(list, { ...asked, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (page: z.output<typeof list.output>) => page.next,
  }
}
