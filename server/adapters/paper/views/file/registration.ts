import { type Block, type Pair, form } from '../../blocks.ts'
import type { Pen } from '../../words.ts'

/** 投诉登记表 as these firms know it (A9): who, what, what they want, who received it, who recorded it. */
export function registration(pen: Pen): Block[] {
  return [form([...complainant(pen), ...subject(pen), ...particulars(pen), ...content(pen), ...first(pen)])]
}

/** What the industry's pack asks for beyond the common ones. */
function particulars(pen: Pen): Pair[] {
  const { pack, case: complaint } = pen.data
  return Object.entries(complaint.fields).map(([code, value]) => [pen.pack('fields', code), pack.values?.[code] ?? String(value)])
}

function complainant(pen: Pen): Pair[] {
  const f = pen.w.form
  const complaint = pen.data.case
  const { customer } = complaint
  return [
    [pen.w.common.number, complaint.number],
    [f.unit, complaint.unitName],
    ...(complaint.handledBy ? [[f.handledBy, complaint.handledBy.name] satisfies Pair] : []),
    [f.receivedAt, pen.at(complaint.receivedAt)],
    [f.registeredAt, pen.at(complaint.registeredAt)],
    [f.channel, pen.term('channel', complaint.channel)],
    [f.nature, pen.term('nature', complaint.nature)],
    [f.urgency, pen.term('urgency', complaint.urgency)],
    [f.urgencyWhy, pen.text(complaint.urgencyWhy)],
    [f.customer, customer.name],
    [f.phone, pen.text(customer.phone)],
    [f.email, pen.text(customer.email)],
    [f.memberNumber, pen.text(customer.memberNumber)],
    [f.classCode, pen.pack('classes', customer.classCode)],
    [f.address, pen.text(customer.address)],
  ]
}

function subject(pen: Pen): Pair[] {
  const f = pen.w.form
  const { product, order, occurredAt, place, claimFen } = pen.data.case
  return [
    [f.product, pen.text(product?.name)],
    [f.productCode, pen.text(product?.code)],
    [f.lot, pen.text(product?.lot)],
    [f.price, pen.money(product?.priceFen)],
    [f.order, pen.text(order?.number)],
    [f.boughtOn, pen.day(order?.boughtOn)],
    [f.orderAmount, pen.money(order?.amountFen)],
    [f.claim, pen.money(claimFen)],
    [f.occurredAt, pen.at(occurredAt)],
    [f.place, pen.text(place)],
  ]
}

function content(pen: Pen): Pair[] {
  const f = pen.w.form
  const { points, soFar, files, earlierCases, recurring, privateRoom, readBack, presence, departedAt } = pen.data.case
  const numbered = (texts: readonly (readonly [number, string])[]) =>
    points.length === 1 ? (texts[0]?.[1] ?? '') : texts.map(([no, text]) => `${no}. ${text}`).join('\n')
  const wants = points.flatMap((point) => (point.wants ? [[point.no, point.wants] as const] : []))
  return [
    [f.content, numbered(points.map((point) => [point.no, point.text])), 'wide'],
    [f.wants, pen.text(numbered(wants)), 'wide'],
    [f.soFar, pen.text(soFar), 'wide'],
    [f.files, pen.list(files.map((file) => file.name)), 'wide'],
    [f.presence, pen.term('presence', presence)],
    [f.departedAt, pen.at(departedAt)],
    [f.readBack, pen.yesNo(readBack)],
    [f.privateRoom, pen.yesNo(privateRoom)],
    [f.recurring, pen.yesNo(recurring)],
    [f.earlier, pen.list(earlierCases.map((earlier) => earlier.number))],
  ]
}

function first(pen: Pen): Pair[] {
  const { w, data } = pen
  const f = w.form
  const { receiver, recordedBy, owner, acknowledgement, restatement, verification, orders } = data.case
  const acknowledged =
    acknowledgement === null
      ? null
      : pen.fill(f.acknowledgedBy, {
          how: pen.term('how', acknowledgement.how),
          by: acknowledgement.by.name,
          at: pen.at(acknowledgement.at),
        })
  return [
    [f.receiver, receiver.name],
    [f.receiverPosition, receiver.position],
    [f.owner, owner.name],
    [f.ownerPhone, pen.text(owner.phone)],
    [f.acknowledged, pen.text(acknowledged), 'wide'],
    [f.whyNotNow, pen.text(acknowledgement?.whyNotNow)],
    [f.nextOn, pen.day(acknowledgement?.nextOn)],
    [f.restatement, restatement === null ? w.common.absent : restated(pen, restatement), 'wide'],
    [f.verification, verification === null ? w.common.absent : verified(pen, verification), 'wide'],
    ...orders.map((taken): Pair => [f.order, lookedUp(pen, taken), 'wide']),
    [f.recorder, recordedBy.name],
    [f.recorderSign, ''],
  ]
}

function restated(pen: Pen, restatement: NonNullable<Pen['data']['case']['restatement']>): string {
  const f = pen.w.form
  const line = pen.fill(f.restated, {
    text: restatement.text,
    how: pen.term('how', restatement.how),
    by: restatement.by.name,
    at: pen.at(restatement.at),
  })
  return `${line}\n${restatement.confirmed ? f.confirmed : f.unconfirmed}`
}

/** What the source said then, and when it was asked. */
function lookedUp(pen: Pen, { source, order, lookedAt, takenBy }: Pen['data']['case']['orders'][number]): string {
  const f = pen.w.form
  const amount = order.amountFen === null ? null : pen.money(order.amountFen)
  const shipped = order.shippedOn === null ? order.shipment : [order.shipment, pen.day(order.shippedOn)].filter(Boolean).join(' ')
  const facts: readonly (readonly [string, string | null])[] = [
    [f.orderNumber, order.number], [f.orderProduct, [order.product, order.productCode].filter(Boolean).join(' ') || null], [f.orderLot, order.lot], [f.orderSerial, order.serial], [f.orderQuantity, order.quantity],
    [f.orderBought, order.boughtOn === null ? null : pen.day(order.boughtOn)], [f.orderAmount, amount], [f.orderUnit, order.unit],
    [f.orderCustomer, [order.customerName, order.phone, order.memberNumber].filter(Boolean).join(' ') || null], [f.orderShipment, shipped || null],
  ]
  const said = facts.flatMap(([name, value]) => (value === null ? [] : [pen.fill(f.orderFact, { name, value })])).join(f.orderBetween)
  return pen.fill(f.orderSaid, { said, source: source === 'table' ? f.orderFromTable : f.orderFromSystem, at: pen.at(lookedAt), by: takenBy?.name ?? '' })
}

function verified(pen: Pen, verification: NonNullable<Pen['data']['case']['verification']>): string {
  const f = pen.w.form
  const result = [verification.exists ? f.exists : f.notExists, verification.ours ? f.ours : f.notOurs].join(pen.w.common.and)
  return pen.fill(f.verified, { result, note: verification.note, by: verification.by.name, at: pen.at(verification.at) })
}
