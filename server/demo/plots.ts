import { leaveGoods, sendForm } from './acts-beside.ts'
import { attempt, beginTasks, carryOut, close, followUp, lastWord, notify, rate, reopen } from './acts-end.ts'
import { consult, examine } from './acts-expert.ts'
import { arrive, know } from './acts-register.ts'
import { goOutside } from './acts-outside.ts'
import { answer, decide, declineCounter, declineDemand, find, offer, offerInWriting, propose } from './acts-remedy.ts'
import { layOut, signBoth } from './acts-settle.ts'
import { acknowledge, call, classify, explain, fromCustomer, keepPromise, missedCall, note, passOn, promise, reply, restate, takeFrom, takeOver, takenBack } from './acts-talk.ts'
import type { Act } from './play.ts'

/** One act: so many days and then so many open minutes after the one before, in the shop (every day) or the office (weekdays). */
export interface Step { readonly days: number; readonly minutes: number; readonly at: 'shop' | 'office'; readonly act: Act }

const shop = (minutes: number, act: Act): Step => ({ days: 0, minutes, at: 'shop', act })
const office = (minutes: number, act: Act): Step => ({ days: 0, minutes, at: 'office', act })
const later = (days: number, minutes: number, act: Act): Step => ({ days, minutes, at: 'office', act })

const heard = [shop(16, acknowledge), shop(6, restate)]
const proposed = [shop(20, propose()), office(70, decide('approved'))]
const agreed = [...proposed, shop(15, offerInWriting)]
const done = [shop(40, carryOut('atOnce')), shop(10, beginTasks), later(1, 90, carryOut('all')), shop(25, notify)]
const asked = [later(3, 40, followUp(true)), shop(80, close())]
const LUKEWARM = 3

/** How cases go: what an organisation goes through in a year. */
const ENDED: Readonly<Record<string, readonly Step[]>> = {
  quick: [shop(16, acknowledge), shop(45, find(false)), ...proposed, shop(15, offer), shop(12, answer('accept')), ...done, ...asked],
  satisfied: [shop(16, acknowledge), shop(90, call), shop(150, find(true)), ...proposed, shop(15, offer), shop(70, answer('accept')), ...done, ...asked],
  steady: [...heard, shop(15, know), shop(10, promise(26)), shop(120, note), shop(300, find(true)), shop(60, keepPromise), ...agreed, shop(240, answer('accept', true)), ...done, ...asked],
  slow: [shop(150, acknowledge), shop(10, restate), shop(20, promise(20)), later(2, 60, keepPromise), shop(30, find(false)), ...agreed, shop(60, answer('accept')), ...done, ...asked],
  late: [later(1, 60, acknowledge), shop(30, restate), later(3, 60, find(false)), later(2, 30, propose()), later(1, 60, decide('approved')), shop(15, offerInWriting), shop(200, answer('accept')), later(3, 60, carryOut('all')), shop(25, notify), later(5, 40, followUp(true, LUKEWARM)), shop(80, close())],
  mended: [...heard, shop(120, find(true)), ...agreed, shop(120, answer('accept')), ...done, later(3, 40, followUp(false)), office(60, call), shop(30, propose(1.2)), office(70, decide('approved')), shop(15, offerInWriting), shop(90, answer('accept')), ...done, ...asked],
  passed: [...heard, shop(60, passOn('officer')), office(40, takeFrom), shop(30, call), shop(90, find(false)), ...agreed, shop(60, answer('accept')), ...done, ...asked],
  haggled: [...heard, shop(15, know), shop(150, find(true)), ...agreed, shop(200, answer('counter')), office(90, declineCounter), shop(30, propose(1.15)), office(60, decide('approved')), shop(20, offer), shop(120, answer('accept')), ...done, ...asked],
  portal: [shop(35, acknowledge), shop(6, classify), shop(12, reply), shop(240, fromCustomer), shop(60, find(true)), ...agreed, shop(200, answer('accept', true)), ...done, later(2, 30, rate(true)), shop(60, close())],
  silent: [...heard, shop(120, find(true)), ...agreed, shop(60, answer('accept')), ...done, later(2, 60, attempt('phone', 0)), later(1, 120, attempt('phone', 1)), later(1, 60, attempt('sms', 2)), office(90, close())],
  explained: [...heard, shop(180, find(true)), shop(20, explain), later(1, 60, close('explained'))],
  declined: [...heard, shop(120, find(false)), shop(20, propose()), office(60, decide('approved')), shop(15, offer), shop(120, answer('decline')), office(90, lastWord), office(20, notify), later(2, 60, close('declined'))],
  refused: [...heard, shop(110, examine), shop(10, find(true)), office(90, declineDemand), shop(15, call), office(30, notify), later(2, 60, close('declined'))],
  withdrawn: [...heard, shop(150, find(false)), shop(60, takenBack), shop(10, close('withdrawn'))],
}

