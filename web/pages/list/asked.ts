import type { z } from 'zod'
import { list } from '#contract/complaint.ts'
import { call } from '../../app/call.ts'
import { type ListFilter, VIEWS, type View } from '../../links.ts'

type Asked = z.input<typeof list.input>

const PAGE = 50
const OF_VIEW: Readonly<Record<View, Asked>> = { open: { state: 'open' }, mine: { state: 'open', mine: '1' }, overdue: { state: 'open', overdue: '1' }, all: {}, closed: { state: 'closed' } }

/** The filter in the URL; what is not in the URL is not filtered. */
export const filterOf = (params: Readonly<Record<string, string | undefined>>): ListFilter & { readonly view: View } => ({
  view: VIEWS.find((one) => one === params['view']) ?? 'open',
  q: params['q'], unit: params['unit'], owner: params['owner'], urgency: params['urgency'], stage: params['stage'], category: params['category'], customer: params['customer'],
})

const askedBy = ({ view = 'open', q, unit, owner, urgency, stage, category, customer }: ListFilter): Asked => {
  const parts = { q, unitId: unit, ownerId: owner, urgency, stage, categoryCode: category, customerId: customer }
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
