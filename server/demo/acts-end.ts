import { attempt as attemptIt, record } from '#modules/follow-up/commands.ts'
import { ownFollowUp } from '#contract/follow-up.ts'
import { localDay } from '#kernel/calendar.ts'
import { Problem } from '#kernel/problem.ts'
import { close as closeIt, reopen as reopenIt } from '#modules/complaint/commands/close.ts'
import { rate as rateIt } from '#modules/portal/commands/answer.ts'
import { ask } from '#modules/payout/commands/ask.ts'
import { approve } from '#modules/payout/commands/decide.ts'
import { pay } from '#modules/payout/commands/pay.ts'
import { noteReview } from '#modules/review/commands.ts'
import { begin, complete } from '#modules/settlement/commands.ts'
import { sendNotice } from '#modules/settlement/notice.ts'
import { tellBodies } from './acts-outside.ts'
import { photograph, visitorOf } from './acts-register.ts'
import type { Member } from './cast.ts'
import { customerOf, followUpOf, openTasksOf, payoutOf, versionOf, waitingReviewOf } from './peek.ts'
import { type Act, type Folder, type Play, actorOf, matterAt } from './play.ts'
import { sayIt } from './say.ts'
import { fill, pick } from './words.ts'

const MONEY = ['refund', 'priceReduction', 'damages', 'fees', 'extra']
const RESULTS: Readonly<Record<string, 'repair' | 'visit' | 'gift'>> = { repair: 'repair', rework: 'repair', visit: 'visit', invitation: 'visit', gift: 'gift' }
const MENDING = ['repair', 'rework']
/** What only a picture shows. */
const SHOWN = ['publicApology', 'training']
const GOODS = ['replacement', 'return', 'substitute']

const resultOf = ({ words }: Play, kind: string): string => {
  return GOODS.includes(kind) ? words.results.goods : words.results[RESULTS[kind] ?? 'other']
}

/** Who of the unit does it: finance the money, the handler what falls to the own unit. */
const doerOf = ({ cast }: Play, folder: Folder, task: Task): Member => {
  const here = cast.members.filter((m) => m.unitId === task.unit_id && m.actor.may('settlement.complete'))
  const payer = MONEY.includes(task.kind) ? payerOf(cast, task) : undefined
  return payer ?? here.find((m) => m.id === folder.handler.id) ?? here[0] ?? cast.director
}

interface Task { readonly id: string; readonly kind: string; readonly unit_id: string; readonly state: string; readonly amount_fen: number }

const openTasks = async (play: Play, folder: Folder, which: Which): Promise<readonly Task[]> =>
  (await openTasksOf(play, folder)).filter((t) => which === 'all' || !(MONEY.includes(t.kind) || MENDING.includes(t.kind)))

/** `atOnce`: what takes neither a bank nor a workshop. */
type Which = 'all' | 'atOnce'
const PAID_BY = [{ way: 'bank', mark: 'ICBC' }, { way: 'alipay', mark: 'ALIPAY' }, { way: 'wechat', mark: 'WXPAY' }] as const

/** Where there is no finance department, the management pays. */
const payerOf = ({ members }: Play['cast'], { unit_id }: Task): Member | undefined => {
  const able = members.filter((m) => m.actor.may('payout.pay') && (m.actor.units === 'all' || m.actor.units.includes(unit_id)))
  return able.find((m) => m.role === 'finance') ?? able[0]
}

/** Money is asked for by who looks after the case, approved by somebody else, and paid. */
const payOut = async (play: Play, folder: Folder, task: Task) => {
  const { members, director } = play.cast
  const payer = payerOf(play.cast, task) ?? director
  const { way, mark } = pick(PAID_BY, folder.index)
  const { name } = await customerOf(play, folder)
  const account = way === 'bank' ? `6222 0200 0000 ${1_000 + folder.index}` : `1390000${1_000 + folder.index}`
  const asker = folder.handler.actor.may('payout.ask') ? folder.handler : director
  const { id } = await play.run(asker.actor, ask, { taskId: task.id, amountFen: task.amount_fen, way, payee: name, bank: null, account, note: null })
  const judges = members.filter((m) => m.id !== asker.id && m.actor.may('payout.approve') && (m.id === payer.id || m.actor.units === 'all')).sort((a, b) => b.rank - a.rank)
  const judge = judges[0] ?? director
  await play.run(judge.actor, approve, { id, version: 1, comment: '' })
  const { number } = await payoutOf(play, id)
  await play.run(payer.actor, pay, { id, version: 2, reference: `${mark}-${730_140 + folder.index * 37 + Number(number.split('-Z').at(-1))}`, on: localDay(play.timeZone, play.now), evidence: [] })
}

