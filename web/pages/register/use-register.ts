import { useMutation, useQueryClient } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useRef } from 'react'
import type { z } from 'zod'
import { register } from '#contract/complaint.ts'
import { registerCandidate } from '#contract/importing.ts'
import type { PackView } from '#contract/packs.ts'
import { call } from '../../app/call.ts'
import { type Draft, toInput } from './draft.ts'

export type Registered = z.output<typeof register.output>

/**
 * Registers once, however often the button is pressed: the same form carries the same key, so that a second press or a retry
 * after a lost connection finds the case that was made. A changed form gets a new key.
 */
export const useRegister = (pack: PackView, zone: string, done: (made: Registered) => void, candidateId?: string) => {
  const queries = useQueryClient()
  const sent = useRef({ body: '', key: '' })
  const busy = useRef(false)
  const doing = useMutation({
    mutationFn: (draft: Draft) => {
      const input = toInput(draft, pack, dayjs().format(), zone)
      const body = JSON.stringify(input)
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() }
      return candidateId ? call(registerCandidate, { id: candidateId, complaint: input }, sent.current.key) : call(register, input, sent.current.key)
    },
    retry: false,
    onSuccess: (made) => {
      done(made)
      void queries.invalidateQueries()
    },
    onSettled: () => { busy.current = false },
  })
  const send = (draft: Draft) => {
    if (busy.current) return
    busy.current = true
    doing.mutate(draft)
  }
  return { send, error: doing.error, pending: doing.isPending }
}
