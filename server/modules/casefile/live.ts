import { PassThrough } from 'node:stream'
import type { z } from 'zod'
import { notFound, tooMany } from '#contract/common.ts'
import * as contract from '#contract/live.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Doors, type Exposed, exposeAs } from '#kernel/http.ts'
import { type Hub, liveKey } from '#kernel/live.ts'
import { Problem } from '#kernel/problem.ts'
import { followed } from './queries/followed.ts'

type Type = typeof contract.LIVE_TYPES[number]
interface Thing { readonly type: Type; readonly id: string }

/** Windows of one person; a browser keeps one stream for each window in sight. */
const MOST_STREAMS = 20
const BEAT_MS = 25_000
/** Who may no longer come in is let go with the next opening. */
const WHOLE_MS = 10 * 60_000
/** A case in which ten things happen in one command is asked for once. */
const GATHER_MS = 150

const thingsIn = (on: string | undefined): Thing[] => (on ?? '').split(',').filter(Boolean).map((one) => {
  const [type, id = ''] = one.split(':')
  return { type: type as Type, id }
})

const isSeen = (doors: Doors, actor: Actor, { type, id }: Thing) => doors.ask(followed[type], actor, { id })

const line = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

interface Open { readonly doors: Doors; readonly actor: Actor; readonly things: readonly Thing[]; readonly say: (words: string) => void }

/** Hears keys, waits a moment for more of them, and says those that the reader still sees. */
const gatherer = ({ doors, actor, things, say }: Open) => {
  let heard = new Set<string | null>()
  let timer: NodeJS.Timeout | undefined
  const tell = async () => {
    const now = heard
    heard = new Set()
    timer = undefined
    if (now.has(null)) return say(line('again', {}))
    if (now.has(liveKey(actor.organizationId, actor.id ?? ''))) say(line('notices', {}))
    for (const thing of things) if (now.has(liveKey(actor.organizationId, thing.id)) && await isSeen(doors, actor, thing)) say(line('changed', thing))
  }
  return {
    hear: (key: string | null) => {
      heard.add(key)
      // What cannot be asked now is told with the next change, or asked for when the stream opens again.
      timer ??= setTimeout(() => { tell().catch(() => say(line('again', {}))) }, GATHER_MS)
    },
    stop: () => clearTimeout(timer),
  }
}

/** How many streams each person has open here. */
const counted = () => {
  const open = new Map<string, number>()
  return {
    enter: (who: string) => {
      const others = open.get(who) ?? 0
      if (others >= MOST_STREAMS) throw new Problem(tooMany, { seconds: WHOLE_MS / 1000 })
      open.set(who, others + 1)
    },
    leave: (who: string) => { open.set(who, (open.get(who) ?? 1) - 1); if (open.get(who) === 0) open.delete(who) },
  }
}

export interface LivePages { readonly routes: readonly Exposed[]; /** Ends every stream, so that the program can end. */ end(): void }

export const livePages = (hub: Hub): LivePages => {
  const count = counted()
  const streams = new Set<PassThrough>()
  const stream = (doors: Doors, actor: Actor, things: readonly Thing[]): PassThrough => {
    const who = `${actor.organizationId} ${actor.id}`
    const out = new PassThrough()
    const say = (words: string) => { if (out.writable) out.write(words) }
    const gathering = gatherer({ doors, actor, things, say })
    const leave = hub.follow([actor.id ?? '', ...things.map((thing) => thing.id)].map((id) => liveKey(actor.organizationId, id)), gathering.hear)
    if (!leave) throw new Problem(contract.liveUnavailable)
    count.enter(who)
    streams.add(out)
    const beat = setInterval(() => say(':\n\n'), BEAT_MS)
    const whole = setTimeout(() => out.end(), WHOLE_MS)
    out.once('close', () => {
      leave()
      gathering.stop()
      clearInterval(beat)
      clearTimeout(whole)
      streams.delete(out)
      count.leave(who)
    })
    say('retry: 2000\n\n')
    return out
  }
  const open = async (doors: Doors, actor: Actor, { on }: z.output<typeof contract.live.input>) => {
    const things = thingsIn(on)
    const seen = await Promise.all(things.map((thing) => isSeen(doors, actor, thing)))
    if (seen.includes(false)) throw new Problem(notFound)
    return stream(doors, actor, things)
  }
  return {
    routes: [exposeAs(contract.live, 'identity.me', async (doors, visit, input) => {
      const out = await open(doors, visit.actor, input)
      // The connection ends with the stream: one that stayed for more would keep the program from ending.
      visit.reply.header('content-type', 'text/event-stream; charset=utf-8').header('cache-control', 'no-store').header('x-accel-buffering', 'no').header('connection', 'close')
      return out
    })],
    end: () => { for (const out of streams) out.end() },
  }
}
