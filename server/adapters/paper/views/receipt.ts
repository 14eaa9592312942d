import { type Block, type Pair, form } from '../blocks.ts'
import type { Pen } from '../words.ts'
import { type Frame, frame, short } from './frame.ts'

const MOST_POINTS = 6
const MOST_LETTERS = 90

interface Receipt extends Frame {
  readonly blocks: readonly Block[]
  readonly procedure: string
  readonly steps: readonly { readonly name: string; readonly text: string }[]
  readonly lookUp: {
    readonly title: string
    readonly how: string
    readonly url: string
    readonly codeLabel: string
    readonly code: string
  } | null
  readonly keep: string
  readonly handlerSign: string
  readonly customerSign: string
  readonly issuedBy: string
}

/** A13: names the handler, the phone, the procedure, the next date, and why it is not settled now. */
export function receipt(pen: Pen): Receipt {
  const { w, data } = pen
  const r = w.receipt
  return {
    ...frame(pen, r.title),
    blocks: [form(pairs(pen))],
    procedure: r.procedure,
    steps: [
      { name: r.step1, text: r.step1Text },
      { name: r.step2, text: r.step2Text },
      { name: r.step3, text: r.step3Text },
      { name: r.step4, text: r.step4Text },
      { name: r.step5, text: r.step5Text },
    ],
    lookUp:
      data.portalUrl === null
        ? null
        : { title: r.lookUp, how: r.lookUpHow, url: data.portalUrl, codeLabel: r.code, code: data.portalCode ?? '' },
    keep: r.keep,
    handlerSign: r.handlerSign,
    customerSign: r.customerSign,
    issuedBy: pen.fill(r.issuedBy, { name: data.organization.name }),
  }
}

/** What is not known yet stays blank, so that it can be written in by hand. */
function pairs(pen: Pen): Pair[] {
  const { w, data } = pen
  const r = w.receipt
  const complaint = data.case
  const address: Pair[] = data.unit.address === null ? [] : [[r.address, data.unit.address, 'wide']]
  return [
    [w.common.number, complaint.number],
    [r.receivedAt, pen.at(complaint.receivedAt)],
    [r.customer, complaint.customer.name],
    [r.phone, pen.text(complaint.customer.phone)],
    [r.unit, data.unit.name],
    [r.channel, pen.term('channel', complaint.channel)],
    [r.handler, complaint.owner.name],
    [r.handlerPhone, complaint.owner.phone ?? data.unit.phone ?? ''],
    ...address,
    [r.points, points(pen), 'wide'],
    [r.whyNotNow, complaint.acknowledgement?.whyNotNow ?? '', 'wide'],
    [r.next, next(pen), 'wide'],
  ]
}

function points(pen: Pen): string {
  const r = pen.w.receipt
  const all = pen.data.case.points
  const shown = all.slice(0, MOST_POINTS).map((point) => pen.fill(r.point, { no: point.no, text: short(point.text, MOST_LETTERS) }))
  return [...shown, ...(all.length > MOST_POINTS ? [pen.fill(r.morePoints, { count: all.length - MOST_POINTS })] : [])].join('\n')
}

function next(pen: Pen): string {
  const on = pen.data.case.acknowledgement?.nextOn ?? null
  if (on !== null) return pen.day(on)
  const by = pen.data.nextBy ?? null
  return by === null ? '' : pen.fill(pen.w.receipt.nextBefore, { at: pen.until(by) })
}
