import { amountInWords } from '#kernel/amount-in-words.ts'
import { sumFen } from '#kernel/money.ts'
import { type Block, type Pair, form, heading, prose } from '../blocks.ts'
import type { PaperData } from '../paper.ts'
import { type Pen, figures } from '../words.ts'
import { type Frame, frame } from './frame.ts'

type Case = PaperData['case']
type Finding = Case['findings'][number]

interface Notice extends Frame {
  readonly dear: string
  readonly opening: string
  readonly blocks: readonly Block[]
  readonly closing: string
  readonly signed: string
  readonly sender: string
  readonly sentOn: string
}

/** G4: what the complainant is told at the end: each point, finding, liability in plain words, remedy, date, contact, further ways. */
export function notice(pen: Pen): Notice {
  const { w, data } = pen
  const n = w.notice
  const complaint = data.case
  const sent = complaint.notice
  if (sent === null) throw new Error('no notice to print')
  const sorry = complaint.findings.some((finding) => !finding.superseded && ['ours', 'shared', 'thirdParty'].includes(finding.liability))
  return {
    ...frame(pen, n.title),
    dear: pen.fill(n.dear, { name: complaint.customer.name }),
    opening: pen.fill(n.opening, { at: pen.dayOf(complaint.receivedAt), number: complaint.number }),
    blocks: [...complaint.points.flatMap((point) => answerTo(pen, point)), ending(pen, sent)],
    closing: sorry ? n.closing : n.closingNotOurs,
    signed: n.signed,
    sender: data.unit.name === data.organization.name ? data.organization.name : `${data.organization.name}\n${data.unit.name}`,
    sentOn: pen.dayOf(sent.sentAt),
  }
}

function answerTo(pen: Pen, point: Case['points'][number]): Block[] {
  const { w, data } = pen
  const n = w.notice
  const found = data.case.findings.filter((finding) => finding.pointId === point.id && !finding.superseded)
  const answers = (data.case.notice?.answers ?? []).filter((answer) => answer.pointId === point.id)
  return [
    heading(pen.fill(n.point, { no: point.no })),
    prose(n.said, point.text),
    ...found.flatMap((finding) => findingTold(pen, finding)),
    prose(n.remedy, remedyFor(pen, point.id)),
    ...answers.map((answer) => prose(n.answer, answer.answer)),
  ]
}

function findingTold(pen: Pen, finding: Finding): Block[] {
  const n = pen.w.notice
  return [
    prose(n.found, finding.explanation ? `${finding.text}\n${finding.explanation}` : finding.text),
    prose(n.liability, liability(pen, finding.liability)),
    ...(finding.alternativeHelp ? [prose(n.help, finding.alternativeHelp)] : []),
  ]
}

function liability(pen: Pen, code: Finding['liability']): string {
  const n = pen.w.notice
  return { ours: n.ours, customer: n.customerOwn, thirdParty: n.thirdParty, shared: n.shared, none: n.none }[code]
}

const agreedItems = (complaint: Case) => complaint.remedies.find((remedy) => remedy.id === complaint.agreement?.remedyId)?.items ?? []

function remedyFor(pen: Pen, pointId: string): string {
  const items = agreedItems(pen.data.case).filter((item) => item.pointId === pointId)
  if (items.length === 0) return pen.w.notice.noRemedy
  return items
    .map((item) =>
      [pen.term('remedyKind', item.kind), ...(item.amountFen > 0 ? [figures(item.amountFen)] : []), ...(item.note ? [item.note] : [])].join(
        pen.w.common.comma,
      ),
    )
    .join('\n')
}

function total(pen: Pen): Pair[] {
  const { w, data } = pen
  const fen = sumFen(agreedItems(data.case).map((item) => item.amountFen))
  if (fen === 0) return []
  const words = amountInWords(fen, data.locale === 'zh-Hant' ? 'traditional' : 'simplified')
  return [[w.notice.total, pen.fill(w.notice.rmb, { figures: figures(fen), words }), 'wide']]
}

function ending(pen: Pen, sent: NonNullable<Case['notice']>): Block {
  const n = pen.w.notice
  const { tasks, closedAt } = pen.data.case
  const doneAt =
    tasks
      .map((task) => task.doneAt ?? '')
      .toSorted()
      .at(-1) ||
    closedAt ||
    sent.sentAt
  return form([
    ...total(pen),
    [n.doneOn, pen.dayOf(doneAt), 'wide'],
    [n.contact, sent.contact, 'wide'],
    [n.furtherWays, sent.furtherWays === '' ? n.furtherWaysText : sent.furtherWays, 'wide'],
  ])
}
