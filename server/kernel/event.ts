import type { z } from 'zod'

/** What can have happened: a past-tense name that never changes, the version of its payload, the payload (ids and facts, no personal text). */
export interface EventType<P extends z.ZodType = z.ZodType> { readonly name: string; readonly version: number; readonly payload: P }

export const event = <P extends z.ZodType>(name: string, payload: P, version = 1): EventType<P> => ({ name, version, payload })

/** Where an event belongs: usually a complaint. */
export interface Subject { readonly type: string; readonly id: string; readonly unitId: string | null; readonly confidential?: boolean; /** Whom it is about: neither they nor who answers to them is told. */ readonly about?: readonly string[] }

export interface Recorded<P = unknown> {
  readonly id: string
  readonly name: string
  readonly organizationId: string
  readonly subject: Subject
  readonly at: Date
  readonly actor: { readonly kind: string; readonly id: string | null }
  readonly payload: P
}
