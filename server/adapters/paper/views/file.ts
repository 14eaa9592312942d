import { sumFen } from '#kernel/money.ts'
import { type Block, type Form, type Pair, form } from '../blocks.ts'
import { RECORD_FILE, type CaseRecord } from '../record.ts'
import type { Pen } from '../words.ts'
import { diagramsInFile } from './cause.ts'
import { clocks, closing, integrity, timeline, told } from './file/ending.ts'
import { custody } from './file/custody.ts'
import { evidence, evidenceOf } from './file/evidence.ts'
import { inquiries } from './file/inquiries.ts'
import { liability } from './file/liability.ts'
import { points } from './file/points.ts'
import { questionnaires } from './file/questionnaires.ts'
import { registration } from './file/registration.ts'
import { agreed, negotiation, talks, tasks } from './file/talks.ts'
import { type Frame, frame } from './frame.ts'

interface CaseFile extends Frame {
  readonly subtitle: string
  readonly mark: string
  readonly contents: string
  readonly cover: Form
  readonly recordFile: string
  readonly sections: readonly { readonly title: string; readonly blocks: readonly Block[]; readonly ownPage: boolean }[]
}

/** H4: the whole case as one bundle for a regulator or a court. */
export function file(pen: Pen, record: CaseRecord): CaseFile {
  const f = pen.w.file
  const complaint = pen.data.case
  const section = (title: string, blocks: readonly Block[], ownPage = false) => ({ title, blocks, ownPage })
  return {
    ...frame(pen, f.title),
    subtitle: pen.fill(f.subtitle, { number: complaint.number }),
    mark: complaint.confidential ? f.sensitive : f.confidential,
    contents: f.contents,
    cover: form(cover(pen)),
    recordFile: RECORD_FILE,
    sections: [
      section(f.registration, registration(pen), true),
      section(f.points, points(pen), true),
      section(f.inquiries, inquiries(pen)),
      section(f.questionnaires, questionnaires(pen)),
      section(f.causes, diagramsInFile({ w: pen.w, locale: pen.data.locale, standing: (code) => pen.term('causeStanding', code) }, pen.data.diagrams ?? [])),
      section(f.liability, liability(pen)),
      section(f.evidence, evidence(pen)),
      section(f.custody, custody(pen)),
      section(f.talks, talks(pen)),
      section(f.negotiation, negotiation(pen)),
      section(f.agreement, agreed(pen)),
      section(f.tasks, tasks(pen)),
      section(f.notice, told(pen)),
      section(f.followUp, closing(pen)),
      section(f.clocks, clocks(pen)),
      section(f.timeline, timeline(pen), true),
      section(f.seal, integrity(pen, { file: RECORD_FILE, sha256: record.sha256 }, evidenceOf(pen).length)),
    ],
  }
}

/** A reopened case may have had more than one. */
const GIVEN = ['agreed', 'fulfilled'] as const

function cover(pen: Pen): Pair[] {
  const f = pen.w.file
  const complaint = pen.data.case
  const given = complaint.remedies.filter((remedy) => GIVEN.some((state) => state === remedy.state)).map((remedy) => remedy.totalFen)
  const again: Pair[] = complaint.reopened === 0 ? [] : [[f.reopened, pen.fill(f.times, { count: complaint.reopened })]]
  return [
    [f.unit, complaint.unitName],
    ...(complaint.handledBy ? [[f.handledBy, complaint.handledBy.name] satisfies Pair] : []),
    [f.owner, complaint.owner.name],
    [f.customer, complaint.customer.name],
    [f.pointsCount, pen.fill(f.count, { count: complaint.points.length })],
    [f.receivedAt, pen.at(complaint.receivedAt)],
    [f.registeredAt, pen.at(complaint.registeredAt)],
    [f.state, pen.term('state', complaint.state)],
    [f.stage, pen.term('stage', complaint.stage)],
    [f.outcome, pen.term('outcome', complaint.outcome)],
    [f.closedAt, pen.at(complaint.closedAt)],
    [f.given, pen.money(sumFen(given))],
    ...again,
  ]
}
