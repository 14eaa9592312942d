import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What one window of load came to; times in milliseconds. */
export interface Window { readonly done: number; readonly seconds: number; readonly p50: number; readonly p95: number; readonly failed: string | null }

export const emptyWindow = (failed: string): Window => ({ done: 0, seconds: 1, p50: 0, p95: 0, failed })

const at = (sorted: Float64Array, share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Keeps as many askers busy as there are, until the time is over; what was answered later does not count. */
export const keepBusy = async (askers: readonly (() => Promise<void>)[], seconds: number): Promise<Window> => {
  const times: number[] = []
  const begun = performance.now()
  const end = begun + seconds * 1000
  let failed: string | null = null
  await Promise.all(askers.map(async (ask) => {
    for (let from = performance.now(); from < end && failed === null;) {
      await ask().catch((error: unknown) => { failed = error instanceof Error ? error.message : String(error) })
      const to = performance.now()
      if (to <= end) times.push(to - from)
      from = to
    }
  }))
  const sorted = Float64Array.from(times).sort()
  return { done: times.length, seconds, p50: at(sorted, 0.5), p95: at(sorted, 0.95), failed }
}

/** In the child: answers each message of the parent. */
export const serveParent = (answer: (job: never) => Promise<unknown>): void => {
  process.on('message', (job) => {
    answer(job as never).then((done) => process.send?.({ done }), (error: unknown) => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
  })
  process.on('disconnect', () => process.exit(0))
}

interface Reply { readonly done?: unknown; readonly failed?: string }
export interface Generator { ask<T>(job: unknown): Promise<T>; close(): Promise<void> }

/** A load generator in a process of its own. */
export const startGenerator = (file: 'http-load.ts' | 'limit-load.ts'): Generator => {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let answer: (reply: Reply) => void = () => undefined
  child.on('message', (reply) => answer(reply as Reply))
  child.once('exit', (code) => answer({ failed: `the load generator ended with ${code}` }))
  return {
    ask: <T>(job: unknown) => new Promise<T>((done, failed) => {
      answer = (reply) => (reply.failed === undefined ? done(reply.done as T) : failed(new Error(reply.failed)))
      child.send(job as object)
    }),
    close: async () => {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
