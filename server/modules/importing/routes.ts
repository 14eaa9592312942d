import * as contract from '#contract/importing.ts'
import { answered } from '#kernel/answered.ts'
import { type Doors, type Exposed, type Visit, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import { sendTable } from '#kernel/sent.ts'
import type { FileStore } from '#modules/files/port.ts'
import { addCandidates, dismissCandidate, registerCandidate } from './commands/candidates.ts'
import { check, prepare, run, undo } from './commands/wizard.ts'
import { faultSheet } from './fault-list.ts'
import { candidate, candidates } from './queries/candidates.ts'
import { importOf, imports, rows, tableOf } from './queries/imports.ts'
import { offered } from './queries/preview.ts'
import { type Asked, lookInto } from './reading/table.ts'

const SHOWN = 8
const checkThenShow = answered(check, importOf, (done) => done)

/** Tables are read outside of any transaction: reading takes as long as it takes. */
const look = async (store: FileStore, doors: Doors, visit: Visit, id: string, asked: Asked) => lookInto(store, await doors.ask(tableOf, visit.actor, { id }), asked, SHOWN)

export const importRoutes = (store: FileStore): readonly Exposed[] => [
  expose(contract.imports, imports),
  exposeThen(contract.prepare, prepare, importOf),
  expose(contract.show, importOf),
  exposeAs(contract.preview, 'complaint.readImports', async (doors, visit, { id, ...asked }) => {
    const { kind, reading, sheets, names, lines } = await look(store, doors, visit, id, asked)
    const shown = lines.map(({ cells }) => [...cells.slice(0, names.length)])
    return { kind, reading, sheets: [...sheets], rows: shown, ...await doors.ask(offered, visit.actor, { id, names, rows: shown }) }
  }),
  exposeAs(contract.check, 'complaint.checkImport', async (doors, visit, input) => {
    const { reading, names } = await look(store, doors, visit, input.id, input.reading)
    return performed(doors, visit, checkThenShow, { ...input, reading, names })
  }),
  exposeThen(contract.run, run, importOf),
  exposeThen(contract.undo, undo, importOf),
  expose(contract.rows, rows),
  exposeAs(contract.faults, 'complaint.readImports', async (doors, visit, { id }) => {
    await doors.ask(tableOf, visit.actor, { id })
    return sendTable(visit, { ...faultSheet(visit.locale), page: (cursor) => doors.ask(rows, visit.actor, { id, remarked: '1', limit: 1_000, cursor }) })
  }),
  expose(contract.candidates, candidates),
  expose(contract.candidate, candidate),
  expose(contract.addCandidates, addCandidates),
  expose(contract.registerCandidate, registerCandidate),
  exposeThen(contract.dismissCandidate, dismissCandidate, candidate),
]
