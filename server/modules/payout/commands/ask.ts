import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { payoutAlive } from '#contract/payout.ts'
import type * as contract from '#contract/payout.ts'
import { allows } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { whoHasRank } from '#modules/authority/queries.ts'
import { needed } from '#modules/authority/rules.ts'
import { type LockedComplaint, grantSight, lockComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { placeIn } from '#modules/identity/queries/places.ts'
import { holders, roleBook, unitRows } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { factsBefore } from '#modules/remedy/queries/weigh.ts'
import { noteBegun } from '#modules/settlement/commands.ts'
import { PayoutAsked } from '../events.ts'
import { limitOf } from '../queries/rule.ts'
import { whyNotAccount, whyNotAsk, whyNotAskFee, whyNotNow } from '../rules.ts'
import { factOf } from './lock.ts'

const taskOf = (tx: Tx, id: string) => tx.db.selectFrom('settlement.task').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** The rank that authority asks for what was agreed, whole: in parts it is not asked of anybody less. */
const rankFor = async (tx: Tx, complaint: LockedComplaint, { kind, amount_fen }: { readonly kind: string; readonly amount_fen: number }): Promise<number> => {
  const read = readerOf(tx.db)
  const [pack, before] = [await currentPack(read, tx.actor.organizationId), await factsBefore(read, tx.actor.organizationId, complaint, tx.now)]
  return needed(await pack.policy('authority'), { ...before, kind: [kind], totalFen: amount_fen }, pack.body.positions).rank
}

/** Whose role may approve payouts at all. */
const mayApprove = async (tx: Tx): Promise<ReadonlySet<string>> => {
  const read = readerOf(tx.db)
  const { roles } = await roleBook(read, tx.actor.organizationId)
  const may = new Set(roles.filter((r) => allows(r.permissions)('payout.approve')).map((r) => r.code))
  return new Set((await holders(read, tx.actor.organizationId)).filter((h) => may.has(h.role)).map((h) => h.personId))
}

/** Whoever may approve it hears of it: those whose it is to pay, and beyond their limit those who have the authority. */
const tellDeciders = async (tx: Tx, complaint: LockedComplaint, unitId: string, neededRank: number, agreedFen: number) => {
  const read = readerOf(tx.db)
  const payers = (await holders(read, tx.actor.organizationId)).filter((h) => h.unitId === unitId && h.role === 'finance').map((h) => h.personId)
  const allowed = await mayApprove(tx)
  const above = agreedFen > await limitOf(read, tx.actor.organizationId) || !payers.length ? (await whoHasRank(read, tx.actor.organizationId, { unitId: complaint.unit_id, neededRank: Math.max(1, neededRank), about: complaint.accused ?? [] })).filter((h) => allowed.has(h.personId) && h.personId !== tx.actor.id) : []
  const least = above[0]?.rank
  const asked = [...payers, ...above.filter((h) => h.rank === least).map((h) => h.personId)]
  if (complaint.confidential) for (const id of asked) await grantSight(tx, complaint, id, 'approval')
  await tell(tx, { to: asked, name: 'payoutAsked', subject: subjectOf(complaint), payload: { number: complaint.number } })
}

/** Two who ask at once for the same thing meet at the index. */
const refusingAnother = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (sqlState(error)?.constraint === 'payout_alive') throw new Problem(payoutAlive)
    throw error
  }
}

interface What { readonly owedId: string; readonly opinionId: string | null; readonly unitId: string; readonly kind: string; readonly agreedFen: number; readonly amountFen: number }
type Given = Pick<z.output<typeof contract.askPayout.input>, 'way' | 'payee' | 'bank' | 'account' | 'note'>

/** What of something is paid by now, and whether more is on its way. */
const standing = async (tx: Tx, owedId: string) => {
  const due = await tx.db.selectFrom('payout.due').select('paid_fen').where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', owedId).executeTakeFirst()
  const alive = await tx.db.selectFrom('payout.payout').select('id').where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', owedId).where('state', 'in', ['asked', 'approved']).executeTakeFirst()
  return { paidFen: due?.paid_fen ?? 0, alive: alive !== undefined, isNew: due === undefined }
}

