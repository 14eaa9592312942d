import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type * as contract from '#contract/classification.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, MINUTE } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { LearningAsked, LearningFailed, Learnt, ModelChosen } from '../events.ts'
import { countLessons } from '../queries/models.ts'
import { whyNotLearn } from '../rules.ts'

const KEPT_MODELS = 10
/** Whoever learns longer than this has ended without a word. */
export const GIVEN_UP_AFTER = 15 * MINUTE

const subject = (id: string): Subject => ({ type: 'model', id, unitId: null })

/** Where learning stands, locked. */
const lockStanding = async (tx: Tx) => {
  const { organizationId } = tx.actor
  await tx.db.insertInto('classification.standing').values({ organization_id: organizationId, state: 'idle' }).onConflict((c) => c.doNothing()).execute()
  return tx.db.selectFrom('classification.standing').selectAll().where('organization_id', '=', organizationId).forUpdate().executeTakeFirstOrThrow()
}

const change = async (tx: Tx, set: Record<string, unknown>) => {
  await tx.db.updateTable('classification.standing').set(set).where('organization_id', '=', tx.actor.organizationId).execute()
}

/** Somebody, or the number of newly closed cases, asks for learning; it is done beside. */
export const train = command('classification.train', async (tx, _input: Record<string, never>) => {
  const standing = await lockStanding(tx)
  const cases = await countLessons(readerOf(tx.db), tx.actor.organizationId)
  const refusal = whyNotLearn(standing.state, cases)
  if (refusal) throw new Problem(refusal, { cases })
  await change(tx, { state: 'asked', asked_by: tx.actor.id, problem: null })
  await tx.record(LearningAsked, { subject: subject(tx.actor.organizationId), payload: { cases } })
  return {}
})

/** The work begins; by whoever comes first. */
export const beginLearning = command('classification.beginLearning', async (tx, _input: Record<string, never>) => {
  const { state, begun_at } = await lockStanding(tx)
  const stuck = state === 'learning' && begun_at !== null && tx.now.getTime() - begun_at.getTime() > GIVEN_UP_AFTER
  if (state !== 'asked' && !stuck) return { begun: false }
  await change(tx, { state: 'learning', begun_at: tx.now })
  return { begun: true }
})

interface Outcome { readonly report: contract.Report; readonly learnt: Uint8Array; readonly cases: number; readonly until: Instant }

/** Keeps what was learnt; it is asked from now on, unless somebody chose another one. */
export const endLearning = command('classification.endLearning', async (tx, { report, learnt, cases, until }: Outcome) => {
  const standing = await lockStanding(tx)
  const { organizationId } = tx.actor
  const id = newId()
  const no = standing.last_no + 1
  await tx.db.insertInto('classification.model').values({ organization_id: organizationId, id, no, learnt_at: tx.now, asked_by: standing.asked_by, cases, report: JSON.stringify(report), learnt: Buffer.from(learnt) }).execute()
  await change(tx, { state: 'idle', problem: null, begun_at: null, asked_by: null, last_no: no, learnt_until: until, learnt_cases: cases, ...(!standing.chosen && { model_id: id }) })
  const inUse = standing.chosen ? standing.model_id : id
  await tx.db.deleteFrom('classification.model').where('organization_id', '=', organizationId).where('no', '<=', no - KEPT_MODELS).$if(inUse !== null, (q) => q.where('id', '<>', inUse)).execute()
  await tx.record(Learnt, { subject: subject(id), payload: { modelId: id, no, cases, percent: Math.round(report.category.macroF1 * 100) } })
  return { id }
})

/** Nothing came of it; it is tried again when more cases are closed, or when somebody asks. */
export const failLearning = command('classification.failLearning', async (tx, { problem, cases, until }: { problem: 'tooFew' | 'failed'; cases: number; until: Instant }) => {
  await lockStanding(tx)
  await change(tx, { state: 'idle', problem, begun_at: null, asked_by: null, learnt_until: until, learnt_cases: cases })
  await tx.record(LearningFailed, { subject: subject(tx.actor.organizationId), payload: { problem } })
  return {}
})

/** Another model is asked from now on, or words alone. */
export const useModel = command('classification.use', async (tx, { model }: z.output<typeof contract.useModel.input>) => {
  await lockStanding(tx)
  const models = tx.db.selectFrom('classification.model').select(['id', 'no']).where('organization_id', '=', tx.actor.organizationId)
  const found = model === null ? null : await (model === 'newest' ? models.orderBy('no', 'desc').limit(1) : models.where('id', '=', model)).executeTakeFirst()
  if (found === undefined && model !== 'newest') throw new Problem(notFound, {}, 'model')
  const chosen = found ?? null
  await change(tx, { model_id: chosen?.id ?? null, chosen: model !== 'newest' })
  await tx.record(ModelChosen, { subject: subject(chosen?.id ?? tx.actor.organizationId), payload: { modelId: chosen?.id ?? null, no: chosen?.no ?? null, newest: model === 'newest' } })
  return {}
})
