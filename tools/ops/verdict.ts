import { type Reader, connect } from '../../server/kernel/db.ts'
import { type Verdict, verifyEvents } from '../../server/kernel/verify.ts'
import { type Altered, type Ground, findAltered } from '../../server/kernel/vouched.ts'
import { editions } from '../../server/modules/cause/vouched.ts'
import { type Checked, findDrift } from '../../server/modules/clock/drift/find.ts'
import { ladders } from '../../server/modules/clock/ladder/vouched.ts'
import { groundOfCases } from '../../server/modules/complaint/vouched.ts'
import { goods } from '../../server/modules/custody/vouched.ts'
import { items, steps } from '../../server/modules/evidence/vouched.ts'
import { groundOfFiles } from '../../server/modules/files/vouched.ts'
import { tasks as inquiries } from '../../server/modules/inquiry/vouched.ts'
import { findings } from '../../server/modules/investigation/vouched.ts'
import { chargeBacks, divisions } from '../../server/modules/liability/vouched.ts'
import { signatures } from '../../server/modules/liaison/vouched.ts'
import { ownWords, policies, versions } from '../../server/modules/packs/vouched.ts'
import { dues, payouts } from '../../server/modules/payout/vouched.ts'
import { promises } from '../../server/modules/promise/vouched.ts'
import { proposals } from '../../server/modules/remedy/vouched.ts'
import { giftIssues, giftKinds, lots } from '../../server/modules/stock/vouched.ts'
import { agreementSignatures, papers } from '../../server/modules/agreement/vouched.ts'
import { agreements, tasks } from '../../server/modules/settlement/vouched.ts'
import { heldWords } from '../../server/modules/commitment/vouched.ts'
import { groundOfPeople } from '../../server/modules/authority/vouched.ts'
import { leading } from '../../server/modules/precedent/vouched.ts'
import { bases, opinions } from '../../server/modules/expert/vouched.ts'
import { proceedings, reports as proceedingReports } from '../../server/modules/proceeding/vouched.ts'
import { answers as statuteAnswers, exemptions } from '../../server/modules/statute/vouched.ts'
import type { Installation } from './installation.ts'
import { Refused } from './refused.ts'

/** One snapshot for the whole look, and no way to write: events go on being recorded and sealed meanwhile. */
const snapshotOf = (url: string): string => {
  const given = new URL(url)
  given.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on')
  return given.href
}

const organizations = async (read: Reader) => (await read.selectFrom('identity.organization').select('organization_id').orderBy('organization_id').execute()).map((row) => row.organization_id)

const groundOfRules: Ground = { subjects: async (_read, organizationId, after) => (organizationId > after ? [organizationId] : []), crossings: {}, kinds: [policies, versions, ownWords, ladders, giftKinds, lots] }

/** Where rows lie that events vouch for. */
export const GROUNDS: readonly Ground[] = [groundOfRules, groundOfPeople, groundOfFiles, groundOfCases([promises, goods, items, steps, inquiries, findings, editions, signatures, proposals, agreements, papers, agreementSignatures, tasks, payouts, dues, giftIssues, divisions, chargeBacks, statuteAnswers, exemptions, opinions, bases, leading, heldWords, proceedings, proceedingReports])]

export interface Whole extends Verdict { readonly deadlines: Checked; readonly rows: Altered }

/** Every hash of every event, recomputed; deadlines and rows beside what the events say of them. */
export const verdictOn = async ({ url }: Pick<Installation, 'url'>): Promise<Whole> => {
  const database = connect(snapshotOf(url), 1, () => undefined)
  try {
    return { ...await verifyEvents(database.db), deadlines: await findDrift(database.db), rows: await findAltered(database.db, organizations, GROUNDS) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') throw new Refused('The database holds no installation yet.')
    throw error
  } finally {
    await database.end()
  }
}
