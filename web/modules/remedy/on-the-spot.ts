import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { answer, offer, propose, type Remedy } from '#contract/remedy.ts'
import { call } from '../../app/call.ts'

type Proposal = z.input<typeof propose.input>

/**
 * G3: the customer stands there and says yes. Proposed, offered and accepted in one press, each step with its own gate;
 * where one refuses, what was done before stays, and the case shows the next step.
 */
export const useOnTheSpot = (done: () => void) => {
  const queries = useQueryClient()
  return useMutation<Remedy, Error, Proposal>({
    mutationFn: async (proposal) => {
      const made = await call(propose, proposal, crypto.randomUUID())
      if (made.state !== 'approved') return made
      const offered = await call(offer, { id: made.id, version: made.version }, crypto.randomUUID())
      return await call(answer, { id: offered.id, answer: 'accept', proof: { kind: 'inPerson' } }, crypto.randomUUID())
    },
    retry: false,
    onSuccess: done,
    onSettled: () => queries.invalidateQueries(),
  })
}
