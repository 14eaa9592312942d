import { useEffect, useState } from 'react'

const WAIT = 250

/** What was typed, once the fingers rest: nothing is asked for every letter. */
export const useSettled = (typed: string): string => {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), WAIT)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
