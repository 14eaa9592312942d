import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { feedback, FeedbackKind, FeedbackState } from '#contract/feedback.ts'
import { call } from '../../app/call.ts'
import { useUrl } from '../../app/Go.tsx'

const PAGE = 50

/** What the list is narrowed to, as it stands in the URL. */
export const useWanted = () => {
  const { params, change } = useUrl()
  const wanted = { kind: FeedbackKind.optional().catch(undefined).parse(params['kind']), state: FeedbackState.optional().catch(undefined).parse(params['state']), unitId: params['unit'] ?? null }
  return { wanted, narrow: (patch: Readonly<Record<string, string | undefined>>) => change(patch, 'replace') }
}
type Wanted = ReturnType<typeof useWanted>['wanted']

export const useFeedback = ({ kind, state, unitId }: Wanted, q: string) => useInfiniteQuery({
  queryKey: [feedback.route, kind, state, unitId, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData,
  queryFn: ({ pageParam }) => call(feedback, { limit: PAGE, ...(kind && { kind }), ...(state && { state }), ...(unitId && { unitId }), ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})
