import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { suggest } from '#contract/classification.ts'
import { useAsk } from '../../app/query.ts'

export type Suggestion = z.output<typeof suggest.output>
type Asked = z.input<typeof suggest.input>

const PAUSE = 500

/** What the pack's rules say about the words, once typing pauses. */
export const useSuggestion = (asked: Asked): Suggestion | undefined => {
  const wanted = JSON.stringify(asked)
  const [settled, setSettled] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE)
    return () => clearTimeout(timer)
  }, [wanted])
  const input = JSON.parse(settled) as Asked
  const enabled = input.text.trim().length >= 2
  const { data } = useAsk(suggest, input, { enabled })
  return enabled ? data : undefined
}
