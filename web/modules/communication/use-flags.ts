import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { check, type Flag } from '#contract/knowledge.ts'
import { useAsk } from '../../app/query.ts'

const PAUSE = 500

/** A value that follows only when typing pauses. */
const useSettled = (text: string) => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Wording that must not reach a customer, looked for while typing. */
export const useFlags = (text: string): readonly z.infer<typeof Flag>[] => {
  const settled = useSettled(text)
  const enabled = settled.trim() !== ''
  const { data } = useAsk(check, { text: settled }, { enabled })
  return enabled && data ? data.flags.filter((flag) => text.includes(flag.found)) : []
}
