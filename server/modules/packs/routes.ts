import * as categories from '#contract/categories.ts'
import * as contract from '#contract/packs.ts'
import * as own from '#contract/own.ts'
import * as of from '#contract/tables.ts'
import { type Exposed, expose, exposeAs } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { addCause, changeCause, ownCauses } from './causes.ts'
import { upgrade } from './commands.ts'
import { addOwn, changeOwn, orderFields, packOrder } from './own/commands.ts'
import { checkOwnFile, ownFile, takeOwnFile } from './own/file.ts'
import { paperExample } from './own/papers.ts'
import { ownHistory, ownItems } from './own/queries.ts'
import type { ExamplePrinter } from './port.ts'
import { packView } from './queries.ts'
import { changeTable, discardTable, restoreTable, returnTable, sendTable } from './table/commands.ts'
import { approveTable, cancelTable } from './table/publish.ts'
import { table, tableFaults, tables, tableVersion, tableVersions, tryTable } from './table/queries.ts'
import { upgradeOffered } from './upgrade.ts'
import { addCategory, changeCategory, discardDraft, importCategories, moveCategory, restoreCategory, retireCategory } from './tree/commands.ts'
import { cancelTree, publishDraft } from './tree/publish.ts'
import { draft, exported, trees } from './tree/queries.ts'

export const packRoutes = (printer: ExamplePrinter): readonly Exposed[] => [
  expose(contract.ownCauses, ownCauses), expose(contract.addCause, addCause), expose(contract.changeCause, changeCause),
  expose(contract.installed, packView), expose(contract.upgradeOffered, upgradeOffered), expose(contract.upgrade, upgrade),
  expose(own.orderFields, orderFields), expose(own.packOrder, packOrder), expose(own.ownItems, ownItems), expose(own.addOwn, addOwn), expose(own.changeOwn, changeOwn), expose(own.ownHistory, ownHistory),
  expose(own.checkOwnFile, checkOwnFile), expose(own.takeOwnFile, takeOwnFile),
  exposeAs(own.paperExample, paperExample.name, async (doors, visit, input) => sendPaper(visit, `${input.paper}-${input.locale}`, await printer.printExample(await doors.ask(paperExample, visit.actor, input)))),
  exposeAs(own.ownFile, 'packs.readOwn', async (doors, { actor, reply }) => {
    reply.header('content-type', 'application/yaml; charset=utf-8').header('content-disposition', 'attachment; filename="own-pack.yaml"').header('x-content-type-options', 'nosniff').header('cache-control', 'no-store')
    return Buffer.from(await doors.ask(ownFile, actor, {}))
  }),
  expose(categories.draft, draft), expose(categories.addCategory, addCategory), expose(categories.changeCategory, changeCategory), expose(categories.moveCategory, moveCategory),
  expose(categories.retireCategory, retireCategory), expose(categories.restoreCategory, restoreCategory), expose(categories.importCategories, importCategories), expose(categories.discardDraft, discardDraft),
  expose(categories.publishDraft, publishDraft), expose(categories.trees, trees), expose(categories.cancelTree, cancelTree),
  expose(of.tables, tables), expose(of.table, table), expose(of.changeTable, changeTable), expose(of.discardTable, discardTable), expose(of.sendTable, sendTable), expose(of.returnTable, returnTable), expose(of.approveTable, approveTable),
  expose(of.restoreTable, restoreTable), expose(of.cancelTable, cancelTable), expose(of.tableFaults, tableFaults), expose(of.tableVersions, tableVersions), expose(of.tableVersion, tableVersion), expose(of.tryTable, tryTable),
  exposeAs(categories.exportCategories, 'packs.readCategories', async (doors, visit) => {
    visit.reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="categories.csv"').header('x-content-type-options', 'nosniff')
    return Buffer.from(await doors.ask(exported, visit.actor, {}))
  }),
]
