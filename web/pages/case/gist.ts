import type { TFunction } from 'i18next'
import type { Case } from '#contract/casefile.ts'
import type { PackView } from '#contract/packs.ts'
import { positionName } from '../../modules/remedy/Needs.tsx'
import { worthOf } from '../../modules/remedy/worth.ts'
import { momentWords } from '../../ui/time-words.ts'
import { money } from '../../ui/money.ts'
import { remedyIn } from './next.ts'

/** Columns of a line, a Chinese character taking two. */
const LONG = 80
const isWide = (sign: string) => sign > '\u2e7f'

/** As much of a text as a line holds; no emoji and no Latin word is cut in two. */
const beginning = (words: string): string => {
  let columns = 0
  let cut = ''
  for (const sign of words) {
    columns += isWide(sign) ? 2 : 1
    if (columns > LONG) return `${/[\w’'-]/.test(sign) ? cut.replace(/(?<=\s)[\w’'-]+$/, '').trimEnd() : cut}…`
    cut += sign
  }
  return words
}

/** One line that names the case: our reading of its first point, else the beginning of the customer's words. */
export const headline = (t: TFunction, it: Case): string => {
  const first = it.points[0]
  const words = (first?.reading || first?.text || it.number).split(/[\n。！？!?]|\.\s/)[0] ?? ''
  const short = beginning(words)
  return it.points.length > 1 ? t('case:header.andMore', { words: short, count: it.points.length }) : short
}

export const wantsOf = (t: TFunction, it: Case): readonly string[] => {
  const wants = it.points.flatMap((point) => (point.wants ? [point.wants] : []))
  return [...new Set(wants), ...(it.claimFen ? [t('case:gist.claim', { amount: money(it.claimFen) })] : [])]
}

export const promisedOf = (t: TFunction, it: Case, now: number): readonly string[] => {
  const open = it.promises.filter((promise) => promise.state === 'open').map((promise) => t('case:gist.promise', { at: momentWords(t, promise.dueAt, now, { zone: it.timeZone, end: true }), words: promise.text }))
  const offered = remedyIn(it, 'offered', 'agreed', 'fulfilled')
  return [...open, ...(offered ? [t(offered.state !== 'offered' ? 'case:gist.agreed' : 'case:gist.offered', { amount: worthOf(t, offered) })] : [])]
}

type Stuck = (t: TFunction, it: Case, pack: PackView, now: number) => string | null

const atHandover: Stuck = (t, it) => {
  const pending = it.handovers.find((handover) => handover.state === 'pending')
  return pending ? t('case:gist.stuck.handover', { name: pending.to.name }) : null
}
const atApproval: Stuck = (t, it, pack) => {
  const waiting = remedyIn(it, 'awaitingApproval')
  return waiting ? t('case:gist.stuck.approval', { amount: worthOf(t, waiting), position: positionName(pack.positions, waiting.approver?.positionCode ?? '') }) : null
}
const atAnswer: Stuck = (t, it, _pack, now) => {
  const offered = remedyIn(it, 'offered')
  return offered ? t('case:gist.stuck.answer', { at: momentWords(t, offered.offeredAt ?? offered.proposedAt, now, { zone: it.timeZone }) }) : null
}
const atCounter: Stuck = (t, it) => {
  const countered = remedyIn(it, 'countered')
  const demand = countered?.answers.at(-1)?.counterFen
  return countered ? t('case:gist.stuck.counter', { amount: demand ? money(demand) : '' }) : null
}
const atTasks: Stuck = (t, it) => {
  const open = it.tasks.filter((task) => task.state === 'open' || task.state === 'begun')
  return open.length > 0 ? t('case:gist.stuck.tasks', { count: open.length, units: [...new Set(open.map((task) => task.unitName))].join(t('common:listSeparator')) }) : null
}
const atStage: Stuck = (t, it) => t(`case:gist.stuck.stage.${it.stage}`)

/** Where it is stuck, in one sentence: the first thing that somebody else or we have to do. */
export const stuckAt: Stuck = (t, it, pack, now) => {
  if (it.state === 'closed') return t('case:gist.stuck.closed')
  for (const ask of [atHandover, atApproval, atCounter, atAnswer, atTasks, atStage]) {
    const words = ask(t, it, pack, now)
    if (words) return words
  }
  return null
}
