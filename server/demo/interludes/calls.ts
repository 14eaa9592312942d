import { MINUTE, iso, plusMs } from '#kernel/time.ts'
import { endCall, takeCall } from '#modules/call-back/commands/handle.ts'
import { addLine } from '#modules/call-back/commands/lines.ts'
import { tellCalls } from '#modules/call-back/commands/tell.ts'
import { callBack } from '#modules/call-back/queries.ts'
import type { Drawn } from '../scene.ts'
import { pick } from '../words.ts'
import { at, type Interlude, whoMay } from './interlude.ts'

const lineOf = (front: number) => `0571-0000 02${10 + front}`

const lines = (drawn: Drawn): Interlude => ({
  at: at(drawn, 20, 9),
  play: async (play) => {
    for (const [i, { id }] of play.cast.fronts.entries()) await play.run(play.cast.admin, addLine, { number: lineOf(i), unitId: id })
  },
})

/** A call that nobody took; `after`: how many minutes later somebody rang back. */
const missed = (drawn: Drawn, number: number, days: number, hour: number, after: number | null): Interlude[] => {
  let taskId: string | null = null
  const came = at(drawn, days, hour, number * 17 % 60)
  const told: Interlude = {
    at: came,
    play: async (play) => {
      const { items } = await play.run(play.cast.admin, tellCalls, { items: [{ callId: `demo-${number}`, kind: 'missed', at: iso(came), from: `13800003${100 + number}`, to: lineOf(number % play.cast.fronts.length) }] })
      taskId = items[0]?.taskId ?? null
    },
  }
  if (after === null) return [told]
  const calledBack: Interlude = {
    at: plusMs(came, after * MINUTE),
    play: async (play) => {
      if (!taskId) return
      const { actor } = whoMay(play.cast, 'call-back.end', pick(play.cast.fronts, number).id)
      const version = async () => (await play.ask(actor, callBack, { id: taskId ?? '' })).version
      await play.run(actor, takeCall, { id: taskId, version: await version() })
      await play.run(actor, endCall, { id: taskId, version: await version(), result: number % 2 ? 'settled' : 'notWanted', note: pick(play.words.beside.calledBack, number) })
    },
  }
  return [told, calledBack]
}

/** Calls that were missed and rung back, and two of today that wait. */
export const callsOf = (drawn: Drawn): Interlude[] => [
  lines(drawn),
  ...([[6, 12, 25], [5, 19, 40], [4, 10, 12], [3, 17, 55], [2, 13, 18], [1, 18, 30], [0, 9, null], [0, 10, null]] as const).flatMap(([days, hour, after], i) => missed(drawn, i, days, hour, after)),
]