/** Told the same day how it stands, as promised. */
const toldSoon = [...heard, shop(25, call)]
const toOffer = [...toldSoon, shop(90, find(true)), ...agreed]
const toYes = [...toOffer, shop(90, answer('accept'))]
const kept = [...toldSoon, shop(10, promise(30)), shop(90, find(true)), shop(30, keepPromise)]

/** Cases that stand somewhere today. */
const OPEN: Readonly<Record<string, readonly Step[]>> = {
  arrived: [],
  looking: [...heard, shop(20, call), shop(10, promise('tonight'))],
  brokenPromise: [...heard, shop(15, promise(6)), shop(30, missedCall)],
  handover: [...heard, shop(20, call), shop(15, passOn('director'))],
  taken: [shop(9, acknowledge), shop(20, restate), shop(10, takeOver), office(10, call), office(15, promise('tonight')), shop(30, note), office(20, consult)],
  liability: [...toldSoon, shop(8, leaveGoods), shop(60, find(true, 1)), shop(20, sendForm), shop(20, note)],
  remedy: [...toldSoon, shop(15, know), shop(8, leaveGoods), shop(12, sendForm), shop(90, find(true)), shop(20, note)],
  returned: [...toldSoon, shop(15, sendForm), shop(60, find(false)), shop(20, propose(1.5)), office(60, decide('returned'))],
  waiting: [...toldSoon, shop(60, find(true)), shop(15, note), shop(20, propose())],
  approved: [...kept, ...proposed],
  offered: [...toOffer, shop(20, layOut)],
  countered: [...kept, ...agreed, shop(120, answer('counter', true))],
  counteredTaken: [...toldSoon, shop(40, takeOver), office(60, find(true)), office(20, propose()), office(15, decide('approved')), office(15, offer), shop(90, answer('counter')), shop(20, note)],
  counterDeclined: [...kept, ...agreed, shop(120, answer('counter')), office(90, declineCounter), office(60, goOutside)],
  paying: [...toOffer, shop(90, signBoth), shop(25, carryOut('atOnce'))],
  mending: [...toYes, shop(8, leaveGoods), shop(25, carryOut('atOnce')), shop(10, beginTasks)],
  closing: [...kept, ...agreed, shop(90, answer('accept')), ...done],
  cameBack: [...heard, shop(15, know), shop(120, find(true)), ...agreed, shop(120, answer('accept')), ...done, later(3, 40, followUp(false))],
  reopened: [...heard, shop(120, find(true)), ...agreed, shop(120, answer('accept')), ...done, ...asked, later(3, 30, reopen), shop(5, note)],
}

/** Every plot begins with the complaint's arrival. */
export const plotOf = (name: string): readonly Step[] => {
  const steps = ENDED[name] ?? OPEN[name]
  if (!steps) throw new Error(`no plot ${name}`)
  return [shop(0, arrive), ...steps]
}
