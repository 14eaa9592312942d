import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { count } from '#contract/complaint.ts'
import { useUrl } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import type { ListFilter } from '../../links.ts'
import { askedBy, filterOf, pagesOf } from './asked.ts'

export const useFilter = () => {
  const { params, change } = useUrl()
  const filter = filterOf(params)
  return { filter, view: filter.view, set: (patch: ListFilter) => change({ ...patch }, 'replace') }
}

/** What is shown stays until the new answer is there, so that nothing jumps. */
export const useComplaints = (filter: ListFilter) => {
  const query = useInfiniteQuery({ ...pagesOf(filter), placeholderData: keepPreviousData })
  return { query, items: query.data?.pages.flatMap((page) => page.items) ?? [] }
}

/** How many the list holds; asked for once the list is there. */
export const useCount = (filter: ListFilter, ready: boolean) => {
  const { data, isPlaceholderData } = useAsk(count, askedBy(filter), { enabled: ready })
  return isPlaceholderData ? undefined : data
}
