import type { FastifyRequest } from 'fastify'
import { tooMany } from '#contract/common.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { type Crowd, countCrowd, networkOf } from '#kernel/crowd.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Puzzle, puzzles } from '#kernel/puzzle.ts'
import { type Clock, HOUR, MINUTE } from '#kernel/time.ts'
import { type Counts, FREE_GUESSES, FREE_GUESSES_AT_CASE, type HeldWhy, sizeOf, wantsPuzzle, whyHeld } from './gate-rules.ts'

/** What one address may upload in an hour without a puzzle: 200 MiB. */
const FREE_BYTES = 200 * 1_048_576
const FREE_UPLOADS = 60
const FREE_LOST_CODES = 20
const FREE_BOOKINGS = 60
const FREE_OPENED = 60
/** Of one address in ten minutes. */
const GUESSES_MS = 10 * MINUTE

export const COUNTED = ['submitted', 'puzzlesAsked', 'puzzlesSolved', 'held', 'wrongCodes', 'refused'] as const
export type Counted = typeof COUNTED[number]

export interface Place { readonly organizationId: string; readonly unitId: string | null; readonly cardId: string | null }
interface Told { readonly text: string; readonly trap?: string | undefined; readonly seconds?: number | undefined }
interface Given { readonly db: Db; readonly clock: Clock; /** Size of the smallest puzzle. */ readonly base?: number }

const loadKey = (db: Db) => {
  let key: Promise<string> | null = null
  return () => {
    key ??= asSystem(db, async (open) => (await open.selectFrom('portal.puzzle_key').select('key').executeTakeFirstOrThrow()).key)
    return key
  }
}

const fromOf = (request: FastifyRequest) => networkOf(request.ip)
const headerOf = (request: FastifyRequest) => String(request.headers['x-proof'] ?? '')

/**
 * Lets everybody in, and many at once only for a little work of their browser: where too much comes, the answer is 429 until a solved
 * puzzle goes along (header `X-Proof`). Nobody is refused for the address they share.
 */
export const openGate = ({ db, clock, base }: Given) => {
  const hour: Crowd = countCrowd(HOUR, clock)
  const guesses: Crowd = countCrowd(GUESSES_MS, clock)
  const puzzle = puzzles(loadKey(db), clock)
  const counters = new Map<Counted, number>(COUNTED.map((name) => [name, 0]))
  const note = (name: Counted) => { counters.set(name, (counters.get(name) ?? 0) + 1) }
  const keyOf = (what: string, of: string | null) => `${what} ${of}`
  const counts = (ip: string, place?: Place): Counts => ({
    address: hour.of(keyOf('from', ip)), place: place ? Math.max(hour.of(keyOf('unit', place.unitId)), place.cardId ? hour.of(keyOf('card', place.cardId)) : 0) : 0, organization: place ? hour.of(keyOf('organization', place.organizationId)) : hour.of('everywhere'),
  })

  /** @throws Problem 429 unless a solved puzzle came along. */
  const wantPuzzle = async (request: FastifyRequest, seconds: number): Promise<void> => {
    if (await puzzle.solved(headerOf(request))) return note('puzzlesSolved')
    note(headerOf(request) ? 'refused' : 'puzzlesAsked')
    throw new Problem(tooMany, { seconds: Math.max(1, seconds) })
  }

  /** Counts one, and above what is free asks for a puzzle. */
  const countUp = async (what: string, request: FastifyRequest, free: number, weight = 1): Promise<void> => {
    const who = keyOf(what, fromOf(request))
    if (hour.of(who) >= free) await wantPuzzle(request, hour.seconds(who))
    hour.add(who, weight)
  }

  const countSubmission = (ip: string, { organizationId, unitId, cardId }: Place) => {
    for (const who of [keyOf('from', ip), keyOf('unit', unitId), keyOf('organization', organizationId), 'everywhere', ...(cardId ? [keyOf('card', cardId)] : [])]) hour.add(who)
  }

  return {
    /** Whether it is registered at once (null) or looked at first, and why. */
    submit: async (request: FastifyRequest, place: Place, told: Told): Promise<HeldWhy | null> => {
      const words = keyOf('words', `${place.organizationId} ${sha256(told.text.replace(/\s+/g, '')).toString('base64')}`)
      const signs = { sameWords: hour.of(words) + 1, trap: Boolean(told.trap), seconds: told.seconds }
      const next = counts(fromOf(request), place)
      const now = { address: next.address + 1, place: next.place + 1, organization: next.organization + 1 }
      if (wantsPuzzle(now, signs)) await wantPuzzle(request, hour.seconds(keyOf('from', fromOf(request))))
      countSubmission(fromOf(request), place)
      if (told.text) hour.add(words)
      const why = whyHeld(now, signs)
      note(why ? 'held' : 'submitted')
      return why
    },
    upload: (request: FastifyRequest) => countUp('upload', request, FREE_UPLOADS),
    uploadBytes: (request: FastifyRequest, bytes: number) => countUp('bytes', request, FREE_BYTES, bytes),
    lostCode: (request: FastifyRequest) => countUp('lost code', request, FREE_LOST_CODES),
    book: (request: FastifyRequest) => countUp('book', request, FREE_BOOKINGS),
    opened: (request: FastifyRequest) => countUp('opened', request, FREE_OPENED),
    /** Before a code is looked at: after too many wrong ones, of this address or for this case, only with a puzzle. */
    guess: async (request: FastifyRequest, subject: string): Promise<void> => {
      const [address, one] = [keyOf('guess from', fromOf(request)), keyOf('guess at', subject)]
      if (guesses.of(address) >= FREE_GUESSES || hour.of(one) >= FREE_GUESSES_AT_CASE) await wantPuzzle(request, guesses.seconds(address))
    },
    /** @throws Problem 429 where others of the same moment were wrong already. */
    wrong: (request: FastifyRequest, subject: string): void => {
      const address = keyOf('guess from', fromOf(request))
      note('wrongCodes')
      hour.add(keyOf('guess at', subject))
      const before = guesses.add(address) - 1
      if (before >= FREE_GUESSES && !headerOf(request)) throw new Problem(tooMany, { seconds: guesses.seconds(address) })
    },
    /** A puzzle as large as what comes from here, and everywhere, asks for. */
    puzzle: (request: FastifyRequest): Promise<Puzzle> => puzzle.make(sizeOf(counts(fromOf(request)), guesses.of(keyOf('guess from', fromOf(request))), base)),
    /** Since this node began. */
    counters: (): Readonly<Record<Counted, number>> => Object.fromEntries(COUNTED.map((name) => [name, counters.get(name) ?? 0])) as Record<Counted, number>,
  }
}
export type Gate = ReturnType<typeof openGate>
