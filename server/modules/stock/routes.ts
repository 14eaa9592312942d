import * as contract from '#contract/stock.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { issue } from './commands/issue.ts'
import { addKind, changeKind, count, move, receive } from './commands/keep.ts'
import { takeBack } from './commands/take-back.ts'
import { issues, oneIssue } from './queries/issues.ts'
import { entries, kinds, oneKind, oneLot, stock } from './queries/lots.ts'

export const routes = [
  expose(contract.giftKinds, kinds), exposeThen(contract.addGiftKind, addKind, oneKind), exposeThen(contract.changeGiftKind, changeKind, oneKind),
  expose(contract.stock, stock), expose(contract.oneLot, oneLot), exposeThen(contract.receiveStock, receive, oneLot), exposeThen(contract.moveStock, move, oneLot), exposeThen(contract.countStock, count, oneLot), expose(contract.stockEntries, entries),
  exposeThen(contract.issueGift, issue, oneIssue), expose(contract.issues, issues), expose(contract.oneIssue, oneIssue), exposeThen(contract.takeBackGift, takeBack, oneIssue),
]
