import { type Block, type Pair, form, heading, nothing, prose, table } from '../../blocks.ts'
import type { Pen } from '../../words.ts'
import { clockName, stops, whyDeadlines } from './why.ts'

type FollowUp = Pen['data']['case']['followUps'][number]

export function told(pen: Pen): Block[] {
  const { w, data } = pen
  const { notice, points } = data.case
  if (notice === null) return [nothing(w.common.nothing)]
  const t = w.table
  const numbers = new Map(points.map((point) => [point.id, point.no]))
  return [
    form([
      [t.sentAt, pen.at(notice.sentAt)],
      [t.sender, notice.by.name],
      ...notice.answers.map((answer): Pair => [pen.fill(t.answerTo, { no: numbers.get(answer.pointId) ?? '' }), answer.answer, 'wide']),
      [t.contact, notice.contact, 'wide'],
      [t.furtherWays, pen.text(notice.furtherWays), 'wide'],
    ]),
  ]
}

/** What the customer said afterwards, and what we learned. */
export function closing(pen: Pen): Block[] {
  const { w, data } = pen
  const t = w.table
  const { followUps, summary, outcome, closedAt } = data.case
  const learned: Pair[] =
    summary === null
      ? []
      : [
          [t.cause, summary.cause, 'wide'],
          [t.effect, summary.effect, 'wide'],
          [t.improvement, summary.improvement, 'wide'],
        ]
  return [
    ...followUps.map((followUp) => form(followUpPairs(pen, followUp))),
    form([[w.file.outcome, pen.term('outcome', outcome)], [w.file.closedAt, pen.at(closedAt)], ...learned]),
  ]
}

function followUpPairs(pen: Pen, followUp: FollowUp): Pair[] {
  const t = pen.w.table
  const answers = Object.entries(followUp.answers).map(([code, answer]) => `${pen.pack('questions', code)} ${answer}`)
  return [
    [t.state, pen.term('followUpState', followUp.state)],
    [t.window, pen.fill(t.windowSpan, { from: pen.dayOf(followUp.earliestAt), to: pen.dayOf(followUp.dueAt) })],
    [t.doneBy, pen.text(followUp.by?.name)],
    [t.doneAt, pen.at(followUp.doneAt)],
    [t.via, pen.term('via', followUp.via)],
    [t.attempts, String(followUp.attempts)],
    [t.satisfied, pen.yesNo(followUp.satisfied)],
    [t.score, followUp.score === null ? pen.w.common.absent : pen.fill(t.scoreOf, { score: followUp.score })],
    ...(followUp.comment ? [[t.comment, followUp.comment, 'wide'] as const] : []),
    ...(answers.length === 0 ? [] : [[t.questions, answers.join('\n'), 'wide'] as const]),
  ]
}

/** A pack may name its own clocks; otherwise the product's words. */
export function clocks(pen: Pen): Block[] {
  const { w, data } = pen
  const all = [
    ...(data.case.clocks.length === 0 ? [] : [deadlines(pen)]),
    ...stops(pen),
    ...whyDeadlines(pen),
    ...(data.case.promises.length === 0 ? [] : [heading(w.table.promise), promises(pen)]),
    ...(data.case.handovers.length === 0 ? [] : [heading(w.file.handovers), handovers(pen)]),
  ]
  return all.length === 0 ? [nothing(w.common.nothing)] : all
}

const TIME = 33
const STATE = 24

function deadlines(pen: Pen): Block {
  const t = pen.w.table
  return table(
    [
      { head: t.clock, share: 1 },
      { head: t.startedAt, mm: TIME },
      { head: t.due, mm: TIME },
      { head: t.metAt, mm: TIME },
      { head: t.state, mm: STATE },
    ],
    pen.data.case.clocks.map((clock) => [
      clockName(pen, clock.kind),
      pen.stamp(clock.startedAt),
      pen.stampEnd(clock.dueAt),
      pen.stamp(clock.metAt),
      pen.term('clockState', clock.state),
    ]),
  )
}

function promises(pen: Pen): Block {
  const t = pen.w.table
  return table(
    [
      { head: t.what, share: 1 },
      { head: t.promiseBy, mm: 22 },
      { head: t.due, mm: TIME },
      { head: t.metAt, mm: TIME },
      { head: t.state, mm: STATE },
    ],
    pen.data.case.promises.map((promise) => [
      [promise.text, promise.result ?? ''],
      promise.owner.name,
      pen.stamp(promise.dueAt),
      pen.stamp(promise.keptAt),
      pen.term('promiseState', promise.state),
    ]),
  )
}

function handovers(pen: Pen): Block {
  const t = pen.w.table
  return table(
    [
      { head: t.at, mm: TIME },
      { head: t.from, mm: 22 },
      { head: t.to, mm: 22 },
      { head: t.story, share: 1 },
      { head: t.state, mm: STATE },
    ],
    pen.data.case.handovers.map((handover) => {
      const after = [handover.answer ?? '', handover.customerTold ? t.customerTold : ''].filter((part) => part !== '').join('\n')
      return [
        pen.stamp(handover.at),
        handover.from.name,
        handover.to.name,
        [handover.story, after],
        pen.term('handoverState', handover.state),
      ]
    }),
  )
}

/** What happened, when, by whom, and the reason given. */
export function timeline(pen: Pen): Block[] {
  const { w, data } = pen
  const t = w.table
  if (data.case.timeline.length === 0) return [nothing(w.common.nothing)]
  return [
    table(
      [
        { head: w.common.no, mm: 12 },
        { head: t.at, mm: 33 },
        { head: t.what, share: 1 },
        { head: t.who, mm: 28 },
      ],
      data.case.timeline.map((entry, at) => [
        String(at + 1),
        pen.stamp(entry.at),
        [entry.words, entry.reason ? pen.fill(t.reasonGiven, { reason: entry.reason }) : ''],
        pen.text(entry.actor?.name),
      ]),
    ),
  ]
}

export function integrity(pen: Pen, record: { readonly file: string; readonly sha256: string }, files: number): Block[] {
  const { seal, table: t } = pen.w
  const complaint = pen.data.case
  return [
    prose('', pen.fill(seal.text, { version: complaint.version, file: record.file })),
    form([
      [seal.digest, record.sha256, 'wide'],
      [seal.version, String(complaint.version)],
      [seal.events, String(complaint.timeline.length)],
      [seal.files, String(files)],
      [pen.w.file.printed, pen.fill(pen.w.point.byAt, { by: pen.data.printedBy, at: pen.at(pen.data.printedAt) })],
      [seal.how, pen.fill(seal.howText, { file: record.file }), 'wide'],
    ]),
    heading(seal.archived),
    form([
      [seal.archivist, ''],
      [t.at, ''],
      [seal.reviewer, ''],
      [t.at, ''],
    ]),
  ]
}
