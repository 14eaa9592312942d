import { useEffect, useState } from 'react'

const WAIT = 250

/** What was typed, once the fingers rest for `ms`: nothing is asked for every letter. Objects must be the same one as long as they say the same. */
export const useSettled = <T>(typed: T, ms = WAIT): T => {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), ms)
    return () => clearTimeout(timer)
  }, [typed, ms])
  return settled
}
