import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { feedback, FeedbackKind, FeedbackState } from '#contract/feedback.ts'
import { call } from '../../app/call.ts'
import { useUrl } from '../../app/Go.tsx'

const PAGE = 50

/** Where it stands, and beside that what waits for the reader and what waits too long. */
export const SHOWS = ['mine', 'late', ...FeedbackState.options] as const
type Show = typeof SHOWS[number]

/** What the list is narrowed to, as it stands in the URL. */
export const useWanted = () => {
  const { params, change } = useUrl()
  const wanted = { kind: FeedbackKind.optional().catch(undefined).parse(params['kind']), show: SHOWS.find((one) => one === params['state']), unitId: params['unit'] ?? null }
  return { wanted, narrow: (patch: Readonly<Record<string, string | undefined>>) => change(patch, 'replace') }
}
type Wanted = ReturnType<typeof useWanted>['wanted']

const shownBy = (show: Show | undefined) => {
  if (show === 'mine' || show === 'late') return { [show]: '1' as const }
  return show ? { state: show } : {}
}

export const useFeedback = ({ kind, show, unitId }: Wanted, q: string) => useInfiniteQuery({
  queryKey: [feedback.route, kind, show, unitId, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(feedback, { limit: PAGE, ...shownBy(show), ...(kind && { kind }), ...(unitId && { unitId }), ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})
