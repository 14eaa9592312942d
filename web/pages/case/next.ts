import type { Case } from '#contract/casefile.ts'
import type { RemedyState } from '#contract/remedy.ts'
import { isPaid } from '#contract/settlement.ts'
import type { Panel } from './scene.ts'

/** Where an action is done on this page, on which thing, and why it cannot be done now. */
export interface Doable { readonly panel: Panel | null; readonly on?: string | undefined; readonly whyNot: string | null }

export const holdingFinding = (it: Case, pointId: string) => it.findings.find((finding) => finding.pointId === pointId && !finding.superseded)
export const pointsWithoutFinding = (it: Case) => it.points.filter((point) => !holdingFinding(it, point.id))
export const remedyIn = (it: Case, ...states: readonly RemedyState[]) => it.remedies.findLast((remedy) => states.includes(remedy.state))

const may = (it: Case, command: string) => it.may[command] ?? null

const plain = (panel: Panel) => (it: Case, action: string): Doable => ({ panel, whyNot: may(it, action) })

const onRemedy = (panel: Panel, verb: string, ...states: readonly RemedyState[]) => (it: Case): Doable => {
  const remedy = remedyIn(it, ...states)
  return { panel: remedy ? panel : null, on: remedy?.id, whyNot: remedy?.may[verb] ?? null }
}

/** The open task that this person may do; else the first one that waits for somebody. */
const isOpen = (task: Case['tasks'][number]) => task.state === 'open' || task.state === 'begun'
const openTask = (it: Case) => it.tasks.find((each) => isOpen(each) && each.whyNot === null) ?? it.tasks.find(isOpen)

const onTask = (it: Case): Doable => {
  const task = openTask(it)
  // Money is asked for by who looks after the case, whoever pays it.
  if (task && isPaid(task.kind)) return { panel: 'askPayout', on: task.id, whyNot: null }
  return { panel: task ? 'task' : null, on: task?.id, whyNot: task?.whyNot ?? null }
}

const onFollowUp = (it: Case): Doable => {
  const due = it.followUps.find((each) => each.state === 'due')
  return { panel: due ? 'followUp' : null, on: due?.id, whyNot: due?.whyNot ?? null }
}

const WAYS: Readonly<Record<string, (it: Case, action: string) => Doable>> = {
  'complaint.acknowledge': plain('acknowledge'), 'complaint.restate': plain('restate'), 'complaint.changeUrgency': plain('urgency'), 'complaint.close': plain('close'), 'complaint.reopen': plain('reopen'),
  'complaint.classify': (it, action) => ({ ...plain('classify')(it, action), on: (it.points.find((point) => !point.categoryCode) ?? it.points[0])?.id }),
  'investigation.verify': plain('verify'),
  'investigation.addFinding': (it, action) => ({ ...plain('finding')(it, action), on: (pointsWithoutFinding(it)[0] ?? it.points[0])?.id }),
  'remedy.propose': plain('propose'),
  'remedy.approve': onRemedy('decide', 'approve', 'awaitingApproval'),
  'remedy.offer': onRemedy('offer', 'offer', 'approved'),
  'remedy.answer': onRemedy('answer', 'answer', 'offered'),
  'remedy.declineCounter': onRemedy('declineCounter', 'declineCounter', 'countered'),
  'settlement.begin': onTask, 'settlement.complete': onTask,
  'settlement.sendNotice': plain('notice'),
  'follow-up.record': onFollowUp, 'follow-up.attempt': onFollowUp,
  'promise.keep': (it) => ({ panel: 'promise', on: it.promises.find((promise) => promise.state === 'open')?.id, whyNot: null }),
  'communication.write': plain('write'), 'promise.make': plain('write'),
  'routing.handOver': plain('handOver'), 'routing.takeOver': plain('takeOver'),
}

/** What the sentence of the next action names: the customer, and where there is one the promise or task itself. */
export const namesFor = (it: Case, action: string) => {
  const promise = it.promises.find((each) => each.state === 'open')
  const task = openTask(it)
  return { name: it.customer.name, words: action.startsWith('promise.') ? promise?.text ?? '' : task?.title ?? '' }
}

export const doable = (it: Case, action: string): Doable => WAYS[action]?.(it, action) ?? { panel: null, whyNot: may(it, action) }
