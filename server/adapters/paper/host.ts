import { fork } from 'node:child_process'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AgreementPaper } from '#modules/agreement/port.ts'
import type { DiagramPaper } from '#modules/cause/port.ts'
import type { CardSheet } from '#modules/comment-card/port.ts'
import type { CommissionLetter } from '#modules/expert/port.ts'
import type { LiaisonPaper } from '#modules/liaison/port.ts'
import type { GoodsSlip } from '#modules/custody/port.ts'
import type { ClaimLetter } from '#modules/liability/port.ts'
import type { Poster } from '#modules/pledge/port.ts'
import type { PaperData, PaperName } from './paper.ts'

/** A paper about a case, an agreement with its signatures, a sheet of comment cards, the firm's pledge to hang up, a liaison form, why something happened, the receipt for what a customer left with us, what an outsider is asked to pay, or what an expert is asked. */
export type Work = { readonly paper: PaperName; readonly data: PaperData } | { readonly paper: 'cards'; readonly data: CardSheet } | { readonly paper: 'poster'; readonly data: Poster } | { readonly paper: 'liaison'; readonly data: LiaisonPaper } | { readonly paper: 'slip'; readonly data: GoodsSlip } | { readonly paper: 'cause'; readonly data: DiagramPaper } | { readonly paper: 'signed'; readonly data: AgreementPaper } | { readonly paper: 'claim'; readonly data: ClaimLetter } | { readonly paper: 'commission'; readonly data: CommissionLetter }
export type Job = Work & { readonly id: number }
export type Reply = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly fault: string }

/** Where the worker's program lies and what Node needs to run it. */
export interface Entry {
  readonly file: string
  readonly execArgv: readonly string[]
}

/** What makes papers beside the server. `end` gives its memory back as far as the kind allows. */
export interface Host {
  post(job: Job): void
  end(): void
  /** While busy it keeps the process alive, while idle it does not. */
  busy(yes: boolean): void
}

interface Listener {
  readonly reply: (reply: Reply) => void
  /** It stopped, asked or not. */
  readonly gone: (why: string) => void
}

/**
 * `thread` starts in half the time. `process` returns all memory when it ends, can be stopped in the middle of a paper,
 * and takes nothing with it when native code fails.
 */
export type HostKind = 'thread' | 'process'

/** JavaScript memory of a worker; the typesetter's own comes on top. */
const HEAP_MIB = 192

/** From the bundle: its neighbour `paper-worker.js`. From source: the worker's source, read by tsx. */
export function workerPath(root: string): Entry {
  if (!import.meta.url.endsWith('.ts')) return { file: join(root, 'dist/server/paper-worker.js'), execArgv: [] }
  // `--import tsx` alone does nothing in a thread, where tsx has to be asked.
  const tsx = import.meta.resolve('tsx/esm/api')
  return {
    file: join(root, 'server/adapters/paper/worker.ts'),
    execArgv: ['--import', `data:text/javascript,import{register}from'${tsx}';register()`],
  }
}

export const startHost = (kind: HostKind, root: string, entry: Entry, listener: Listener): Host =>
  kind === 'thread' ? startThread(root, entry, listener) : startProcess(root, entry, listener)

/** Neither kind is given the server's environment: it holds secrets, and papers need none of it. */
function startThread(root: string, entry: Entry, listener: Listener): Host {
  const worker = new Worker(entry.file, {
    execArgv: [...entry.execArgv],
    workerData: root,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  })
  let why = 'the thread ended'
  worker.on('message', listener.reply)
  worker.on('error', (error) => {
    why = String(error)
  })
  worker.on('exit', () => listener.gone(why))
  return {
    post: (job) => worker.postMessage(job),
    end: () => {
      worker.terminate().catch(() => undefined)
    },
    busy: (yes) => {
      if (yes) worker.ref()
      else worker.unref()
    },
  }
}

function startProcess(root: string, entry: Entry, listener: Listener): Host {
  const child = fork(entry.file, [root], {
    execArgv: [...entry.execArgv, `--max-old-space-size=${HEAP_MIB}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let gone = false
  const once = (why: string) => {
    if (!gone) listener.gone(why)
    gone = true
  }
  child.on('message', (reply) => listener.reply(reply as Reply))
  child.on('error', (error) => once(String(error)))
  child.on('exit', (code, signal) => once(`the process ended with ${signal ?? code}`))
  return {
    post: (job) => {
      child.send(job, (error) => {
        if (error) once(String(error))
      })
    },
    end: () => {
      child.kill('SIGKILL')
    },
    busy: (yes) => {
      if (yes) child.ref()
      else child.unref()
      if (yes) child.channel?.ref()
      else child.channel?.unref()
    },
  }
}
