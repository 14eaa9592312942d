import { useState } from 'react'
import type { PersonRef } from '#contract/common.ts'
import { type NewPromise, readPromises, type SaidPromise } from '#contract/promise.ts'
import { useAsk } from '../../app/query.ts'
import { useSettled } from '../../ui/settled.ts'
import { SaidChips } from './SaidChips.tsx'

const PAUSE = 500

/** How a promise found in a text stands: taken as one, with what was changed about it. */
export interface Taken { readonly dueAt: string; readonly ownerId: string | null }

const keyOf = ({ quote, dueAt }: SaidPromise) => `${quote} ${dueAt}`
/** Whatever stands in the text has no time: nobody is asked about a word or two. */
const SHORTEST = 2

const useFound = (complaintId: string, text: string, enabled: boolean): readonly SaidPromise[] => {
  const settled = useSettled(text, PAUSE)
  const asks = enabled && settled.trim().length > SHORTEST
  const { data } = useAsk(readPromises, { complaintId, text: settled }, { enabled: asks, still: true })
  return asks && data ? data.items.filter((one) => text.includes(one.quote)) : []
}

interface Props { readonly complaintId: string; readonly me: PersonRef; /** Who is not to work on it. */ readonly apart?: readonly string[] | undefined; readonly text: string; readonly enabled: boolean }

/** What is being written promises something by a time: shown to be confirmed, and made with the message. Only what was confirmed is. */
export const useSaid = ({ complaintId, me, apart, text, enabled }: Props) => {
  const found = useFound(complaintId, text, enabled)
  const [taken, setTaken] = useState<Readonly<Record<string, Taken | null>>>({})
  const set = (one: SaidPromise, next: Taken | null) => setTaken((before) => ({ ...before, [keyOf(one)]: next }))
  const chosen: readonly NewPromise[] = found.flatMap((one) => {
    const how = taken[keyOf(one)]
    return how ? [{ text: one.text, dueAt: how.dueAt, ...(how.ownerId && { ownerId: how.ownerId }) }] : []
  })
  const shown = found.filter((one) => taken[keyOf(one)] !== null).map((one) => ({ one, taken: taken[keyOf(one)] ?? null }))
  return { chosen, clear: () => setTaken({}), chips: shown.length > 0 && <SaidChips found={shown} me={me} apart={apart} onTake={set} onDismiss={(one) => set(one, null)} /> }
}
