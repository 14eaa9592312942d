import { useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { FileRef } from '#contract/common.ts'
import type { registerDraft } from '#contract/draft.ts'
import type { Problem } from '../call.ts'
import { shelf } from './store.ts'

type Input = z.input<typeof registerDraft.input>
export type Made = z.output<typeof registerDraft.output>

/** Where an order stands that was looked up while registering. */
export interface FoundBefore { readonly lookupId: string; readonly at: number; readonly number: string }

/** A registration that was finished without a network and is sent when there is one. Its id is the draft's, by which it becomes one case. */
export interface Waiting {
  readonly id: string; readonly personId: string; readonly name: string; readonly words: string; readonly finishedAt: string
  readonly input: Input; readonly files: readonly FileRef[]; readonly linkTo: readonly string[]; readonly linkReason: string
  readonly state: 'waiting' | 'sent' | 'already' | 'refused'
  /** An order that was looked up, to be kept in the case it becomes; and that it could not be. */
  readonly orderFound?: FoundBefore | null; readonly orderLost?: boolean
  /** Why the server did not take it; it goes back into the form. */
  readonly problem: Problem | null
  /** The case it became, with the look-up code that is said once. */
  readonly made: Made | null; readonly complaintId: string | null; readonly sentAt: string | null
}

let all: readonly Waiting[] = []
const listeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('wenguo.waiting')

const show = async () => {
  all = await (await shelf()).getAll('waiting')
  for (const listener of listeners) listener()
}
if (channel) channel.onmessage = () => void show().catch(() => undefined)

const changed = async () => {
  await show()
  channel?.postMessage('changed')
}

export const putWaiting = async (item: Waiting): Promise<void> => {
  await (await shelf()).put('waiting', item)
  await changed()
}

export const dropWaiting = async (id: string): Promise<void> => {
  await (await shelf()).delete('waiting', id)
  await changed()
}

export const allWaiting = async (): Promise<readonly Waiting[]> => {
  await show().catch(() => undefined)
  return all
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What this person has finished on this device and what became of it. */
export const useWaiting = (personId: string): readonly Waiting[] => useSyncExternalStore(subscribe, () => all).filter((item) => item.personId === personId)
