import { useMutation, useQueryClient } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useRef } from 'react'
import type { z } from 'zod'
import { useTranslation } from 'react-i18next'
import { link, show } from '#contract/casefile.ts'
import { register } from '#contract/complaint.ts'
import { registerCandidate } from '#contract/importing.ts'
import type { PackView } from '#contract/packs.ts'
import { call } from '../../app/call.ts'
import { type Draft, toInput } from './draft.ts'

export type Registered = z.output<typeof register.output>

/** What was held to be related while typing; what the rules have linked is linked. */
const linkAll = async (made: Registered, others: readonly string[], reason: string) => {
  if (others.length === 0 || made.kept?.seen === false) return
  const { links } = await call(show, { id: made.id })
  for (const otherId of others.filter((id) => !links.some((each) => each.other?.id === id))) await call(link, { id: made.id, otherId, kind: 'related', reason }, `${made.id} ${otherId}`)
}

/**
 * Registers once, however often the button is pressed: the same form carries the same key, so that a second press or a retry
 * after a lost connection finds the case that was made. A changed form gets a new key.
 */
export const useRegister = (pack: PackView, zone: string, done: (made: Registered) => void, candidateId?: string) => {
  const linkReason = useTranslation('links').t('twins.linkReason')
  const queries = useQueryClient()
  const sent = useRef({ body: '', key: '' })
  const busy = useRef(false)
  const doing = useMutation({
    mutationFn: async (draft: Draft) => {
      const input = toInput(draft, pack, dayjs().format(), zone)
      const body = JSON.stringify(input)
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() }
      const made = await (candidateId ? call(registerCandidate, { id: candidateId, complaint: input }, sent.current.key) : call(register, input, sent.current.key))
      await linkAll(made, draft.linkTo, linkReason)
      return made
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
