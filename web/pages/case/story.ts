import type { Case, TimelineEntry } from '#contract/casefile.ts'
import type { Message } from '#contract/communication.ts'
import type { PromiseView } from '#contract/promise.ts'
import { wall } from '../../ui/time-words.ts'

export const FILTERS = ['all', 'customer', 'inner', 'promises', 'system'] as const
export type Filter = (typeof FILTERS)[number]

interface Told { readonly key: string; readonly at: string }
export type Piece = Told & (
  | { readonly kind: 'opening' }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'promise'; readonly promise: PromiseView }
  | { readonly kind: 'event'; readonly event: TimelineEntry }
)

/** Told more fully by its own piece than by its event. */
const TOLD_ELSEWHERE = /^(communication\.|promise\.made|complaint\.registered)/
/** How the machinery moved: of interest only to who asks for it. */
export const MACHINERY = /^(complaint\.(stageReached|sightGranted)|clock\.(met|warned)|follow-up\.planned)/
/** Events between the customer and us, beside the messages. */
const WITH_CUSTOMER = /^(remedy\.(offered|accepted|countered|declined|counterDeclined|demandDeclined)|settlement\.(agreed|noticeSent)|complaint\.(acknowledged|restated)|follow-up\.(made|attempted))/
/** Who does it, and by when: settled among ourselves. */
const AMONG_US = /^(routing\.|clock\.(paused|resumed|extension))/

const WHERE: Readonly<Record<Exclude<Filter, 'all'>, (piece: Piece) => boolean>> = {
  customer: (piece) => piece.kind === 'opening' || (piece.kind === 'message' && piece.message.kind !== 'note') || (piece.kind === 'event' && WITH_CUSTOMER.test(piece.event.name)),
  inner: (piece) => (piece.kind === 'message' && piece.message.kind === 'note') || (piece.kind === 'event' && AMONG_US.test(piece.event.name)),
  promises: (piece) => piece.kind === 'promise' || (piece.kind === 'event' && piece.event.name.startsWith('promise.')),
  system: (piece) => piece.kind === 'event',
}

/** Everything that happened, newest first: events, messages and promises in one story. */
export const storyOf = (it: Case, filter: Filter): readonly Piece[] => {
  const pieces: Piece[] = [
    { kind: 'opening', key: 'opening', at: it.receivedAt },
    ...it.messages.map((message) => ({ kind: 'message' as const, key: message.id, at: message.at, message })),
    ...it.promises.map((promise) => ({ kind: 'promise' as const, key: promise.id, at: promise.madeAt, promise })),
    ...it.timeline.filter((event) => !TOLD_ELSEWHERE.test(event.name)).map((event) => ({ kind: 'event' as const, key: event.id, at: event.at, event })),
  ]
  const shown = pieces.filter(filter === 'all' ? (piece) => piece.kind !== 'event' || !MACHINERY.test(piece.event.name) : WHERE[filter])
  return shown.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

/** The story in days of a zone, newest day first. */
export const byDay = (pieces: readonly Piece[], zone: string): readonly (readonly [string, readonly Piece[]])[] => {
  const days = new Map<string, Piece[]>()
  for (const piece of pieces) {
    const day = wall(piece.at, zone).format('YYYY-MM-DD')
    days.set(day, [...(days.get(day) ?? []), piece])
  }
  return [...days]
}
