import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Group, type Member, members } from '#contract/grouping.ts'
import { call } from '../../app/call.ts'

interface Listed { readonly listed: readonly Member[]; readonly onMore: (() => void) | null }

/** The cases of a group, as far as somebody wanted to see them. */
export const useMembers = (it: Group): Listed => {
  const [wanted, setWanted] = useState(false)
  const rest = useInfiniteQuery({ queryKey: [members.route, it.id, it.next], queryFn: ({ pageParam }) => call(members, { id: it.id, cursor: pageParam }), initialPageParam: it.next ?? '', getNextPageParam: (page) => page.next, enabled: wanted && it.next !== null })
  if (it.next === null) return { listed: it.members, onMore: null }
  const more = rest.data === undefined || rest.hasNextPage
  return { listed: [...it.members, ...rest.data?.pages.flatMap((page) => page.items) ?? []], onMore: more ? () => { if (wanted) void rest.fetchNextPage(); else setWanted(true) } : null }
}
