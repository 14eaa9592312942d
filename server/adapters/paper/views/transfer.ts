import { amountInWords } from '#kernel/amount-in-words.ts'
import { sumFen } from '#kernel/money.ts'
import { type Block, type Pair, form, heading, prose } from '../blocks.ts'
import type { PaperData } from '../paper.ts'
import { type Pen, figures } from '../words.ts'
import { type Frame, frame } from './frame.ts'

type Case = PaperData['case']

interface TransferReply extends Frame {
  readonly opening: string
  readonly blocks: readonly Block[]
  readonly closing: string
  readonly sender: string
  readonly sentOn: string
}

/** G5, G9: what an authority or association that passed a complaint on is answered: whose and which it is, what was found, what came of it or why nothing was agreed. What is not known stays blank, to be written in by hand. */
export function transfer(pen: Pen): TransferReply {
  const { w, data } = pen
  const t = w.transfer
  const { points, reception } = data.case
  const reference = data.told ? data.told.reference : reception?.reference
  const opening = data.told?.passedOn === false ? t.openingHeard : reference ? t.openingNumbered : t.opening
  return {
    ...frame(pen, t.title),
    opening: pen.fill(opening, { reference: reference ?? pen.w.common.absent, at: pen.dayOf(data.case.receivedAt) }),
    blocks: [parties(pen), heading(t.facts), ...points.flatMap((point) => looked(pen, point)), heading(t.result), form(result(pen))],
    closing: t.closing,
    sender: data.unit.name === data.organization.name ? data.organization.name : `${data.organization.name}\n${data.unit.name}`,
    sentOn: pen.dayOf(data.printedAt),
  }
}

function parties(pen: Pen): Block {
  const { w, data } = pen
  const t = w.transfer
  const { customer, owner, product, order, receivedAt } = data.case
  const { reference, answerBy } = data.told ?? data.case.reception ?? { reference: null, answerBy: null }
  const matter = [product?.name, order?.number].filter(Boolean)
  return form([
    [t.to, data.told?.to ?? '', 'wide'],
    [t.reference, reference ?? ''],
    [t.answerBy, answerBy ? pen.until(answerBy) : ''],
    [t.receivedAt, pen.at(receivedAt)],
    [t.state, pen.term('state', data.case.state)],
    [t.customer, customer.name],
    [t.customerPhone, pen.text(customer.phone)],
    ...(matter.length ? [[t.matter, pen.list(matter), 'wide'] as const] : []),
    [t.firm, data.organization.name],
    [t.unit, data.unit.name],
    ...(data.unit.address === null ? [] : [[t.address, data.unit.address, 'wide'] as const]),
    [t.handler, owner.name],
    [t.handlerPhone, owner.phone ?? data.unit.phone ?? ''],
  ])
}

function looked(pen: Pen, point: Case['points'][number]): Block[] {
  const t = pen.w.transfer
  const told = pen.data.told?.answers.find(({ pointId }) => pointId === point.id)
  const found = pen.data.case.findings.filter((finding) => finding.pointId === point.id && !finding.superseded)
  return [
    prose(pen.fill(t.said, { no: point.no }), point.wants ? `${point.text}\n${pen.fill(t.wants, { wants: point.wants })}` : point.text),
    ...(told ? [prose(t.answered, told.answer)] : found.length === 0 ? [prose(t.found, t.notFound)] : found.map((finding) => prose(t.found, [finding.text, finding.explanation, pen.term('liability', finding.liability)].filter(Boolean).join('\n')))),
  ]
}

function result(pen: Pen): Pair[] {
  const { data, w } = pen
  const t = w.transfer
  const { agreement, outcome, notice } = data.case
  // What was approved is what is said; beside it stands only what follows from it.
  if (data.told) return [[t.outcome, data.told.outcome, 'wide'], ...(data.told.isOutcome && agreement !== null ? agreed(pen, agreement) : []), ...(data.told.isOutcome && notice !== null ? [[t.told, pen.at(notice.sentAt), 'wide'] as const] : [])]
  return [
    [t.outcome, outcome === null ? t.stillOpen : pen.term('outcome', outcome), 'wide'],
    ...(agreement === null ? [[t.agreement, whyNone(pen), 'wide'] as const] : agreed(pen, agreement)),
    ...(notice === null ? [] : [[t.told, pen.at(notice.sentAt), 'wide'] as const]),
  ]
}

function agreed(pen: Pen, agreement: NonNullable<Case['agreement']>): Pair[] {
  const { data, w } = pen
  const t = w.transfer
  const { tasks, remedies } = data.case
  const items = remedies.find((remedy) => remedy.id === agreement.remedyId)?.items ?? []
  const fen = sumFen(items.map((item) => item.amountFen))
  const words = amountInWords(fen, data.locale === 'zh-Hant' ? 'traditional' : 'simplified')
  const done = tasks.filter((task) => task.state === 'done')
  const last = done.map((task) => task.doneAt ?? '').toSorted().at(-1)
  return [
    [t.agreement, [pen.fill(t.agreedAt, { at: pen.dayOf(agreement.agreedAt), proof: pen.term('proof', agreement.proof) }), ...items.map((item) => [pen.term('remedyKind', item.kind), ...(item.amountFen > 0 ? [figures(item.amountFen)] : []), ...(item.note ? [item.note] : [])].join(w.common.comma))].join('\n'), 'wide'],
    ...(fen === 0 ? [] : [[t.total, pen.fill(t.rmb, { figures: figures(fen), words }), 'wide'] as const]),
    [t.carriedOut, tasks.length > 0 && done.length === tasks.length ? pen.fill(t.allDone, { at: pen.dayOf(last) }) : pen.fill(t.partDone, { done: done.length, all: tasks.length }), 'wide'],
  ]
}

/** Why nothing was agreed, from what the case itself holds: what was refused and on what grounds, what the customer answered, why it was closed so. */
function whyNone(pen: Pen): string {
  const t = pen.w.transfer
  const { remedies, declinedDemands, timeline, state } = pen.data.case
  const refused = (no: Pick<(typeof declinedDemands)[number], 'grounds' | 'furtherWays'>) => pen.fill(t.refused, { grounds: no.grounds, ways: pen.list(no.furtherWays.map((way) => pen.term('furtherWay', way))) })
  const said = remedies.flatMap((remedy) => [
    ...remedy.answers.filter(({ answer }) => answer !== 'accept').map(({ answer, text, counterFen }) => pen.fill(answer === 'decline' ? t.declined : t.countered, { text: [counterFen === null ? '' : figures(counterFen), text ?? ''].filter(Boolean).join(pen.w.common.comma) || pen.w.common.absent })),
    ...(remedy.declinedCounter ? [refused(remedy.declinedCounter)] : []),
  ])
  const closing = state === 'closed' ? timeline.findLast(({ name }) => name === 'complaint.closed')?.reason : null
  const all = [...said, ...declinedDemands.map(refused), ...(closing ? [pen.fill(t.closedBecause, { reason: closing })] : [])]
  if (all.length > 0) return [t.none, ...all].join('\n')
  return state === 'closed' ? t.none : t.notYet
}
