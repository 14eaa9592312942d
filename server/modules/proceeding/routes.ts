import * as contract from '#contract/proceeding.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendTable } from '#kernel/sent.ts'
import { end } from './commands/end.ts'
import { note } from './commands/note.ts'
import { changeProceeding, register } from './commands/register.ts'
import { approve, giveBack, send, waive, write } from './commands/report.ts'
import { reportDraft } from './queries/draft.ts'
import { caseProceedings, oneProceeding, proceedingSums, proceedings } from './queries/proceedings.ts'
import { proceedingSheet } from './table.ts'

const AT_ONCE = 200

export const routes: readonly Exposed[] = [
  expose(contract.caseProceedings, caseProceedings), exposeThen(contract.registerProceeding, register, oneProceeding), exposeThen(contract.changeProceeding, changeProceeding, oneProceeding), exposeThen(contract.noteProceeding, note, oneProceeding), exposeThen(contract.endProceeding, end, oneProceeding),
  expose(contract.reportDraft, reportDraft), exposeThen(contract.writeReport, write, oneProceeding), exposeThen(contract.approveReport, approve, oneProceeding), exposeThen(contract.returnReport, giveBack, oneProceeding), exposeThen(contract.sendReport, send, oneProceeding), exposeThen(contract.waiveReport, waive, oneProceeding),
  expose(contract.proceedings, proceedings), expose(contract.proceedingSums, proceedingSums), expose(contract.oneProceeding, oneProceeding),
  exposeAs(contract.proceedingTable, proceedings.name, (doors, visit, filter) => sendTable(visit, { ...proceedingSheet(visit.locale), page: (cursor) => doors.ask(proceedings, visit.actor, { ...filter, limit: AT_ONCE, cursor }) })),
]
