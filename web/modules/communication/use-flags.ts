import type { z } from 'zod'
import { check, type Flag } from '#contract/knowledge.ts'
import { useAsk } from '../../app/query.ts'
import { useSettled } from '../../ui/settled.ts'

const PAUSE = 500

/** Wording that must not reach a customer, looked for while typing. */
export const useFlags = (text: string): readonly z.infer<typeof Flag>[] => {
  const settled = useSettled(text, PAUSE)
  const enabled = settled.trim() !== ''
  const { data } = useAsk(check, { text: settled }, { enabled })
  return enabled && data ? data.flags.filter((flag) => text.includes(flag.found)) : []
}
