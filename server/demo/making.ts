import { type Db, asSystem } from '#kernel/db.ts'
import { MAKING, making } from '#modules/identity/commands/found.ts'

const SIGN_MS = 15_000

/** Does the work of making an organisation, with signs of life. One that broke off is nobody's: the installation counts as new again, at once or, after a crash, when no sign came for a while. */
export const whileMaking = async <T>(db: Db, organizationId: string, work: () => Promise<T>): Promise<T> => {
  const say = (longer: string | null) => asSystem(db, (open) => making(open, organizationId, longer))
  // A sign that is lost is followed by others.
  const signs = setInterval(() => { say(MAKING).catch(() => undefined) }, SIGN_MS)
  try {
    const done = await work()
    clearInterval(signs)
    if (!await say(null)) throw new Error('no sign of life came for too long: what was made belongs to nobody. Make it again.')
    return done
  } catch (error) {
    clearInterval(signs)
    await say('0').catch(() => undefined)
    throw error
  }
}
