import { z } from 'zod'
import { Code, Fen, Words } from './common.ts'
import { Outcome } from './complaint.ts'
import { EvidenceGiven, EvidenceKind } from './evidence-pack.ts'
import { ExpertFinding } from './expert-pack.ts'
import { LiaisonGiven } from './liaison-pack.ts'
import * as p from './packs.ts'
import { BodyKind } from './proceeding-pack.ts'
import { RoutingGiven } from './routing-pack.ts'
import { Jurisdiction, STATUTE_COUNTS, STATUTE_FLAGS, StatuteBase, StatuteClaim, StatuteGiven, StatuteDay, StatuteLess } from './statute-pack.ts'

/** The decision tables an organisation publishes versions of. */
export const TableName = z.enum(['urgency', 'compensation', 'authority', 'clocks', 'closing', 'review', 'liaison', 'evidence', 'routing', 'statute'])
export type TableName = z.infer<typeof TableName>

/**
 * What may stand in a column. `choice`: one of `values`, said in the words of the enumeration `of`. `category`, `customerClass`, `position`, `positions`, `clock`, `unit`: what the
 * organisation has. `text`: mentions one of several expressions. `money` is in fen.
 */
export type Kind =
  | { readonly kind: 'choice'; readonly of: string; readonly values: readonly string[] }
  | { readonly kind: 'category' | 'customerClass' | 'position' | 'positions' | 'clock' | 'unit' | 'text' | 'money' | 'number' | 'yesNo' | 'day' | 'words' | 'items' | 'place' | 'places' }

const choice = (of: string, values: readonly string[]): Kind => ({ kind: 'choice', of, values })
const money: Kind = { kind: 'money' }

/** Every fact a table may ask for. */
export const FACTS: Readonly<Record<string, Kind>> = {
  category: { kind: 'category' }, customerClass: { kind: 'customerClass' }, unit: { kind: 'unit' }, text: { kind: 'text' }, wants: { kind: 'text' }, product: { kind: 'text' },
  kind: choice('remedyKind', p.RemedyKind.options), urgency: choice('urgency', p.Urgency.options), severity: choice('severity', p.Severity.options), nature: choice('nature', p.Nature.options),
  matter: choice('matter', p.Matter.options), liability: choice('liability', p.Liability.options), opinion: choice('expertFinding', ExpertFinding.options), channel: choice('channel', p.Channel.options), fault: choice('serviceFault', p.ServiceFault.options),
  event: choice('clockStart', p.ClockStart.options), body: choice('bodyKind', BodyKind.options), presence: choice('presence', p.Presence.options), outcome: choice('outcome', Outcome.options),
  evidence: choice('evidenceKind', EvidenceKind.options), totalFen: money, cumulativeFen: money, caseFen: money, settledFen: money, priceFen: money, amountFen: money, delayDays: { kind: 'number' }, repeat: { kind: 'yesNo' }, sameMatter: { kind: 'yesNo' },
  ...Object.fromEntries(STATUTE_FLAGS.map((name) => [name, { kind: 'yesNo' } as const])), ...Object.fromEntries(STATUTE_COUNTS.map((name) => [name, { kind: 'number' } as const])),
}

/**
 * One thing a rule gives; `must`: a rule without it says nothing. `empty`: what stands there where nothing is chosen; without it, nothing does. `decides`: false of what a rule
 * says of itself: where and when it holds, and who looked at it.
 */
export interface Output { readonly name: string; readonly must: boolean; readonly kind: Kind; readonly empty?: null | false; readonly decides?: false }
const must = (name: string, kind: Kind): Output => ({ name, must: true, kind })
/** What a rule says of itself. */
const ofItself = (output: Output): Output => ({ ...output, decides: false })
const may = (name: string, kind: Kind, empty?: null | false): Output => ({ name, must: false, kind, ...(empty !== undefined && { empty }) })

