import { localDay, startOfDay } from '#kernel/calendar.ts'
import { DAY, HOUR, MINUTE, type Instant, iso, plusMs } from '#kernel/time.ts'
import { write, writeFromCustomer } from '#modules/communication/commands.ts'
import { acknowledge as acknowledgeIt, classify as classifyIt, restate as restateIt } from '#modules/complaint/commands/handle.ts'
import { keep, make } from '#modules/promise/commands.ts'
import { accept, handOver, takeOver as takeItOver } from '#modules/routing/commands.ts'
import { retold, visitorOf } from './acts-register.ts'
import { versionOf } from './peek.ts'
import { type Act, type Play, actorOf, matterAt } from './play.ts'
import { sayIt } from './say.ts'
import { fill, pick } from './words.ts'

const HOW = { phone: 'phone', walkIn: 'inPerson', letter: 'letter', email: 'email', web: 'phone', card: 'phone', social: 'message', field: 'phone', dealer: 'phone', regulator: 'letter', colleague: 'phone', automatic: 'phone' } as const

export const acknowledge: Act = async (play, folder) => {
  const { words } = play
  const later = folder.index % 2 ? { whyNotNow: pick(words.whyNotNow, folder.index), nextOn: localDay(play.timeZone, plusMs(play.now, 2 * DAY)) } : {}
  await play.run(actorOf(folder), acknowledgeIt, { id: folder.id, how: HOW[folder.row.via], note: pick(words.accepted, folder.index), ...later })
}

export const restate: Act = async (play, folder) => {
  await play.run(actorOf(folder), restateIt, { id: folder.id, text: retold(play, folder), confirmed: true, how: folder.row.via === 'walkIn' ? 'inPerson' : 'phone' })
}

/** What came in by itself gets its category from the handler. */
export const classify: Act = async (play, folder) => {
  const { category, severity } = matterAt(folder, 0)
  const [pointId] = folder.points
  if (category && pointId) await play.run(actorOf(folder), classifyIt, { id: folder.id, version: await versionOf(play, folder), pointId, categoryCode: category, severity })
}

const say = (kind: 'note' | 'call' | 'reply', text: (play: Play, number: number) => string, more: { reached?: boolean; answersInFull?: boolean } = {}): Act => async (play, folder) => {
  folder.messages++
  await sayIt(play, folder, write, { complaintId: folder.id, kind, text: text(play, folder.index + folder.messages), ...more })
}

export const note = say('note', ({ words }, i) => pick(words.notes, i))
export const call = say('call', ({ words }, i) => pick(words.calls, i), { reached: true })
export const missedCall = say('call', ({ words }, i) => pick(words.missedCalls, i), { reached: false })
export const reply = say('reply', ({ words }, i) => pick(words.replies, i))
export const takenBack = say('call', ({ words }) => words.withdrew, { reached: true })

/** A full and kind answer where the fault is not ours. */
export const explain: Act = async (play, folder) => {
  const { words } = play
  const text = fill(pick(words.kindly, folder.index), { finding: matterAt(folder, 0).finding, explanation: pick(words.explanation, folder.index), help: pick(words.help, folder.index) })
  await sayIt(play, folder, write, { complaintId: folder.id, kind: 'reply', text, answersInFull: true })
}

export const fromCustomer: Act = async (play, folder) => {
  await play.run(await visitorOf(play, folder), writeFromCustomer, { complaintId: folder.id, text: pick(play.words.fromCustomer, folder.index), fileIds: [] })
}

const EVENINGS = [18 * 60, 20 * 60 + 30, 22 * 60, 23 * 60 + 59]

/** This evening, or later if it is late already. */
const tonight = ({ timeZone, today }: Play): Instant => {
  const midnight = startOfDay(timeZone, localDay(timeZone, today))
  return EVENINGS.map((minute) => plusMs(midnight, minute * MINUTE)).find((at) => at > plusMs(today, 20 * MINUTE)) ?? plusMs(today, 2 * HOUR)
}

/** Something the customer was told we would do, within so many hours or this evening. */
export const promise = (hours: number | 'tonight'): Act => async (play, folder) => {
  const due = hours === 'tonight' ? tonight(play) : plusMs(play.now, hours * HOUR)
  const { id } = await play.run(actorOf(folder), make, { complaintId: folder.id, text: pick(play.words.promises, hours === 'tonight' ? 0 : 1 + folder.index % 4), dueAt: iso(due) })
  folder.promiseId = id
}

export const keepPromise: Act = async (play, folder) => {
  await play.run(actorOf(folder), keep, { id: folder.promiseId, result: pick(play.words.kept, folder.index) })
}

/** The case is offered to somebody else, with its story. */
export const passOn = (to: 'director' | 'officer'): Act => async (play, folder) => {
  const story = to === 'director' ? play.words.handover : pick(play.words.handedOver, folder.index)
  // Who has it already gives it to the other of the two.
  const taker = play.cast[to].id === folder.handler.id ? play.cast[to === 'director' ? 'officer' : 'director'] : play.cast[to]
  const { id } = await play.run(actorOf(folder), handOver, { complaintId: folder.id, toPersonId: taker.id, story })
  folder.takerId = taker.id
  folder.handoverId = id
}

export const takeFrom: Act = async (play, folder) => {
  const taker = play.cast.members.find((m) => m.id === folder.takerId) ?? play.cast.officer
  await play.run(taker.actor, accept, { id: folder.handoverId, tell: 'none' })
  folder.handler = taker
}

export const takeOver: Act = async (play, folder) => {
  await play.run(play.cast.director.actor, takeItOver, { complaintId: folder.id, reason: play.words.takenOver, tell: 'none' })
  folder.handler = play.cast.director
}