const enter = async (tx: Tx, complaint: LockedComplaint, what: What, { way, payee, bank, account, note }: Given, isNew: boolean): Promise<string> => {
  const organization_id = tx.actor.organizationId
  const odd = whyNotAccount(way, account)
  if (odd) throw new Problem(odd, {}, 'account')
  const neededRank = await rankFor(tx, complaint, { kind: what.kind, amount_fen: what.agreedFen })
  if (isNew) await tx.db.insertInto('payout.due').values({ organization_id, task_id: what.owedId, complaint_id: complaint.id, agreed_fen: what.agreedFen, opinion_id: what.opinionId }).execute()
  const payout = { id: newId(), number: await nextNumber(tx, 'payout.payout', complaint.number, 'Z') }
  await refusingAnother(tx.db.insertInto('payout.payout').values({
    organization_id, ...payout, complaint_id: complaint.id, task_id: what.owedId, unit_id: what.unitId, amount_fen: what.amountFen, way, payee, bank: bank || null, account: account || null, note: note || null,
    needed_rank: neededRank, state: 'asked', asked_by: tx.actor.id, asked_at: tx.now,
  }).execute())
  await touch(tx, complaint, {})
  await tx.record(PayoutAsked, { subject: subjectOf(complaint), payload: await factOf(tx, payout.id) })
  await tellDeciders(tx, complaint, what.unitId, neededRank, what.agreedFen)
  return payout.id
}

/** Money that was agreed is asked for: all of it, or a part. */
export const ask = command('payout.ask', async (tx, input: z.output<typeof contract.askPayout.input>) => {
  const unlocked = await taskOf(tx, input.taskId).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  const task = await taskOf(tx, input.taskId).forUpdate().executeTakeFirstOrThrow()
  const { paidFen, alive, isNew } = await standing(tx, task.id)
  const refusal = whyNotAsk(tx.actor, task, complaint, { amountFen: input.amountFen, paidFen, alive })
  if (refusal) throw new Problem(refusal)
  const id = await enter(tx, complaint, { owedId: task.id, opinionId: null, unitId: task.unit_id, kind: task.kind, agreedFen: task.amount_fen, amountFen: input.amountFen }, input, isNew)
  await noteBegun(tx, complaint, task.id)
  return { id }
})

const opinionOf = (tx: Tx, id: string) => tx.db.selectFrom('expert.opinion').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** Whose it is to pay fees, as the pack says of such items. */
const feeUnit = async (tx: Tx, complaint: LockedComplaint): Promise<string> => {
  const read = readerOf(tx.db)
  const [{ body }, units] = [await currentPack(read, tx.actor.organizationId), await unitRows(read, tx.actor.organizationId)]
  const rule = body.execution.find((one) => one.kind === 'fees')
  return (rule && placeIn(units, complaint.unit_id, { kind: rule.unitKind })) ?? complaint.unit_id
}

/** The fee of an expert outside is asked for, whole. */
export const askFee = command('payout.askFee', async (tx, { id: opinionId, ...given }: z.output<typeof contract.askFee.input>) => {
  const unlocked = await opinionOf(tx, opinionId).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const closed = whyNotNow(complaint, 'closed')
  if (closed) throw new Problem(closed)
  const opinion = await opinionOf(tx, opinionId).executeTakeFirstOrThrow()
  const unitId = await feeUnit(tx, complaint)
  const { paidFen, alive, isNew } = await standing(tx, opinionId)
  const refusal = whyNotAskFee(tx.actor, opinion, complaint, { unitId, paidFen, alive })
  if (refusal) throw new Problem(refusal)
  // Who pays has nothing else to do with the case.
  if (!complaint.confidential && unitId !== complaint.unit_id) await grantSight(tx, complaint, unitId, 'task')
  return { id: await enter(tx, complaint, { owedId: opinionId, opinionId, unitId, kind: 'fees', agreedFen: opinion.fee_fen, amountFen: opinion.fee_fen }, given, isNew) }
})