interface Form {
  readonly hit: 'first' | 'collect'
  readonly gives: z.ZodType
  readonly outputs: readonly Output[]
  /** Of a collecting table: rules that give the same of this contradict each other where both fit. */
  readonly single?: string
  /** Asked of each point by itself: it has one category, one matter. Others are asked of a whole case. */
  readonly byPoint?: true
}

const Item = z.strictObject({ kind: p.RemedyKind, fen: Fen.optional(), ofPrice: z.number().positive().optional(), leastFen: Fen.optional(), mostFen: Fen.optional() })
const why = must('why', { kind: 'words' })
const HOLDS = ['validFrom', 'validThrough'].map((name) => ofItself(may(name, { kind: 'day' })))
const Posts = z.array(Code).min(1).max(6)

/** What a rule of each table gives, and how its rules combine. */
export const FORMS: Readonly<Record<TableName, Form>> = {
  urgency: { hit: 'first', gives: z.strictObject({ urgency: p.Urgency, why: Words }), outputs: [must('urgency', choice('urgency', p.Urgency.options)), why] },
  authority: {
    // `instead`: one of these posts is as good. `beside`: each of these is wanted, too, at the same time. `after`: each of these after that, one after another. `hours`: working hours for each step.
    hit: 'first', gives: z.strictObject({ rank: z.int().min(1).max(4), position: Code, instead: Posts.optional(), beside: Posts.optional(), after: Posts.optional(), hours: z.int().min(1).max(720).optional(), why: Words }),
    outputs: [must('position', { kind: 'position' }), may('instead', { kind: 'positions' }), may('beside', { kind: 'positions' }), may('after', { kind: 'positions' }), may('hours', { kind: 'number' }), why],
  },
  compensation: {
    hit: 'collect', byPoint: true, gives: z.strictObject({ items: z.array(Item).min(1), text: Words, basis: Words }),
    outputs: [must('items', { kind: 'items' }), must('text', { kind: 'words' }), must('basis', { kind: 'words' })],
  },
  clocks: {
    hit: 'collect', gives: p.ClockGiven, single: 'clock',
    outputs: [must('clock', { kind: 'clock' }), must('amount', { kind: 'number' }), must('unit', choice('timeUnit', p.ClockUnit.options)), may('movePastHoliday', { kind: 'yesNo' }), ...HOLDS],
  },
  closing: { hit: 'collect', gives: z.strictObject({ gate: p.ClosingGate }), outputs: [must('gate', choice('gate', p.ClosingGate.options))] },
  review: { hit: 'first', gives: p.ReviewGiven, outputs: [may('tell', { kind: 'position' }, null), may('review', { kind: 'yesNo' }, false)] },
  liaison: { hit: 'first', gives: LiaisonGiven, outputs: [may('quality', { kind: 'place' }, null), must('units', { kind: 'places' }), may('signOff', { kind: 'yesNo' }), why] },
  routing: { hit: 'first', gives: RoutingGiven, outputs: [must('place', { kind: 'place' }), may('owner', { kind: 'position' }, null), may('tell', { kind: 'positions' }), why] },
  evidence: { hit: 'collect', gives: EvidenceGiven, outputs: [must('label', { kind: 'words' }), must('days', { kind: 'number' }), why] },
  statute: {
    hit: 'collect', byPoint: true, gives: StatuteGiven,
    outputs: [
      must('claim', choice('statuteClaim', StatuteClaim.options)), may('of', choice('statuteBase', StatuteBase.options)), may('times', { kind: 'number' }), may('leastFen', money), may('capPercent', { kind: 'number' }), may('counts', { kind: 'items' }), may('items', { kind: 'items' }), may('less', choice('statuteLess', StatuteLess.options)), may('ifAny', { kind: 'yesNo' }),
      must('text', { kind: 'words' }), must('basis', { kind: 'words' }), ofItself(must('jurisdiction', choice('jurisdiction', Jurisdiction.options))), ofItself(may('verified', { kind: 'yesNo' })), ...HOLDS, ofItself(may('dayOf', choice('statuteDay', StatuteDay.options))),
    ],
  },
}
