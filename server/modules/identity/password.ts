import { hash, verify } from '@node-rs/argon2'

// Argon2id with OWASP's parameters (19 MiB, 2 rounds): memory stays small on one cheap machine.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS)
export const passwordFits = (kept: string, password: string): Promise<boolean> => verify(kept, password).catch(() => false)

let decoy: Promise<string> | undefined

/** Spends the time of a real check, so that an unknown address answers as slowly as a wrong password. */
export const spendTheTime = async (password: string): Promise<false> => {
  decoy ??= hashPassword('no such person')
  await passwordFits(await decoy, password)
  return false
}
