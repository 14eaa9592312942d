import type { Log } from './log.ts'

/** What a round answers after which the next comes at once. */
export const MORE = Symbol('more')

export interface Recurring { readonly name: string; readonly everyMs: number; run(): Promise<unknown> }
export interface Running { stop(): Promise<void>; wake(name: string): void }

/** Runs each piece of work again and again, never twice at once; a failure is logged and the next round tries again. */
export const keepRunning = (work: readonly Recurring[], log: Log): Running => {
  let stopped = false
  const wakers = new Map<string, () => void>()
  const wokenAtWork = new Set<string>()
  const pause = (name: string, ms: number) => new Promise<void>((next) => {
    const go = () => {
      clearTimeout(timer)
      wakers.delete(name)
      next()
    }
    const timer = setTimeout(go, ms)
    wakers.set(name, go)
  })
  const loop = async ({ name, everyMs, run }: Recurring) => {
    while (!stopped) {
      const came = await run().catch((error: unknown) => { if (!stopped) log.error({ err: error }, `recurring: ${name}`) })
      if (!stopped && came !== MORE && !wokenAtWork.delete(name)) await pause(name, everyMs)
    }
  }
  const wake = (name: string) => {
    const go = wakers.get(name)
    if (go) go()
    else wokenAtWork.add(name)
  }
  const loops = work.map(loop)
  return {
    wake,
    stop: async () => {
      stopped = true
      for (const { name } of work) wake(name)
      await Promise.all(loops)
    },
  }
}
