import { type Block, type Pair, form, heading, nothing } from '../../blocks.ts'
import type { Pen } from '../../words.ts'
import { evidenceOf } from './evidence.ts'

type Case = Pen['data']['case']

/** Each point in the customer's words, how we read it, and every finding on it, also those replaced later. */
export function points(pen: Pen): Block[] {
  const { w, data } = pen
  return data.case.points.flatMap((point) => {
    const found = data.case.findings.filter((finding) => finding.pointId === point.id)
    return [
      heading(pen.fill(w.point.heading, { no: point.no })),
      form(pointPairs(pen, point)),
      ...(found.length === 0 ? [nothing(w.point.noFinding)] : found.map((finding) => form(findingPairs(pen, finding)))),
    ]
  })
}

function pointPairs(pen: Pen, point: Case['points'][number]): Pair[] {
  const p = pen.w.point
  const service = point.serviceFault
    ? [
        [p.serviceStage, pen.term('serviceStage', point.serviceStage)] as const,
        [p.serviceFault, pen.term('serviceFault', point.serviceFault)] as const,
      ]
    : []
  return [
    [p.said, point.text, 'wide'],
    [p.wants, pen.text(point.wants), 'wide'],
    ...(point.reading ? [[p.reading, point.reading, 'wide'] as const] : []),
    [p.category, pen.pack('categories', point.categoryCode)],
    [p.severity, pen.term('severity', point.severity)],
    ...service,
    ...(point.matter ? [[p.matter, pen.term('matter', point.matter)] as const] : []),
  ]
}

function findingPairs(pen: Pen, finding: Case['findings'][number]): Pair[] {
  const p = pen.w.point
  const numbers = evidenceOf(pen)
    .filter((item) => finding.evidence.some((file) => file.id === item.file.id))
    .map((item) => item.code)
  return [
    [p.finding, finding.superseded ? `${finding.text}\n${p.superseded}` : finding.text, 'wide'],
    [p.liability, pen.term('liability', finding.liability)],
    [p.cause, pen.pack('causes', finding.rootCause)],
    ...(finding.causeDetail ? [[p.causeDetail, finding.causeDetail, 'wide'] as const] : []),
    [p.method, pen.term('method', finding.method)],
    [p.evidence, pen.list(numbers)],
    ...(finding.inquiries.length ? [[p.inquiries, pen.list(finding.inquiries.map(({ number }) => number))] as const] : []),
    ...(finding.explanation ? [[p.explanation, finding.explanation, 'wide'] as const] : []),
    ...(finding.alternativeHelp ? [[p.help, finding.alternativeHelp, 'wide'] as const] : []),
    [p.by, pen.fill(p.byAt, { by: finding.by.name, at: pen.at(finding.at) }), 'wide'],
  ]
}
