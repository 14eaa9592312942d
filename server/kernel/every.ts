import type { Log } from './log.ts'

export interface Recurring { readonly name: string; readonly everyMs: number; run(): Promise<unknown> }
export interface Running { stop(): Promise<void>; wake(name: string): void }

/** Runs each piece of work again and again, never twice at once; a failure is logged and the next round tries again. */
export const keepRunning = (work: readonly Recurring[], log: Log): Running => {
  let stopped = false
  const wakers = new Map<string, () => void>()
  const loop = async ({ name, everyMs, run }: Recurring) => {
    while (!stopped) {
      await run().catch((error: unknown) => { if (!stopped) log.error({ err: error }, `recurring: ${name}`) })
      await new Promise<void>((next) => {
        const timer = setTimeout(next, everyMs)
        wakers.set(name, () => { clearTimeout(timer); next() })
      })
    }
  }
  const loops = work.map(loop)
  return {
    wake: (name) => wakers.get(name)?.(),
    stop: async () => {
      stopped = true
      for (const wake of wakers.values()) wake()
      await Promise.all(loops)
    },
  }
}
