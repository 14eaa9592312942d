import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import type { Preview } from '#contract/moves.ts'
import { call } from '../../app/call.ts'

type Asked<I extends z.ZodType> = z.input<I> & { readonly from?: string | undefined }

/** Asks what would move before something holds, and hands over what was asked, so that exactly that is confirmed. */
export const usePreview = <I extends z.ZodType, O extends z.ZodType<Preview>>(to: Endpoint<I, O>, onSeen?: (seen: { readonly input: Asked<I>; readonly preview: z.output<O> }) => void) => {
  const asking = useMutation<{ readonly input: Asked<I>; readonly preview: z.output<O> }, Error, Asked<I>>({
    mutationFn: async (input) => ({ input, preview: await call(to, input) }), retry: false, onSuccess: (seen) => onSeen?.(seen),
  })
  const more = async (from: string) => {
    const { moves } = await call(to, { ...(asking.data?.input as Asked<I>), from })
    return moves
  }
  return { ...asking, more }
}
