import { createRequire } from 'node:module'
import type * as argon2 from '@node-rs/argon2'

// A path of its own: the name stands for this file.
const real = createRequire(import.meta.url)('@node-rs/argon2') as typeof argon2

const once = <A extends readonly unknown[], R>(work: (...given: A) => Promise<R>) => {
  const known = new Map<string, Promise<R>>()
  return (...given: A): Promise<R> => {
    const key = JSON.stringify(given)
    const found = known.get(key) ?? work(...given)
    known.set(key, found)
    return found
  }
}

/** In tests hundreds of people share one password: it is made slow to guess, and looked at, once. */
export const hash = once((password: string, parameters: argon2.Options) => real.hash(password, parameters))
export const verify = once((kept: string, password: string) => real.verify(kept, password))
