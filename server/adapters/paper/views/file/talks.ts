import { amountInWords } from '#kernel/amount-in-words.ts'
import { type Block, type Pair, form, heading, nothing, table } from '../../blocks.ts'
import { type Pen, figures } from '../../words.ts'

type Remedy = Pen['data']['case']['remedies'][number]

/** Replies, calls, notes and what the customer wrote. */
export function talks(pen: Pen): Block[] {
  const { w, data } = pen
  const t = w.table
  if (data.case.messages.length === 0) return [nothing(w.common.nothing)]
  return [
    table(
      [
        { head: t.at, mm: 33 },
        { head: t.via, mm: 27 },
        { head: t.what, share: 1 },
        { head: t.who, mm: 24 },
      ],
      data.case.messages.map((message) => {
        const reached = message.reached === null ? '' : message.reached ? t.reached : t.notReached
        const how = message.sent === null ? reached : pen.term('sent', message.sent)
        return [
          pen.stamp(message.at),
          [pen.term('messageKind', message.kind), how],
          [message.text, message.files.map((file) => file.name).join('\n')],
          message.by?.name ?? data.case.customer.name,
        ]
      }),
    ),
  ]
}

/** Every proposal with its items, approvals, offer and answers. */
export function negotiation(pen: Pen): Block[] {
  const { w, data } = pen
  const { remedies, declinedDemands } = data.case
  if (remedies.length === 0 && declinedDemands.length === 0) return [nothing(w.common.nothing)]
  return [
    ...declinedDemands.map((no) => form(saidNo(pen, w.table.refused, no))),
    ...remedies.flatMap((remedy) => [
      heading(pen.fill(w.table.proposal, { no: remedy.no })),
      items(pen, remedy),
      form([...decision(pen, remedy), ...thread(pen, remedy)]),
    ]),
  ]
}

/** A no as the customer was told it, with where they can go. */
function saidNo(pen: Pen, label: string, { grounds, furtherWays, at, by }: NonNullable<Remedy['declinedCounter']>): Pair[] {
  return [
    [label, `${grounds}\n${pen.fill(pen.w.point.byAt, { by: by.name, at: pen.at(at) })}`, 'wide'],
    [pen.w.table.ways, pen.list(furtherWays.map((way) => pen.term('furtherWay', way))), 'wide'],
  ]
}

function items(pen: Pen, remedy: Remedy): Block {
  const t = pen.w.table
  const numbers = new Map(pen.data.case.points.map((point) => [point.id, point.no]))
  return table(
    [
      { head: t.point, mm: 16 },
      { head: t.item, share: 2 },
      { head: t.note, share: 4 },
      { head: t.amount, mm: 32, right: true },
    ],
    remedy.items.map((item) => [
      String(numbers.get(item.pointId) ?? ''),
      pen.term('remedyKind', item.kind),
      pen.text(item.note),
      figures(item.amountFen),
    ]),
    [[pen.w.common.total, figures(remedy.totalFen)]],
  )
}

function decision(pen: Pen, remedy: Remedy): Pair[] {
  const t = pen.w.table
  const { decidedBy } = remedy
  const rule = pen.fill(t.rule, { table: pen.term('table', decidedBy.table), version: decidedBy.version, rule: decidedBy.rule })
  const why = decidedBy.why?.[pen.data.locale] ?? ''
  return [
    [t.state, pen.term('remedyState', remedy.state)],
    [t.proposed, pen.fill(pen.w.point.byAt, { by: remedy.proposedBy.name, at: pen.at(remedy.proposedAt) })],
    [t.reason, pen.text(remedy.reason), 'wide'],
    [t.decidedBy, why === '' ? rule : `${rule}\n${why}`, 'wide'],
    ...remedy.approvals.map((approval): Pair => [t.approval, approvalLine(pen, approval), 'wide']),
  ]
}

function approvalLine(pen: Pen, approval: Remedy['approvals'][number]): string {
  const t = pen.w.table
  const deputy = approval.asDeputyOf === null ? '' : pen.fill(t.deputy, { name: approval.asDeputyOf.name })
  const line = pen.fill(t.approved, {
    by: `${approval.by.name}${deputy}`,
    verdict: pen.term('remedyState', approval.verdict),
    at: pen.at(approval.at),
  })
  return approval.comment === '' ? line : `${line}\n${approval.comment}`
}

function thread(pen: Pen, remedy: Remedy): Pair[] {
  const t = pen.w.table
  const { declinedCounter } = remedy
  return [
    ...(remedy.offeredAt === null ? [] : [[t.offered, pen.at(remedy.offeredAt)] as const, [t.expires, pen.at(remedy.expiresAt)] as const]),
    ...remedy.answers.map((answer): Pair => [t.answer, answerLine(pen, answer), 'wide']),
    ...(declinedCounter === null ? [] : saidNo(pen, t.declined, declinedCounter)),
  ]
}

function answerLine(pen: Pen, answer: Remedy['answers'][number]): string {
  const t = pen.w.table
  const counter = answer.counterFen === null ? [] : [pen.fill(t.counter, { amount: figures(answer.counterFen) })]
  const line = pen.fill(t.answered, {
    answer: pen.term('answer', answer.answer),
    at: pen.at(answer.at),
    proof: pen.term('proof', answer.proof),
  })
  return [[line, ...counter].join(pen.w.common.and), ...(answer.text ? [answer.text] : [])].join('\n')
}

export function agreed(pen: Pen): Block[] {
  const { w, data } = pen
  const { agreement } = data.case
  if (agreement === null) return [nothing(w.common.nothing)]
  const t = w.table
  const words = amountInWords(agreement.totalFen, data.locale === 'zh-Hant' ? 'traditional' : 'simplified')
  return [
    form([
      [t.agreedAt, pen.at(agreement.agreedAt)],
      [t.proof, pen.term('proof', agreement.proof)],
      [w.common.total, figures(agreement.totalFen)],
      [t.inWords, pen.fill(w.agreement.rmb, { words })],
    ]),
  ]
}

export function tasks(pen: Pen): Block[] {
  const { w, data } = pen
  if (data.case.tasks.length === 0) return [nothing(w.common.nothing)]
  const t = w.table
  return [
    table(
      [
        { head: t.task, share: 3 },
        { head: t.unit, share: 2 },
        { head: t.due, mm: 33 },
        { head: t.doneAt, mm: 33 },
        { head: t.amount, mm: 28, right: true },
      ],
      data.case.tasks.map((task) => [
        [
          task.title,
          [task.result, task.reference === null ? null : `${t.reference}${w.common.colon} ${task.reference}`]
            .filter((part) => part !== null)
            .join('\n'),
        ],
        task.unitName,
        pen.stamp(task.dueAt),
        [task.doneAt === null ? pen.term('taskState', task.state) : pen.stamp(task.doneAt), task.doneBy?.name ?? ''],
        figures(task.amountFen),
      ]),
    ),
  ]
}
