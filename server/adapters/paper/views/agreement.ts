import { amountInWords } from '#kernel/amount-in-words.ts'
import { sumFen } from '#kernel/money.ts'
import { type Block, form, heading, prose, table } from '../blocks.ts'
import { type PaperData, remedyToSign } from '../paper.ts'
import { type Pen, figures } from '../words.ts'
import { type Frame, frame } from './frame.ts'

type Remedy = PaperData['case']['remedies'][number]

interface Agreement extends Frame {
  readonly blocks: readonly Block[]
  readonly preamble: string
  readonly clausesTitle: string
  readonly clauses: readonly string[]
  readonly status: string
  readonly sides: readonly { readonly title: string; readonly name: string; readonly agent: string; readonly sealed: boolean }[]
}

/** The settlement: who, what for, what is given, in figures and in words that say the same, by when, and no right given up. */
export function agreement(pen: Pen): Agreement {
  const { w, data } = pen
  const a = w.agreement
  const remedy = remedyToSign(data.case)
  if (remedy === null) throw new Error('no remedy to put into an agreement')
  return {
    ...frame(pen, a.title),
    preamble: a.preamble,
    blocks: [parties(pen), prose('', a.preamble), ...facts(pen), ...items(pen, remedy), ...performance(pen)],
    clausesTitle: a.clauses,
    clauses: [a.clause1, a.clause2, a.clause3, a.clause4, a.clause5, a.clause6],
    status:
      data.case.agreement === null
        ? a.unsigned
        : pen.fill(a.agreedBy, { at: pen.at(data.case.agreement.agreedAt), proof: pen.term('proof', data.case.agreement.proof) }),
    sides: [
      { title: a.sideA, name: data.organization.name, agent: a.agent, sealed: true },
      { title: a.sideB, name: data.case.customer.name, agent: signsFor(pen), sealed: false },
    ],
  }
}

/** Under the customer's name: who signs for them, and as what. */
function signsFor({ w, data, fill }: Pen): string {
  const { representative } = data.case
  return representative ? fill(w.agreement.signsFor, { name: representative.name, relation: representative.relation }) : ''
}

function parties(pen: Pen): Block {
  const { w, data } = pen
  const a = w.agreement
  const { customer, representative } = data.case
  return form([
    [a.partyA, data.organization.name, 'wide'],
    [a.unit, data.unit.name],
    [a.phone, pen.text(data.unit.phone)],
    ...(data.unit.address === null ? [] : [[a.address, data.unit.address, 'wide'] as const]),
    [a.partyB, customer.name],
    [a.phone, pen.text(customer.phone)],
    ...(customer.address === null ? [] : [[a.address, customer.address, 'wide'] as const]),
    ...(representative === null ? [] : [[a.representative, pen.list([representative.name, representative.relation, representative.phone ?? ''].filter((part) => part !== '')), 'wide'] as const]),
  ])
}

function facts(pen: Pen): Block[] {
  const a = pen.w.agreement
  const { points, findings } = pen.data.case
  return [
    heading(a.facts),
    ...points.flatMap((point) => {
      const found = findings.filter((finding) => finding.pointId === point.id && !finding.superseded)
      return [
        prose(`${point.no}. ${a.said}`, point.text),
        ...found.map((finding) => prose(a.found, finding.text)),
        ...(found.length === 0 ? [] : [prose(a.liability, pen.list(found.map((finding) => pen.term('liability', finding.liability))))]),
      ]
    }),
  ]
}

function items(pen: Pen, remedy: Remedy): Block[] {
  const { w, data } = pen
  const a = w.agreement
  const numbers = new Map(data.case.points.map((point) => [point.id, point.no]))
  const total = sumFen(remedy.items.map((item) => item.amountFen))
  const words = amountInWords(total, data.locale === 'zh-Hant' ? 'traditional' : 'simplified')
  return [
    heading(a.items),
    table(
      [
        { head: w.common.no, mm: 13 },
        { head: a.item, share: 3 },
        { head: a.forPoint, mm: 22 },
        { head: a.note, share: 5 },
        { head: w.common.amount, mm: 32, right: true },
      ],
      remedy.items.map((item, at) => [
        String(at + 1),
        pen.term('remedyKind', item.kind),
        pen.fill(a.pointNo, { no: numbers.get(item.pointId) ?? '' }),
        pen.text(item.note),
        pen.money(item.amountFen),
      ]),
      [
        [a.inFigures, figures(total)],
        [a.inWords, pen.fill(a.rmb, { words })],
      ],
    ),
  ]
}

function performance(pen: Pen): Block[] {
  const a = pen.w.agreement
  const { tasks } = pen.data.case
  if (tasks.length === 0) return [heading(a.execution), prose('', a.executionBlank)]
  return [
    heading(a.execution),
    table(
      [
        { head: a.task, share: 5 },
        { head: a.by, share: 2 },
        { head: a.until, mm: 44 },
        { head: pen.w.common.amount, mm: 32, right: true },
      ],
      tasks.map((task) => [task.title, task.unitName, pen.at(task.dueAt), pen.money(task.amountFen)]),
    ),
  ]
}
