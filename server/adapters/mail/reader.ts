import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ROOT } from '#kernel/root.ts'
import type { MailReader, ReadMail } from '#modules/mailbox/port.ts'

const PATIENCE_MS = 10_000
const HEAP_MIB = 384
/** Without work for so long the thread ends and gives its memory back. */
const IDLE_MS = 60_000

/** From the bundle: its neighbour `mail-worker.js`. From source: the worker's source, read by tsx. */
const startThread = (): Worker => {
  const options = { env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB }, stdout: false, stderr: false }
  if (!import.meta.url.endsWith('.ts')) return new Worker(join(ROOT, 'dist/server/mail-worker.js'), options)
  // `--import tsx` alone does nothing in a thread, where tsx has to be asked.
  const tsx = import.meta.resolve('tsx/esm/api')
  return new Worker(join(ROOT, 'server/adapters/mail/reading/worker.ts'), { ...options, execArgv: ['--import', `data:text/javascript,import{register}from'${tsx}';register()`] })
}

/** Reads one mail after the other in a thread that is ended when a mail takes too long or too much memory. */
export const mailReader = (patienceMs = PATIENCE_MS): MailReader => {
  let thread: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined

  const end = () => {
    clearTimeout(idle)
    const ending = thread
    thread = null
    ending?.terminate().catch(() => undefined)
  }

  /** What the mail that is being read waits for. */
  let answer: (mail: ReadMail | null, broken: boolean) => void = () => undefined

  const begin = (): Worker => {
    const worker = startThread()
    const gone = () => { if (thread === worker) answer(null, true) }
    worker.on('message', (mail: ReadMail | null) => answer(mail, false)).on('error', gone).on('exit', gone)
    return worker
  }

  const readOne = (source: Uint8Array) => new Promise<ReadMail | null>((done) => {
    clearTimeout(idle)
    const worker = thread ?? begin()
    thread = worker
    worker.ref()
    const late = setTimeout(() => answer(null, true), patienceMs)
    answer = (mail, broken) => {
      answer = () => undefined
      clearTimeout(late)
      worker.unref()
      if (broken) end()
      else idle = setTimeout(end, IDLE_MS).unref()
      done(mail)
    }
    worker.postMessage(source)
  })

  return {
    read: (source) => {
      const next = last.then(() => readOne(source))
      last = next
      return next
    },
    close: end,
  }
}
