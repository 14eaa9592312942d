import type { Log } from './log.ts'

interface Given<T> {
  readonly name: string
  readonly log: Log
  /** How many are under way at once, in all. */
  readonly atOnce: number
  /** Takes what is due, at most `room`, nothing for lanes that are busy: whose answer is slow keeps nobody waiting but itself. */
  take(busy: readonly string[], room: number): Promise<readonly T[]>
  laneOf(taken: T): string
  carry(taken: T, stop: AbortSignal): Promise<void>
}

/** Carries what is due to others. `round` sends off and does not wait for answers; whatever lands makes room for the next. */
export const flightsOf = <T>({ name, log, atOnce, take, laneOf, carry }: Given<T>) => {
  const flying = new Map<string, number>()
  const flights = new Set<Promise<void>>()
  const stop = new AbortController()
  let looking: Promise<void> = Promise.resolve()

  const land = (lane: string) => {
    const left = (flying.get(lane) ?? 1) - 1
    if (left > 0) flying.set(lane, left)
    else flying.delete(lane)
    if (left === 0) round().catch((error: unknown) => { log.error({ err: error }, name) })
  }

  const sendOff = (taken: T) => {
    const lane = laneOf(taken)
    flying.set(lane, (flying.get(lane) ?? 0) + 1)
    const flight = carry(taken, stop.signal).catch((error: unknown) => { log.error({ err: error }, name) }).finally(() => {
      flights.delete(flight)
      land(lane)
    })
    flights.add(flight)
  }

  const look = async () => {
    const room = atOnce - flights.size
    if (room <= 0 || stop.signal.aborted) return
    for (const taken of await take([...flying.keys()], room)) sendOff(taken)
  }

  const round = (): Promise<void> => {
    const looked = looking.then(look)
    looking = looked.catch(() => undefined)
    return looked
  }

  return {
    round,
    /** Until nothing is under way and nothing is due. */
    idle: async (): Promise<void> => {
      await looking
      while (flights.size) {
        await Promise.all(flights)
        await looking
      }
    },
    /** What is under way is cut off and goes out again after the next start. */
    stop: async (): Promise<void> => {
      stop.abort()
      await looking
      await Promise.all(flights)
    },
  }
}
export type Flights = ReturnType<typeof flightsOf>
