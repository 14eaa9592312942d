import { useEffect, useState } from 'react'
import { search } from '#contract/search.ts'
import { useAsk } from '../query.ts'

const WAIT = 200

/** A text that follows only when typing pauses; at once where there is none. */
const useSettled = (text: string) => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    if (text === '') {
      setSettled('')
      return undefined
    }
    const timer = setTimeout(() => setSettled(text), WAIT)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** What is found while one types. What was shown stays until the new answer is there. */
export const useSearch = (typed: string, open: boolean) => {
  const q = useSettled(typed.trim())
  const { data, error, isFetching } = useAsk(search, { q }, { enabled: open && q !== '', still: true })
  const asked = open && q !== ''
  return { q, found: asked ? data : undefined, error: asked ? error : null, waiting: asked && isFetching }
}
