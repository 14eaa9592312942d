import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import type { Refusal } from '#contract/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { Gate } from './gate.ts'

/** A wrong guess is answered this slowly. */
const SLOW_MS = 400

interface Guess { readonly gate: Gate; readonly request: FastifyRequest; /** What is guessed at, so that many addresses together are counted too. */ readonly subject: string; readonly refusal: Refusal }

/** What a code opens. Wrong guesses are counted per caller and per subject and answered slowly, all with the same words. */
export const guessed = async <T>({ gate, request, subject, refusal }: Guess, find: () => Promise<T | null>): Promise<T> => {
  await gate.guess(request, subject)
  const found = await find()
  if (found) return found
  // Guesses sent at once have all come past the first question.
  gate.wrong(request, subject)
  await sleep(SLOW_MS)
  throw new Problem(refusal)
}
