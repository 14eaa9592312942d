import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import { units, whoAmI } from '#contract/identity.ts'
import { installed } from '#contract/packs.ts'
import { call, Unreachable } from '../call.ts'
import { shelf } from './store.ts'

const KEPT: readonly string[] = [whoAmI.route, units.route, installed.route]

/** Whether its answer is kept on the device, so that the form opens without a network: who works here, the units, the trade. Never anything of customers. */
export const isKept = (to: Endpoint, input: object): boolean => KEPT.includes(to.route) && Object.keys(input).length === 0

const withoutSecret = (answer: unknown) => (typeof answer === 'object' && answer !== null && 'csrfToken' in answer ? { ...answer, csrfToken: '' } : answer)

/** A device that keeps nothing works as long as there is a network. */
export const keepAnswer = async ({ route }: Endpoint, answer: unknown): Promise<void> => { await shelf().then((db) => db.put('answers', { route, answer: withoutSecret(answer) })).catch(() => undefined) }

export const forgetAnswer = async ({ route }: Endpoint): Promise<void> => { await shelf().then((db) => db.delete('answers', route)).catch(() => undefined) }

const kept = async (route: string) => (await (await shelf()).get('answers', route))?.answer

/** Asks; where the network is away and the answer is kept, that one is given. */
export const asked = async <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, input: z.input<I>): Promise<z.output<O>> => {
  if (!isKept(to, input as object)) return call(to, input)
  try {
    const answer = await call(to, input)
    void keepAnswer(to, answer)
    return answer
  } catch (error) {
    const before = error instanceof Unreachable ? await kept(to.route).catch(() => undefined) : undefined
    if (before === undefined) throw error
    return before as z.output<O>
  }
}
