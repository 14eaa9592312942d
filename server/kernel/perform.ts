import { notAllowed } from '#contract/common.ts'
import { type Actor, callerOf } from './actor.ts'
import type { BatchItem, Caller, Command, Perform, Performed } from './command.ts'
import { type Db, type How, asActor, cameFromCommit, sqlState } from './db.ts'
import { type Keyed, claim, keep } from './idempotency.ts'
import { Problem } from './problem.ts'
import type { Reaction } from './reaction.ts'
import { openTx } from './record.ts'
import type { Clock } from './time.ts'

interface Waiting extends Keyed { readonly done: (performed: Performed<unknown>) => void; readonly failed: (error: unknown) => void }
interface Queue { readonly waiting: Waiting[]; running: number; arrived: () => void }

const MOST_AT_ONCE = 48
// One at a time: two would wait for each other's running numbers, and the larger group costs less for each.
const BATCHES_AT_ONCE = 1
const GATHER_MS = 5

const TRIES = 3

/** Two writes that wait for each other: PostgreSQL ends one of them, which loses nothing by being done again. */
const withPatience = async <T>(work: () => Promise<T>, left = TRIES - 1): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (left > 0 && !cameFromCommit(error) && sqlState(error)?.code === '40P01') return withPatience(work, left - 1)
    throw error
  }
}

/**
 * The only place that opens a write transaction. Command, events, reactions and jobs commit together or not at all.
 * Commands with a batch form are committed in groups: who waits while a transaction runs shares the next one, and is
 * answered after its own commit. A group that fails is done again one by one, so that one bad input spoils nobody else's;
 * not when the commit failed, which may have been done: who asked with a key asks again.
 */
export const performer = (db: Db, reactions: readonly Reaction[], clock: Clock, committed: () => void = () => undefined, how: Exclude<How, 'read'> = 'write'): Perform => {
  const queues = new Map<string, Queue>()

  const alone = async (command: Command<unknown, unknown>, caller: Caller, input: unknown): Promise<Performed<unknown>> => {
    const performed = await withPatience(() => asActor(db, caller.actor, async (open) => {
      const now = clock()
      const [mine] = await claim(open, command.name, [{ caller, input }], now)
      if (mine?.kind === 'replay') return { output: mine.output, replayed: true }
      const output = await command.run(openTx(open, caller.actor, now, command.name, reactions), input)
      await keep(open, [{ caller, input }], [output])
      return { output, replayed: false }
    }, how))
    committed()
    return performed
  }

  const together = async (command: Command<unknown, unknown>, group: readonly Waiting[]): Promise<readonly Performed<unknown>[]> => {
    const shared = sharedActor(group.map((w) => w.caller.actor))
    return asActor(db, shared, async (open) => {
      const now = clock()
      const claims = await claim(open, command.name, group, now)
      const fresh = group.filter((_, i) => claims[i]?.kind === 'first')
      const items: BatchItem<unknown>[] = fresh.map((w) => ({ actor: w.caller.actor, input: w.input }))
      const outputs = items.length ? await command.batch?.(openTx(open, shared, now, command.name, reactions), items) ?? [] : []
      await keep(open, fresh, outputs)
      const given = new Map(fresh.map((w, i) => [w, outputs[i]]))
      return group.map((w, i) => { const c = claims[i]; return c?.kind === 'replay' ? { output: c.output, replayed: true } : { output: given.get(w), replayed: false } })
    }, how)
  }

  const groupFailed = async (command: Command<unknown, unknown>, group: readonly Waiting[], error: unknown) => {
    const again = group.length > 1 && !cameFromCommit(error)
    for (const w of group) await (again ? alone(command, w.caller, w.input).then(w.done, w.failed) : w.failed(error))
  }

  const runGroup = async (command: Command<unknown, unknown>, group: readonly Waiting[]) => {
    try {
      const performed = await together(command, group)
      committed()
      for (const [i, w] of group.entries()) w.done(performed[i] as Performed<unknown>)
    } catch (error) {
      await groupFailed(command, group, error)
    }
  }

  const drain = async (command: Command<unknown, unknown>, queue: Queue) => {
    if (queue.running >= BATCHES_AT_ONCE) return
    queue.running++
    while (queue.waiting.length) {
      const group = takeGroup(queue.waiting)
      await runGroup(command, group)
      if (group.length > 1) await gathered(queue, group.length)
    }
    queue.running--
  }

  const grouped = (command: Command<unknown, unknown>, caller: Caller, input: unknown) => new Promise<Performed<unknown>>((done, failed) => {
    const name = `${command.name} ${caller.actor.organizationId}`
    const queue = queues.get(name) ?? { waiting: [], running: 0, arrived: () => undefined }
    queues.set(name, queue)
    queue.waiting.push({ caller, input, done, failed })
    queue.arrived()
    // Everything that arrived in this turn of the event loop goes together.
    setImmediate(() => { drain(command, queue).catch(failed) })
  })

  return async (command, caller, input) => {
    if (!caller.actor.may(command.name)) throw new Problem(notAllowed, { permission: command.name })
    const given = command as unknown as Command<unknown, unknown>
    const performed = given.batch ? await grouped(given, caller, input) : await alone(given, caller, input)
    return performed as Performed<never>
  }
}

/** Where many write at once, those just answered are back in a moment: waits until as many are there again, but not long. */
const gathered = (queue: Queue, size: number) => new Promise<void>((go) => {
  const enough = () => {
    clearTimeout(timer)
    queue.arrived = () => undefined
    go()
  }
  const timer = setTimeout(enough, GATHER_MS)
  queue.arrived = () => { if (queue.waiting.length >= size) enough() }
  queue.arrived()
})

/** Takes the next group out of the queue; a key that is already in it waits for the next one, and is then replayed. */
const takeGroup = (waiting: Waiting[]): Waiting[] => {
  const keys = new Set<string>()
  const group: Waiting[] = []
  const later: Waiting[] = []
  for (const w of waiting.splice(0)) {
    const key = w.caller.idempotencyKey ? `${callerOf(w.caller.actor)} ${w.caller.idempotencyKey}` : ''
    if (group.length >= MOST_AT_ONCE || (key && keys.has(key))) later.push(w)
    else group.push(w)
    if (key) keys.add(key)
  }
  waiting.push(...later)
  return group
}

/** The scope of a group: all its members' units together. Each item is checked against its own actor by the command. */
const sharedActor = (actors: readonly Actor[]): Actor => {
  const [first] = actors
  if (!first) throw new Error('an empty group')
  if (actors.length === 1) return first
  const units = actors.some((a) => a.units === 'all') ? 'all' : [...new Set(actors.flatMap((a) => a.units as readonly string[]))]
  return { ...first, kind: 'system', id: null, units, confidential: true, identity: false, may: () => true }
}
