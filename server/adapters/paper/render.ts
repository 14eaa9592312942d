import { type Entry, type Host, type HostKind, type Job, type Reply, type Work, startHost, workerPath } from './host.ts'
import type { AgreementPaper } from '#modules/agreement/port.ts'
import type { DiagramPaper } from '#modules/cause/port.ts'
import type { CardSheet } from '#modules/comment-card/port.ts'
import type { CommissionLetter } from '#modules/expert/port.ts'
import type { LiaisonPaper } from '#modules/liaison/port.ts'
import type { GoodsSlip } from '#modules/custody/port.ts'
import type { ClaimLetter } from '#modules/liability/port.ts'
import type { Poster } from '#modules/pledge/port.ts'
import { type NotPrintable, type PaperData, type PaperName, whyNotPrintable } from './paper.ts'

/** The paper's own fault or the worker's: nothing was printed. */
export class PaperFailed extends Error {
  override readonly name = 'PaperFailed'
}

/** There is nothing to put on the paper: `noRemedy` to agree on, `noNotice` sent, `notTransferred` by anybody who could be answered. */
export class NothingToPrint extends Error {
  override readonly name = 'NothingToPrint'
  readonly reason: NotPrintable
  constructor(reason: NotPrintable) {
    super(reason)
    this.reason = reason
  }
}

export interface Papers {
  /** @throws NothingToPrint, PaperFailed */
  renderPaper(paper: PaperName, data: PaperData): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderCards(sheet: CardSheet): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderPoster(poster: Poster): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderLiaison(form: LiaisonPaper): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderSlip(slip: GoodsSlip): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderDiagram(diagram: DiagramPaper): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderClaim(letter: ClaimLetter): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderCommission(letter: CommissionLetter): Promise<Uint8Array>
  /** @throws PaperFailed */
  renderAgreement(paper: AgreementPaper): Promise<Uint8Array>
  /** Ends the worker; what still waits fails. */
  close(): void
}

export interface PapersOptions {
  /** Folder of the installation: templates, words and fonts are found below it. */
  readonly root: string
  readonly host?: HostKind
  readonly worker?: (root: string) => Entry
  readonly idleMs?: number
  readonly timeoutMs?: number
}

interface Waiting {
  readonly job: Job
  readonly resolve: (pdf: Uint8Array) => void
  readonly reject: (error: Error) => void
}
interface Running extends Waiting {
  readonly timer: NodeJS.Timeout
}

/**
 * Prints papers one after another in a worker that starts with the first one, is kept, and ends after a quiet minute to
 * give its memory back. A worker that dies or takes too long fails the paper it had; the next one gets a new worker.
 */
export function papers(options: PapersOptions): Papers {
  const press = new Press({ host: 'thread', worker: workerPath, idleMs: 60_000, timeoutMs: 30_000, ...options })
  return { renderPaper: (paper, data) => press.print(paper, data), renderCards: (data) => press.queue({ paper: 'cards', data }), renderPoster: (data) => press.queue({ paper: 'poster', data }), renderLiaison: (data) => press.queue({ paper: 'liaison', data }), renderSlip: (data) => press.queue({ paper: 'slip', data }), renderDiagram: (data) => press.queue({ paper: 'cause', data }), renderAgreement: (data) => press.queue({ paper: 'signed', data }), renderClaim: (data) => press.queue({ paper: 'claim', data }), renderCommission: (data) => press.queue({ paper: 'commission', data }), close: () => press.close() }
}

class Press {
  readonly #options: Required<PapersOptions>
  readonly #queue: Waiting[] = []
  #host: Host | null = null
  #running: Running | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(options: Required<PapersOptions>) {
    this.#options = options
  }

  print(paper: PaperName, data: PaperData): Promise<Uint8Array> {
    const reason = whyNotPrintable(paper, data.case, data.told ?? null)
    return reason === null ? this.queue({ paper, data }) : Promise.reject(new NothingToPrint(reason))
  }

  queue(work: Work): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1
      this.#queue.push({ job: { ...structuredClone(work), id: this.#lastId }, resolve, reject })
      this.#next()
    })
  }

  close(): void {
    const waiting = this.#queue.splice(0)
    this.#drop()
    this.#settle(({ reject }) => reject(new PaperFailed('closed')))
    for (const { reject } of waiting) reject(new PaperFailed('closed'))
    clearTimeout(this.#idle)
  }

  #next(): void {
    if (this.#running !== null) return
    clearTimeout(this.#idle)
    const waiting = this.#queue.shift()
    if (waiting === undefined) this.#rest()
    else this.#begin(waiting)
  }

  #begin(waiting: Waiting): void {
    this.#running = { ...waiting, timer: setTimeout(() => this.#late(), this.#options.timeoutMs) }
    try {
      this.#host ??= this.#start()
      this.#host.busy(true)
      this.#host.post(waiting.job)
    } catch (error) {
      this.#settle(({ reject }) => reject(new PaperFailed(String(error))))
    }
  }

  /** What a host says after it was given up is not heard. */
  #start(): Host {
    const { host: kind, root, worker } = this.#options
    const host: Host = startHost(kind, root, worker(root), {
      reply: (reply) => {
        if (this.#host === host) this.#take(reply)
      },
      gone: (why) => {
        if (this.#host === host) this.#lost(why)
      },
    })
    return host
  }

  #take(reply: Reply): void {
    if (this.#running?.job.id !== reply.id) return
    this.#settle(({ resolve, reject }) => {
      if ('pdf' in reply) resolve(reply.pdf)
      else reject(new PaperFailed(reply.fault))
    })
  }

  #lost(why: string): void {
    this.#host = null
    this.#settle(({ reject }) => reject(new PaperFailed(why)))
  }

  #late(): void {
    this.#drop()
    this.#settle(({ reject }) => reject(new PaperFailed(`not ready after ${this.#options.timeoutMs} ms`)))
  }

  #settle(finish: (done: Waiting) => void): void {
    const done = this.#running
    if (done === null) return
    this.#running = null
    clearTimeout(done.timer)
    finish(done)
    this.#next()
  }

  #rest(): void {
    this.#host?.busy(false)
    this.#idle = setTimeout(() => this.#drop(), this.#options.idleMs).unref()
  }

  #drop(): void {
    const dropped = this.#host
    this.#host = null
    dropped?.end()
  }
}
