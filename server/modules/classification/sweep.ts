import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, type OpenTransaction, asActor, asSystem, readerOf, sql } from '#kernel/db.ts'
import type { Log } from '#kernel/log.ts'
import { Problem } from '#kernel/problem.ts'
import { type Clock, type Instant, plusMs } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { GIVEN_UP_AFTER, beginLearning, endLearning, failLearning, train } from './commands/learn.ts'
import { weighWords } from './commands/weigh.ts'
import type { Job, Lesson, Teacher } from './port.ts'
import { categoryWords } from './queries/lexicon.ts'
import { MOST_LESSONS, countNew } from './queries/models.ts'
import { NEEDED, nextAfter } from './rules.ts'

interface Row { readonly complaint_id: string; readonly words: string; readonly wants: string | null; readonly category_code: string | null; readonly nature: string; readonly urgency: string; readonly channel: string; readonly claim_fen: number | null; readonly last_closed_at: Instant }

const closedPoints = async (open: OpenTransaction, organizationId: string): Promise<readonly Row[]> => (await sql<Row>`
  select p.complaint_id, p.words, p.wants, p.category_code, c.nature, c.urgency, c.channel, c.claim_fen, c.last_closed_at
  from complaint.complaint c join complaint.point p on p.organization_id = c.organization_id and p.complaint_id = c.id
  where c.organization_id = ${organizationId} and c.state = 'closed' and not c.confidential and c.accused is null and p.category_code is not null
  order by c.last_closed_at desc, p.complaint_id, p.no limit ${sql.lit(MOST_LESSONS)}`.execute(open)).rows

const lessonOf = (r: Row, known: ReadonlySet<string>): Lesson => ({
  complaintId: r.complaint_id, text: r.words, wants: r.wants ?? '', channel: r.channel, claimFen: r.claim_fen ?? 0, category: r.category_code && known.has(r.category_code) ? r.category_code : null, nature: r.nature, urgency: r.urgency,
})

/** What there is to learn, read in one look. */
const jobFor = (db: Db, organizationId: string, now: Instant): Promise<{ job: Job; until: Instant }> => asActor(db, systemActor(organizationId), async (open) => {
  const read = readerOf(open)
  const pack = await currentPack(read, organizationId)
  const [rows, categories, urgency] = await Promise.all([closedPoints(open, organizationId), categoryWords(read, organizationId, pack), pack.policy('urgency')])
  const known = new Set(categories.map(({ code }) => code))
  return { until: rows[0]?.last_closed_at ?? now, job: { lessons: rows.map((r) => lessonOf(r, known)), categories, natures: pack.body.natures, urgency } }
}, 'read')

interface Given { readonly db: Db; readonly perform: Perform; readonly teacher: Teacher; readonly clock: Clock; readonly log: Log }

const as = (organizationId: string) => ({ actor: systemActor(organizationId), requestId: 'learning' })

const learnOne = async ({ db, perform, teacher, clock, log }: Given, organizationId: string) => {
  if (!(await perform(beginLearning, as(organizationId), {})).output.begun) return
  const { job, until } = await jobFor(db, organizationId, clock())
  const cases = job.lessons.length
  if (cases < NEEDED) {
    await perform(failLearning, as(organizationId), { problem: 'tooFew', cases, until })
    return
  }
  try {
    const { learnt, report } = await teacher.teach(job)
    await perform(endLearning, as(organizationId), { learnt, report, cases, until })
  } catch (error) {
    log.error({ err: error }, 'learning')
    await perform(failLearning, as(organizationId), { problem: 'failed', cases, until })
  }
}

/** Where somebody asked for it, one organisation after the other. */
const learnAsked = async (given: Given): Promise<void> => {
  const waiting = await asSystem(given.db, (open) => open.selectFrom('classification.standing').select('organization_id')
    .where((eb) => eb.or([eb('state', '=', 'asked'), eb.and([eb('state', '=', 'learning'), eb('begun_at', '<', plusMs(given.clock(), -GIVEN_UP_AFTER))])])).execute())
  for (const { organization_id } of waiting) await learnOne(given, organization_id)
}

/** Where enough cases have been closed since. */
const askWhereDue = async ({ db, perform }: Given): Promise<void> => {
  const all = await asSystem(db, (open) => open.selectFrom('packs.current as c').leftJoin('classification.standing as s', 's.organization_id', 'c.organization_id').select(['c.organization_id', 's.state', 's.learnt_until', 's.learnt_cases']).execute())
  for (const { organization_id, state, learnt_until, learnt_cases } of all) {
    if (state && state !== 'idle') continue
    const fresh = await asActor(db, systemActor(organization_id), (open) => countNew(readerOf(open), organization_id, learnt_until), 'read')
    if (fresh < nextAfter(learnt_cases ?? 0)) continue
    // Somebody may have asked meanwhile.
    await perform(train, as(organization_id), {}).catch((error: unknown) => { if (!(error instanceof Problem)) throw error })
  }
}

const weighCorrections = async ({ db, perform }: Given): Promise<void> => {
  const waiting = await asSystem(db, (open) => open.selectFrom('classification.correction').select('organization_id').distinct().where('weighed_at', 'is', null).execute())
  for (const { organization_id } of waiting) await perform(weighWords, as(organization_id), {})
}

export interface Learner { /** Learns where it was asked for. */ learn(): Promise<void>; /** Asks for it where enough cases have been closed since. */ askWhereDue(): Promise<void>; /** Looks at corrections that have come since. */ weigh(): Promise<void> }

/** What of learning runs by the clock. */
export const learner = (given: Given): Learner => ({ learn: () => learnAsked(given), askWhereDue: () => askWhereDue(given), weigh: () => weighCorrections(given) })
