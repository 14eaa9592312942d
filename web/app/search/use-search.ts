import { search } from '#contract/search.ts'
import { useAsk } from '../query.ts'
import { useSettled } from '../../ui/settled.ts'

const WAIT = 200

/** What is found while one types. What was shown stays until the new answer is there. */
export const useSearch = (typed: string, open: boolean) => {
  const settled = useSettled(typed.trim(), WAIT)
  // An emptied box is empty at once.
  const q = typed.trim() && settled
  const { data, error, isFetching } = useAsk(search, { q }, { enabled: open && q !== '', still: true })
  const asked = open && q !== ''
  return { q, found: asked ? data : undefined, error: asked ? error : null, waiting: asked && isFetching }
}
