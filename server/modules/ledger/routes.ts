import * as contract from '#contract/ledger.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendTable } from '#kernel/sent.ts'
import { textOf, workbook } from '#kernel/workbook.ts'
import { exportLedger } from './commands.ts'
import { exportLines, exportList, oneExport } from './queries/exports.ts'
import { entries, ledger } from './queries/ledger.ts'
import { ledgerSheet } from './table.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const routes: readonly Exposed[] = [
  expose(contract.ledger, ledger), expose(contract.ledgerEntries, entries), exposeThen(contract.exportLedger, exportLedger, oneExport), expose(contract.ledgerExports, exportList),
  exposeAs(contract.ledgerFile, exportLines.name, async (doors, visit, { id, format }) => {
    const { no, untilOn, lines } = await doors.ask(exportLines, visit.actor, { id })
    const { heading, line } = ledgerSheet(visit.locale)
    const name = `ledger-${no}-${untilOn}`
    if (format === 'csv') return sendTable(visit, { name, heading, page: async () => ({ items: lines, next: null }), lines: (one) => [line(one).map(textOf)] })
    visit.reply.header('content-type', XLSX).header('content-disposition', `attachment; filename="${name}.xlsx"`).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
    return workbook(name, [heading, ...lines.map(line)])
  }),
]
