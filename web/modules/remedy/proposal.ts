import { useMemo } from 'react'
import type { z } from 'zod'
import type { PointView } from '#contract/complaint.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Remedy, advice, preview } from '#contract/remedy.ts'
import { useSettled } from '../../ui/settled.ts'

export type Kind = z.infer<typeof RemedyKind>
export type Advice = z.output<typeof advice.output>
export type Preview = z.output<typeof preview.output>
type ItemInput = z.input<typeof preview.input>['items'][number]

/** One line of a proposal while it is written; the amount may still be missing. */
export interface Line { readonly key: string; readonly kind: Kind; readonly amountFen: number | null; readonly pointId: string; readonly note: string }
export interface Draft { readonly lines: readonly Line[]; readonly reason: string; readonly deviationReason: string; /** The customer is here and agrees. */ readonly onTheSpot: boolean; /** No rule fits: on which principle it rests. */ readonly isException: boolean; readonly principle: string; readonly exceptionWhy: string }

export const EMPTY: Draft = { lines: [], reason: '', deviationReason: '', onTheSpot: false, isException: false, principle: '', exceptionWhy: '' }

/** Done by saying or writing it: no amount is asked for. */
const SPOKEN: ReadonlySet<Kind> = new Set(['explanation', 'apology', 'publicApology'])
export const isSpoken = (kind: Kind) => SPOKEN.has(kind)

/** A deed costs the customer nothing and hands over no money: nought stands there until somebody says what it is worth. */
const DEEDS: ReadonlySet<Kind> = new Set(['visit', 'invitation', 'repair', 'rework', 'substitute', 'training'])

const firstAmount = (kind: Kind, amountFen: number | null) => (isSpoken(kind) ? 0 : amountFen ?? (DEEDS.has(kind) ? 0 : null))

export const lineOf = (kind: Kind, pointId: string, amountFen: number | null = null, note = ''): Line => ({ key: crypto.randomUUID(), kind, pointId, amountFen: firstAmount(kind, amountFen), note })

/** What was returned for change is where the next one begins; what was thought of meanwhile stays. */
export const begunFrom = (remedies: readonly Remedy[]): Draft => {
  const last = remedies.reduce<Remedy | null>((latest, one) => (latest && latest.no > one.no ? latest : one), null)
  if (last?.state !== 'returned') return EMPTY
  return { ...EMPTY, reason: last.reason, lines: last.items.map((item) => ({ ...lineOf(item.kind, item.pointId, item.amountFen, item.note ?? ''), amountFen: item.amountFen })), ...(last.exception && { isException: true, principle: last.exception.principle, exceptionWhy: last.exception.why }) }
}

export const isWhole = (line: Line) => line.amountFen !== null

export const itemsOf = (lines: readonly Line[]): ItemInput[] =>
  lines.map((line) => ({ kind: line.kind, amountFen: line.amountFen ?? 0, pointId: line.pointId, ...(line.note && { note: line.note }) }))

export const sumOf = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0)

export const pointNo = (points: readonly PointView[], id: string) => points.find((point) => point.id === id)?.no ?? 0

const PAUSE = 300

/** The items as they stand once typing pauses, so that each keystroke is not asked about. */
export const useSettledItems = (lines: readonly Line[]) => {
  const whole = useMemo(() => itemsOf(lines.filter(isWhole)), [lines])
  return useSettled(whole, PAUSE)
}
