import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import { Refused, call } from './call.ts'
import { asked, isKept } from './device/answers.ts'

interface Asking {
  /** `false` waits. */
  readonly enabled?: boolean
  readonly refetchInterval?: number
  /** Never asked again by itself, not even when the page comes into sight again: somebody may be typing in what it shows. */
  readonly still?: boolean
}

/** Reads an operation through the cache; asked again when the page comes into sight or the network is back. */
export const useAsk = <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, input: z.input<I>, { still, ...options }: Asking = {}) =>
  useQuery<z.output<O>>({ queryKey: [to.route, input], queryFn: () => asked(to, input), placeholderData: keepPreviousData, ...(isKept(to, input as object) && { networkMode: 'always' as const }), ...options, ...(still && { refetchOnWindowFocus: false, refetchOnReconnect: false }) })

/**
 * Performs a command. Each submission carries one idempotency key: a double click or a retry does nothing twice.
 * Afterwards everything read before is asked again.
 */
export const useDo = <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, done?: (output: z.output<O>) => void) => {
  const queries = useQueryClient()
  return useMutation<z.output<O>, Error, z.input<I>>({
    mutationFn: (input) => call(to, input, crypto.randomUUID()),
    retry: false,
    onSuccess: async (output) => {
      done?.(output)
      await queries.invalidateQueries()
    },
    // Refused because something changed meanwhile: what is shown is asked again, what was typed stays.
    onError: async (error) => {
      if (error instanceof Refused && error.problem.status === 409) await queries.invalidateQueries()
    },
  })
}
