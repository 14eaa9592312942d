import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import type { Poster } from '#kernel/post.ts'
import { type Clock, MINUTE } from '#kernel/time.ts'
import { noteToken } from './commands/note.ts'
import type { Outcome, Provider, Token, Way } from './port.ts'

/** A token that ends sooner than this is not begun with. */
const MARGIN_MS = 5 * MINUTE

interface Lane { readonly organization_id: string; readonly lane: string; readonly token: string | null; readonly token_until: { getTime(): number } | null; readonly tried_at: { getTime(): number } }
type Refused = { readonly outcome: Outcome; readonly answer: string | null }
export type TokenOf = (lane: Lane, way: Way, how: NonNullable<Provider['token']>, refused: string | null, stop: AbortSignal) => Promise<string | Refused>

interface Given { readonly perform: Perform; readonly poster: Poster; readonly clock: Clock }

/** Tokens of the providers' applications: kept for all nodes, fetched by one flight at a time here (a provider ends the one before when it gives the next, or counts how often it is asked). */
export const tokensOf = ({ perform, poster, clock }: Given): TokenOf => {
  const fetching = new Map<string, Promise<string | Refused>>()
  const fresh = new Map<string, { readonly token: string; readonly until: number }>()

  const fetched = async (lane: Lane, way: Way, how: NonNullable<Provider['token']>, stop: AbortSignal): Promise<string | Refused> => {
    const reply = await poster.post(how.ask(way), stop)
    const given: Token | Outcome = how.read(reply)
    if ('is' in given) return { outcome: given, answer: reply.answer }
    const seconds = Math.max(0, given.seconds - MARGIN_MS / 1_000)
    fresh.set(lane.lane, { token: given.token, until: clock().getTime() + seconds * 1_000 })
    await perform(noteToken, { actor: systemActor(lane.organization_id), requestId: 'messenger' }, { channelId: lane.lane, token: given.token, seconds })
    return given.token
  }

  const keptFor = (lane: Lane): string | null => {
    const now = clock().getTime()
    if (lane.token && lane.token_until && lane.token_until.getTime() > now) return lane.token
    return null
  }

  return (lane, way, how, refused, stop) => {
    // Another flight may have fetched one since this message was taken: the old one was refused to both.
    const newer = fresh.get(lane.lane)
    const usable = refused === null ? keptFor(lane) : newer && newer.token !== refused && newer.until > clock().getTime() ? newer.token : null
    if (usable) return Promise.resolve(usable)
    const under = fetching.get(lane.lane) ?? fetched(lane, way, how, stop).finally(() => fetching.delete(lane.lane))
    fetching.set(lane.lane, under)
    return under
  }
}