const finish = async (play: Play, folder: Folder, task: Task, number: number) => {
  if (MONEY.includes(task.kind)) return payOut(play, folder, task)
  const { actor } = doerOf(play, folder, task)
  const signed = folder.index % 3 === 0 || SHOWN.includes(task.kind)
  const evidence = signed ? [await photograph(play, actor, 'paper', folder.index * 10 + number, play.words.signed)] : []
  const reference = signed ? null : `QS-${1_400 + folder.index * 3 + number}`
  await play.run(actor, complete, { id: task.id, result: resultOf(play, task.kind), reference, evidence })
}

export const beginTasks: Act = async (play, folder) => {
  for (const task of (await openTasks(play, folder, 'all')).filter((t) => t.state === 'open')) await play.run(doerOf(play, folder, task).actor, begin, { id: task.id })
}

export const carryOut = (which: Which): Act => async (play, folder) => {
  for (const [i, task] of (await openTasks(play, folder, which)).entries()) await finish(play, folder, task, i)
}

/** The written notice: every point is answered. */
export const notify: Act = async (play, folder) => {
  const { words } = play
  const answers = folder.points.map((pointId, i) => ({ pointId, answer: fill(['ours', 'shared'].includes(matterAt(folder, i).liability) ? words.noticeOurs : words.noticeOther, { finding: matterAt(folder, i).finding }) }))
  const { name, phone } = folder.handler
  await sayIt(play, folder, sendNotice, { complaintId: folder.id, answers, contact: fill(words.contact, { person: name, phone }), furtherWays: words.furtherWays })
}

/** A no in writing to every point, with where else the customer may go. */
export const lastWord: Act = async (play, folder) => {
  const { words } = play
  const { name, phone } = folder.handler
  const answers = folder.points.map((pointId) => ({ pointId, answer: words.finalWord }))
  await sayIt(play, folder, sendNotice, { complaintId: folder.id, answers, contact: fill(words.contact, { person: name, phone }), furtherWays: words.furtherWays })
}

const isOwn = (error: unknown): boolean => error instanceof Problem && error.refusal === ownFollowUp

/** Asked by the first of those who look after customers that had no hand in the case. */
const byAnother = async (play: Play, work: (caller: Member) => Promise<unknown>) => {
  const { officer, director, members } = play.cast
  const callers = [officer, director, ...members.filter((m) => m !== officer && m !== director && m.actor.may('follow-up.record') && m.actor.units === 'all')]
  for (const caller of callers) {
    const asked = await work(caller).then(() => true, (error: unknown) => { if (isOwn(error)) return false; throw error })
    if (asked) return
  }
  throw new Error('everybody had a hand in it')
}

const HAPPY = [5, 4, 5, 5, 4, 3]

export const followUp = (satisfied: boolean, score?: number): Act => async (play, folder) => {
  const due = await followUpOf(play, folder)
  const comment = pick(satisfied ? play.words.pleased : play.words.displeased, folder.index)
  const answers = Object.fromEntries(play.body['follow-up'].filter((q) => q.type === 'yesNo' && q.code !== 'satisfied').map((q, i) => [q.code, satisfied || i % 2 ? 'yes' : 'no']))
  const early = play.now < due.earliest_at
  await byAnother(play, (caller) => play.run(caller.actor, record, { id: due.id, satisfied, score: score ?? (satisfied ? pick(HAPPY, folder.index) : 2), via: 'phone', comment: comment || null, answers, ...(early ? { early } : {}) }))
}

export const rate = (satisfied: boolean): Act => async (play, folder) => {
  await play.run(await visitorOf(play, folder), rateIt, { complaintId: folder.id, score: satisfied ? 5 : 1, satisfied, text: pick(satisfied ? play.words.pleased : play.words.displeased, folder.index) || null })
}

export const attempt = (via: 'phone' | 'sms', note: number): Act => async (play, folder) => {
  const { id } = await followUpOf(play, folder)
  await byAnother(play, (caller) => play.run(caller.actor, attemptIt, { id, via, note: pick(play.words.tried, note) }))
}

/** What was serious is looked at together by who leads. */
const lookTogether: Act = async (play, folder) => {
  const review = await waitingReviewOf(play, folder)
  if (review) await play.run(play.cast.director.actor, noteReview, { id: review.id, heldOn: localDay(play.timeZone, play.now), finding: pick(play.words.improvements, folder.index) })
}

export const close = (outcome?: 'withdrawn' | 'explained' | 'declined'): Act => async (play, folder) => {
  await lookTogether(play, folder)
  await tellBodies(play, folder)
  const { words } = play
  const summary = { cause: matterAt(folder, 0).finding, effect: pick(words.effects, outcome ? 1 : folder.index % 3 === 1 ? 2 : 0), improvement: pick(words.improvements, folder.index) }
  await play.run(actorOf(folder), closeIt, { id: folder.id, version: await versionOf(play, folder), summary, ...(outcome ? { outcome } : {}), ...(outcome === 'withdrawn' ? { reason: words.withdrew } : {}) })
}

export const reopen: Act = async (play, folder) => {
  await play.run(actorOf(folder), reopenIt, { id: folder.id, reason: play.words.reopened })
}
