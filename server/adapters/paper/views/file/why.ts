import type { Explanation } from '#contract/clock.ts'
import { type Block, form, heading, table } from '../../blocks.ts'
import type { Pen } from '../../words.ts'

/** What the pack calls a clock, else what we do. */
export function clockName(pen: Pen, kind: string): string {
  const named = pen.pack('clocks', kind)
  return named === kind ? pen.term('clock', kind) : named
}

type Period = Explanation['periods'][number]
interface Stretch { readonly from: string; readonly to: string; readonly counted: boolean; readonly why: string; readonly periods: number }

/** Periods of a kind that follow each other are one line: a week of days is no seven lines. */
const stretches = (periods: readonly Period[]): Stretch[] => {
  const list: Stretch[] = []
  for (const p of periods) {
    const last = list.at(-1)
    if (last && last.counted === p.counted && last.why === p.why && last.to === p.from) list[list.length - 1] = { ...last, to: p.to, periods: last.periods + p.units }
    else list.push({ from: p.from, to: p.to, counted: p.counted, why: p.why, periods: p.units })
  }
  return list
}

const MOST_LINES = 60
const TIME = 33
const COUNTS = 20

/** Who has checked a legal basis against its source; that nobody has is said of law, not of the firm's own choice. */
const checked = (pen: Pen, { legal, standing, confirmed }: Explanation): readonly (readonly [string, string, 'wide'])[] => {
  const t = pen.w.why
  if (confirmed) return [[t.verified, pen.fill(t.verifiedBy, { name: confirmed.by?.name ?? '', at: pen.stamp(confirmed.at), source: confirmed.source }), 'wide']]
  return legal && standing !== 'shipped' ? [[t.unverified, t.unverifiedWhy, 'wide']] : []
}

/** Why a deadline ends when it does: the rule, what it rests on, and every stretch that counted or did not (D7). */
const whyOne = (pen: Pen, e: Explanation): Block[] => {
  const { w, data } = pen
  const t = w.why
  const days = e.rule.unit === 'naturalDays' || e.rule.unit === 'workingDays'
  const lines = stretches(e.periods)
  return [
    heading(pen.fill(t.of, { clock: e.label[data.locale] })),
    form([
      [t.rule, pen.fill(t.ruleOf, { amount: e.rule.amount, unit: pen.term('timeUnit', e.rule.unit), id: e.rule.id, version: e.rule.version })],
      [t.due, pen.until(e.clock.dueAt)],
      ...(e.extendedFrom ? [[t.extendedFrom, pen.until(e.extendedFrom)] as const] : []),
      ...(e.provisional ? [[t.provisional, t.provisionalWhy, 'wide'] as const] : []),
      [t.basis, e.basis[data.locale], 'wide'],
      ...checked(pen, e),
    ]),
    table(
      [{ head: t.from, mm: TIME }, { head: t.to, mm: TIME }, { head: t.why, share: 1 }, { head: t.counts, mm: COUNTS }],
      lines.slice(0, MOST_LINES).map((s) => [pen.stamp(s.from), pen.stampEnd(s.to), pen.term('period', s.why), s.counted ? (days ? pen.fill(t.days, { count: s.periods }) : t.counted) : t.notCounted]),
    ),
  ]
}

export const whyDeadlines = (pen: Pen): Block[] => (pen.data.explanations ?? []).flatMap((e) => whyOne(pen, e))

/** When and why the clocks stood still, and more time was asked for. */
export const stops = (pen: Pen): Block[] => {
  const { pauses, extensions } = pen.data.case
  const t = pen.w.why
  const paused = pauses.length === 0 ? [] : [heading(t.pauses), table(
    [{ head: t.from, mm: TIME }, { head: t.to, mm: TIME }, { head: t.reason, share: 1 }, { head: t.by, mm: COUNTS }],
    pauses.map((p) => [pen.stamp(p.from), pen.stamp(p.to), p.reason, pen.text(p.by?.name)]),
  )]
  const extended = extensions.length === 0 ? [] : [heading(t.extensions), table(
    [{ head: t.clock, mm: TIME }, { head: t.until, mm: TIME }, { head: t.reason, share: 1 }, { head: t.decision, mm: TIME }],
    extensions.map((x) => [clockName(pen, x.clock), pen.stampEnd(x.until), [x.reason, x.comment ?? ''], [pen.term('extensionState', x.state), x.decidedBy?.name ?? '']]),
  )]
  return [...paused, ...extended]
}
