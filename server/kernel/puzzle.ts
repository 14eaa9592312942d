import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1'
import type { Payload } from 'altcha-lib/v1/types'
import { z } from 'zod'
import { type Clock, MINUTE, iso, plusMs } from './time.ts'

/** A number below `most` is to be found, whose SHA-256 behind the salt is the challenge. */
export interface Puzzle { readonly algorithm: 'SHA-256'; readonly challenge: string; readonly salt: string; readonly signature: string; readonly most: number; readonly expiresAt: string }

const GOOD_FOR_MS = 10 * MINUTE
const MOST_KNOWN = 50_000

const Solved = z.object({ algorithm: z.literal('SHA-256'), challenge: z.string().max(128), number: z.int().nonnegative(), salt: z.string().max(200), signature: z.string().max(128) })

const read = (header: string): Payload | null => {
  try {
    return Solved.parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')))
  } catch {
    return null
  }
}

export interface Puzzles { make(most: number): Promise<Puzzle>; /** Whether this is a puzzle of ours, solved, in time, and not used before. */ solved(header: string): Promise<boolean> }

/** Puzzles by ALTCHA (altcha.org): signed by us and solved in the visitor's browser, without any service outside. */
export const puzzles = (keyOf: () => Promise<string>, clock: Clock): Puzzles => {
  const used = new Set<string>()
  const firstUse = (challenge: string): boolean => {
    if (used.has(challenge)) return false
    const [oldest] = used.size >= MOST_KNOWN ? used : []
    if (oldest !== undefined) used.delete(oldest)
    used.add(challenge)
    return true
  }
  return {
    make: async (most) => {
      const expires = plusMs(clock(), GOOD_FOR_MS)
      const { challenge, salt, signature } = await createChallenge({ algorithm: 'SHA-256', hmacKey: await keyOf(), maxNumber: most, expires })
      return { algorithm: 'SHA-256', challenge, salt, signature, most, expiresAt: iso(expires) }
    },
    solved: async (header) => {
      const payload = read(header)
      if (!payload || Number(extractParams(payload).expires) * 1000 <= clock().getTime()) return false
      return await verifySolution(payload, await keyOf(), false) && firstUse(payload.challenge)
    },
  }
}
