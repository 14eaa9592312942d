import { createHash } from 'node:crypto'
import type { Client } from './app.ts'

interface Puzzle { readonly algorithm: string; readonly challenge: string; readonly salt: string; readonly signature: string; readonly most: number }

/** Solved as a browser would; the value of the header `X-Proof`. */
export const solve = ({ algorithm, challenge, salt, signature, most }: Puzzle): string => {
  for (let number = 0; number <= most; number++) {
    if (createHash('sha256').update(salt + number).digest('hex') === challenge) return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64')
  }
  throw new Error('no solution')
}

export const from = (ip: string) => ({ 'x-forwarded-for': ip })

export const proof = async (who: Client, ip: string): Promise<Record<string, string>> => ({ ...from(ip), 'x-proof': solve((await who.get<Puzzle>('/portal/puzzle', from(ip))).body) })

/** What an honest browser does: asks, and where it is told to, solves a puzzle and asks once more. */
export const honestly = async (who: Client, path: string, body: unknown, ip: string) => {
  const first = await who.post<any>(path, body, from(ip))
  return first.status === 429 ? who.post<any>(path, body, await proof(who, ip)) : first
}
