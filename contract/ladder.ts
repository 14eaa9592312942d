import { z } from 'zod'
import { Code, Id, Instant, PersonRef, notFound, page, staleVersion } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const momentTwice = refusal('clock/moment-twice', 422)
export const strangePosition = refusal('clock/strange-position', 422)
export const strangePerson = refusal('clock/strange-person', 422)
export const ladderUnchanged = refusal('clock/ladder-unchanged', 409)

const MOST_SHARE = 400
/** When a level is reached: a share of the clock's time in percent (100: it runs out), or so long after it ran out. */
export const Moment = z.union([
  z.strictObject({ share: z.int().min(1).max(MOST_SHARE) }),
  z.strictObject({ after: z.int().min(1).max(1_000), unit: z.enum(['minutes', 'hours', 'openHours', 'workingDays']) }),
])
export type Moment = z.infer<typeof Moment>

/** Who hears of it, seen from the case: who looks after it, who leads the unit, who leads the next above, the nearest who holds a position, or one person. */
export const Audience = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('handler') }), z.strictObject({ who: z.literal('manager') }), z.strictObject({ who: z.literal('above') }),
  z.strictObject({ who: z.literal('position'), code: Code }), z.strictObject({ who: z.literal('person'), id: Id }),
])
export type Audience = z.infer<typeof Audience>

/** `again`: told anew after so long, so many times, until it is met. `answer`: when nobody whom it reached has opened the case or done anything in it by then, the next level is reached at once. */
export const Level = z.strictObject({
  at: Moment, to: z.array(Audience).min(1).max(8), /** Also in hours that people keep quiet. */ loud: z.boolean().default(false),
  again: z.strictObject({ every: z.int().min(1).max(240), unit: z.enum(['hours', 'openHours']), most: z.int().min(1).max(20) }).nullable().default(null),
  answer: z.strictObject({ amount: z.int().min(1).max(480), unit: z.enum(['minutes', 'hours', 'openHours']) }).nullable().default(null),
})
export type Level = z.infer<typeof Level>
export const Levels = z.array(Level).max(12)

/** A ladder of a pack. Without `clocks` it is for all clocks of ours that no other names. */
export const PackLadder = z.strictObject({ code: Code, clocks: z.array(Code).min(1).optional(), levels: Levels })
export type PackLadder = z.infer<typeof PackLadder>

/** Which level a moment is: of one ladder no two are the same. */
export const momentKey = (at: Moment): string => ('share' in at ? `s${at.share}` : `a${at.after}${at.unit}`)

/** The ladder of a clock: the firm's own, else its pack's. `revision`: how often the firm has changed it. */
export const Ladder = z.object({ kind: Code, levels: Levels, own: z.boolean(), revision: z.int(), changedBy: PersonRef.nullable(), changedAt: Instant.nullable(), /** Whom levels name. */ people: z.array(PersonRef) })
export type Ladder = z.infer<typeof Ladder>
/** Of every clock that is our own duty and that something ends. */
export const ladders = endpoint('GET /ladders', z.strictObject({}), page(Ladder))
/** Holds for running clocks, too, from now on. `levels` null: as the pack has it. */
export const setLadder = endpoint('PUT /ladders/:kind', z.strictObject({ kind: Code, levels: Levels.nullable(), revision: z.int() }), Ladder, { refuses: [momentTwice, strangePosition, strangePerson, ladderUnchanged, staleVersion, notFound] })

/** Who hears what when, if nothing is done: `early`: when the level is reached if the one before goes unanswered. */
export const Preview = z.object({
  due: Instant, rule: z.string(),
  levels: z.array(z.object({ no: z.int(), at: Instant, early: Instant.nullable(), again: z.array(Instant), loud: z.boolean(), to: z.array(z.object({ audience: Audience, people: z.array(PersonRef) })) })),
})
export type Preview = z.infer<typeof Preview>
/** `rule`: of the table of clocks, by which the time is counted; its first for this clock, unless told. */
export const previewLadder = endpoint('POST /ladders/:kind/preview', z.strictObject({ kind: Code, levels: Levels, unitId: Id, begun: Instant, rule: z.string().max(60).optional() }), Preview, { refuses: [momentTwice, notFound] })

/** A level in the life of one clock. `level` null: of a ladder that holds no more. `passed`: it was over before the ladder, or the clock, was there. */
export const Rung = z.object({
  no: z.int(), level: Level.nullable(), at: Instant, passed: z.boolean(),
  fired: z.array(z.object({ time: z.int(), at: Instant, why: z.enum(['time', 'again', 'noAnswer']), people: z.array(PersonRef), /** Who of them opened the case or did something in it first. */ acted: z.object({ by: PersonRef, at: Instant }).nullable() })),
})
export type Rung = z.infer<typeof Rung>
