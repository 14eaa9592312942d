import type { z } from 'zod'
import { draft as askDraft, type Draft as Saved, saveDraft } from '#contract/draft.ts'
import { call, Refused, Unreachable } from '../../app/call.ts'
import { isHere } from '../../app/device/files.ts'
import type { Draft } from './draft.ts'
import { type Merged, merge, same } from './merge.ts'

/** Counted up when what the form holds changes its meaning. */
export const FORM = 1

/** As the server had it last. */
export interface Base { readonly revision: number; readonly draft: Draft | null; /** A first save is on its way, and its answer may never come. */ readonly tried?: true }
export const NO_BASE: Base = { revision: 0, draft: null }

export type SaveState =
  | { readonly is: 'new' } | { readonly is: 'saving' } | { readonly is: 'saved'; readonly at: string } | { readonly is: 'here' } | { readonly is: 'refused'; readonly error: Refused }
  /** It went on elsewhere: a case already, handed over, or thrown away. */
  | { readonly is: 'gone'; readonly saved: Saved }

interface Given {
  readonly id: string; readonly candidateId: string | undefined; readonly empty: Draft; readonly base: Base
  readonly show: (state: SaveState) => void
  /** What was written elsewhere came in; `keepsBase` before it is shown. */
  readonly met: (merged: Merged, theirs: Draft) => void
  readonly keepBase: (base: Base) => void
  /** A colleague has it, or its time was over. `unsaved`: what was written here since; null where nothing was. */
  readonly lost: (unsaved: Draft | null) => void
}

/** What an older form did not know yet is empty; files that are gone are left out. */
const whole = (empty: Draft, { body, attached }: Saved): Draft => {
  const draft = { ...empty, ...body as unknown as Partial<Draft> }
  return { ...draft, files: draft.files.filter((file) => attached.some(({ id }) => id === file.id)) }
}
/** What only this device has is no part of what the server keeps. */
const sendable = (draft: Draft): Draft => ({ ...draft, files: draft.files.filter((file) => !isHere(file)) })
/** What no database can keep, no key can type. */
const storable = (draft: Draft): Draft => JSON.parse(JSON.stringify(draft, (_, value: unknown) => (typeof value === 'string' ? value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '') : value))) as Draft
const isStale = (error: unknown) => error instanceof Refused && error.problem.type.endsWith('/stale-version')
const isGone = (error: unknown) => error instanceof Refused && error.problem.status === 404
const STOPPED = ['/problems/draft/used', '/problems/draft/handed', '/problems/draft/discarded']

/** Saves one registration on the server while it is typed, one request at a time, and meets what was written elsewhere. */
export class Saving {
  readonly #given: Given
  #base: Base
  #latest: Draft | null = null
  #turn: Promise<void> = Promise.resolve()
  #stopped = false
  #registering = false
  #savedAt = ''
  #saidSaved = false

  constructor(given: Given) {
    this.#given = given
    this.#base = given.base
  }

  /** What the server has of it: taken, or met with what is here. */
  open(here: Draft | null): Promise<void> { return this.#inTurn(() => this.#open(this.#latest ?? here)) }

  /** One request after another: an answer that was overtaken would say that nothing is there, or bring back what was. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #open(here: Draft | null): Promise<void> {
    const saved = await call(askDraft, { id: this.#given.id }).catch((error: unknown) => {
      if (isGone(error) && this.#base.revision > 0) this.#lose()
      else if (isGone(error)) this.#say({ is: 'new' })
      else if (error instanceof Unreachable) this.#say({ is: 'here' })
      else throw error
      return null
    })
    if (saved) this.#take(saved, here)
  }

  /** Remembers what is typed; `save` sends it. From the first letter on it is not said to be saved. */
  typed(draft: Draft): void {
    this.#latest = draft
    if (this.#savedAt && !this.#stopped && this.#saidSaved === this.unsaved) this.#say(this.unsaved ? { is: 'saving' } : { is: 'saved', at: this.#savedAt })
  }

  #say(state: SaveState): void {
    this.#saidSaved = state.is === 'saved'
    if (state.is === 'saved') this.#savedAt = state.at
    this.#given.show(state)
  }

  /** The server has heard of it, as far as this device knows. */
  get known(): boolean { return this.#base.revision > 0 || this.#base.tried === true }

  get unsaved(): boolean { return this.#latest !== null && !same(sendable(this.#latest), this.#base.draft) }

  save(): Promise<void> {
    return this.#inTurn(async () => {
      const draft = this.#latest
      if (!this.#stopped && !this.#registering && draft && this.unsaved) await this.#send(sendable(draft))
    })
  }

  /** Registers it when nothing of it is on its way any more; meanwhile nothing is saved: what comes after the case would hear that it is one. */
  async register<T>(work: () => Promise<T>): Promise<T> {
    this.#registering = true
    try {
      await this.#turn
      return await work()
    } catch (error) {
      this.#registering = false
      void this.save()
      throw error
    }
  }

  /** It is a case now, or thrown away: nothing is sent any more. */
  stop(): void { this.#stopped = true }

  #take(saved: Saved, here: Draft | null): void {
    const { empty, met } = this.#given
    if (saved.complaint || saved.handed || saved.discardedAt) {
      this.stop()
      this.#say({ is: 'gone', saved })
      return
    }
    const theirs = whole(empty, saved)
    if (saved.revision !== this.#base.revision) {
      const merged = here ? merge(this.#base.draft ?? empty, here, theirs) : { draft: theirs, conflicts: [] }
      this.#latest = merged.draft
      met(merged, theirs)
    }
    this.#note({ revision: saved.revision, draft: theirs })
    this.#say({ is: 'saved', at: saved.savedAt })
    if (this.unsaved) this.#say({ is: 'saving' })
  }

  #lose(): void {
    this.stop()
    this.#given.lost(this.unsaved ? this.#latest : null)
  }

  #note(base: Base): void {
    this.#base = base
    this.#given.keepBase(base)
  }

  async #send(draft: Draft): Promise<void> {
    const { id, candidateId } = this.#given
    this.#say({ is: 'saving' })
    if (this.#base.revision === 0) this.#given.keepBase({ ...this.#base, tried: true })
    try {
      const saved = await call(saveDraft, this.#inputOf(id, draft, candidateId))
      this.#note({ revision: saved.revision, draft })
      this.#say({ is: 'saved', at: saved.savedAt })
      if (this.unsaved) this.#say({ is: 'saving' })
    } catch (error) {
      await this.#failed(error)
    }
  }

  #inputOf(id: string, draft: Draft, candidateId: string | undefined): z.input<typeof saveDraft.input> {
    return { id, revision: this.#base.revision, form: FORM, body: storable(draft) as unknown as Saved['body'], fileIds: draft.files.map((file) => file.id), candidateId: candidateId ?? null }
  }

  async #failed(error: unknown): Promise<void> {
    if (isStale(error) || (error instanceof Refused && STOPPED.includes(error.problem.type))) return this.#open(this.#latest)
    if (isGone(error)) return this.#lose()
    if (error instanceof Refused && error.problem.status !== 401) return this.#say({ is: 'refused', error })
    this.#say({ is: 'here' })
  }
}
