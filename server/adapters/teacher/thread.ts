import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Job, Taught, Teacher } from '#modules/classification/port.ts'

/** JavaScript memory of the thread: 8,000 cases as numbers need about a quarter of it. */
const HEAP_MIB = 512

/** From the bundle: its neighbour `teacher-worker.js`. From source: the worker's source, read by tsx. */
const entryOf = (root: string): { readonly file: string; readonly execArgv: string[] } => {
  if (!import.meta.url.endsWith('.ts')) return { file: join(root, 'dist/server/teacher-worker.js'), execArgv: [] }
  // `--import tsx` alone does nothing in a thread, where tsx has to be asked.
  return { file: join(root, 'server/adapters/teacher/worker.ts'), execArgv: ['--import', `data:text/javascript,import{register}from'${import.meta.resolve('tsx/esm/api')}';register()`] }
}

/** A thread for each job, with nothing of the server's environment; its memory is given back when it ends. */
export const threadTeacher = (root: string): Teacher => {
  const running = new Set<Worker>()
  const entry = entryOf(root)
  return {
    teach: (job: Job) => new Promise<Taught>((done, failed) => {
      const worker = new Worker(entry.file, { execArgv: entry.execArgv, env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } })
      running.add(worker)
      worker.once('message', done)
      worker.once('error', failed)
      worker.once('exit', () => {
        running.delete(worker)
        failed(new Error('the learning thread ended without an answer'))
      })
      worker.postMessage(job)
    }),
    close: () => { for (const worker of running) void worker.terminate() },
  }
}
