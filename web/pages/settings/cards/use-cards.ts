import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { cards } from '#contract/comment-card.ts'
import { call } from '../../../app/call.ts'

const PAGE = 50

interface Wanted { readonly q: string; readonly retired: boolean }

export const useCards = ({ q, retired }: Wanted) => useInfiniteQuery({
  queryKey: [cards.route, q, retired, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(cards, { limit: PAGE, ...(q && { q }), ...(retired && { retired: '1' as const }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})
