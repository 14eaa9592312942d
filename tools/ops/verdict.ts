import { connect } from '../../server/kernel/db.ts'
import { type Verdict, verifyEvents } from '../../server/kernel/verify.ts'
import { type Checked, findDrift } from '../../server/modules/clock/drift/find.ts'
import type { Installation } from './installation.ts'
import { Refused } from './refused.ts'

/** One snapshot for the whole look, and no way to write: events go on being recorded and sealed meanwhile. */
const snapshotOf = (url: string): string => {
  const given = new URL(url)
  given.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on')
  return given.href
}

export interface Whole extends Verdict { readonly deadlines: Checked }

/** Every hash of every event, recomputed. */
export const verdictOn = async ({ url }: Installation): Promise<Whole> => {
  const database = connect(snapshotOf(url), 1, () => undefined)
  try {
    return { ...await verifyEvents(database.db), deadlines: await findDrift(database.db) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') throw new Refused('The database holds no installation yet.')
    throw error
  } finally {
    await database.end()
  }
}
