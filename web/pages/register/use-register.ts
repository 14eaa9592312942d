import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { draft as askDraft, registerDraft } from '#contract/draft.ts'
import type { PackView } from '#contract/packs.ts'
import { call, Refused, Unreachable } from '../../app/call.ts'
import { forgetHeld, isHere } from '../../app/device/files.ts'
import { linkAll, orderLost, withSentFiles } from '../../app/device/send-waiting.ts'
import { dropWaiting, type Made, putWaiting } from '../../app/device/waiting.ts'
import { useSession } from '../../app/session.tsx'
import { rightNow } from '../../ui/now.ts'
import { type Draft, toInput, wholeText } from './draft.ts'

/** `orderLost`: the number of an order that was to be kept with it and is not. */
export interface Registered extends Made { readonly orderLost: string | null }

export interface Ends { readonly made: (made: Registered) => void; /** It lies on this device until there is a network. */ readonly held: () => void; /** Another window or an answer that got lost was faster. */ readonly already: () => void }
interface Given { readonly id: string; readonly pack: PackView; readonly zone: string; readonly candidateId: string | undefined; /** Runs what registers it; meanwhile nothing is saved. */ readonly register: <T>(work: () => Promise<T>) => Promise<T> }

const SENT_BEFORE = ['/problems/draft/used', '/problems/idempotency/mismatch']
const wasSentBefore = (error: unknown) => error instanceof Refused && SENT_BEFORE.includes(error.problem.type)

/**
 * Registers once, however often the button is pressed and whatever becomes of the connection: the draft's name is the key. Without a network it is laid by and sent later.
 */
export const useRegister = ({ id, pack, zone, candidateId, register }: Given, ends: Ends) => {
  const linkReason = useTranslation('links').t('twins.linkReason')
  const { person } = useSession()
  const queries = useQueryClient()
  const busy = useRef(false)
  const layBy = async (draft: Draft, input: Parameters<typeof putWaiting>[0]['input']) => {
    await putWaiting({ id, personId: person.id, name: draft.name, words: wholeText(draft), finishedAt: rightNow().format(), input, files: draft.files, linkTo: draft.linkTo, linkReason, orderFound: draft.orderFound, state: 'waiting', problem: null, made: null, complaintId: null, sentAt: null })
    ends.held()
  }
  const doing = useMutation({
    networkMode: 'always', retry: false,
    mutationFn: async (draft: Draft) => {
      const input = { id, complaint: toInput(draft, pack, rightNow().format(), zone), candidateId: candidateId ?? null }
      try {
        const made = await register(async () => call(registerDraft, await withSentFiles(input, draft.files), id))
        await forgetHeld(draft.files.filter(isHere).map((file) => file.id)).catch(() => undefined)
        const lost = await orderLost(made.id, draft.orderFound)
        await linkAll(made, draft.linkTo, linkReason).catch((error: unknown) => { if (!(error instanceof Unreachable)) throw error })
        await dropWaiting(id).catch(() => undefined)
        ends.made({ ...made, orderLost: lost ? draft.orderFound?.number ?? null : null })
      } catch (error) {
        if (error instanceof Unreachable) return layBy(draft, input)
        if (!wasSentBefore(error)) throw error
        await call(askDraft, { id })
        ends.already()
      }
    },
    onSuccess: () => { void queries.invalidateQueries() },
    onSettled: () => { busy.current = false },
  })
  const send = (draft: Draft) => {
    if (busy.current) return
    busy.current = true
    doing.mutate(draft)
  }
  return { send, error: doing.error, pending: doing.isPending }
}
