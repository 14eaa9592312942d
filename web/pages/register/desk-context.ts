import { createContext, useContext } from 'react'
import type { PackView } from '#contract/packs.ts'
import type { Recognised } from '../../modules/customer-card/KnownCustomers.tsx'
import type { Draft, Change } from './draft.ts'
import type { Kept } from './use-saved.ts'
import type { Suggestion } from './use-suggestion.ts'
import type { Alike } from './use-alike.ts'

/** What every part of the registration looks at. */
export interface Desk {
  readonly draft: Draft
  readonly set: Change
  readonly pack: PackView
  readonly units: readonly { readonly id: string; readonly name: string }[]
  /** Of the unit it belongs to: the clock on which every time here is meant. */
  readonly zone: string
  readonly people: readonly Recognised[]
  readonly suggestion: Suggestion | undefined
  readonly alike: Alike
  /** A registration of its own, not of something that lies there waiting: its words may go to a case that is there. */
  readonly canAdd: boolean
  readonly error: Error | null
  readonly pending: boolean
  /** What is still missing, in words; null when it can be registered. */
  readonly bar: string | null
  readonly register: () => void
  readonly kept: Kept
  /** Begins another and leaves this one among the unfinished. */
  readonly another: () => void
  /** Throws this one away; it can be fetched back for some days. */
  readonly discard: () => void
}

export const DeskContext = createContext<Desk | null>(null)

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk outside the registration page')
  return desk
}
