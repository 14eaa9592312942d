import { workOf as workContract } from '#contract/absence.ts'
import * as contract from '#contract/casefile.ts'
import { count, list } from '#contract/complaint.ts'
import { decisions as decisionsContract } from '#contract/decisions.ts'
import { duplicatesOf as duplicatesContract, likelyDuplicates as likelyContract } from '#contract/links.ts'
import * as customerContract from '#contract/customer.ts'
import { changeIdentityRule as changeIdentityRuleContract, identityRule as identityRuleContract } from '#contract/kept.ts'
import { search as searchContract } from '#contract/search.ts'
import * as tables from '#contract/tables.ts'
import { expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { sendTable } from '#kernel/sent.ts'
import { accuse, clearAccused } from '#modules/complaint/commands/accused.ts'
import { changeIdentity, changeIdentityRule, showComplainant } from '#modules/complaint/commands/identity.ts'
import { identityRule } from '#modules/complaint/queries/complainant.ts'
import { close, reopen } from '#modules/complaint/commands/close.ts'
import { agreeEnd } from '#modules/clock/commands/agree-end.ts'
import { decideExtension, askExtension } from '#modules/clock/commands/extend.ts'
import { pause, resume } from '#modules/clock/commands/pause.ts'
import { dismissDuplicate, link, unlink } from '#modules/complaint/commands/link.ts'
import { endRepresentation, nameRepresentative, showAuthority, waiveAuthority } from '#modules/complaint/commands/representative.ts'
import { merge, unmerge } from '#modules/complaint/commands/merge.ts'
import { duplicatesOf, likelyDuplicates } from '#modules/complaint/queries/likely-duplicates.ts'
import { addWords } from '#modules/communication/commands.ts'
import { changeContact } from '#modules/complaint/commands/contact.ts'
import { changeFields } from '#modules/complaint/commands/change-fields.ts'
import { acknowledge, changeUrgency, classify, depart, restate } from '#modules/complaint/commands/handle.ts'
import { askMark, decideMark, liftMark } from '#modules/customer/commands/mark.ts'
import { mergeCustomers, unmergeCustomers } from '#modules/customer/commands/merge.ts'
import { changeCustomer } from '#modules/customer/commands/record.ts'
import { signOff } from '#modules/complaint/commands/sign-off.ts'
import { addFinding } from '#modules/investigation/commands.ts'
import { showCase } from './queries/case.ts'
import { claims, markOf } from './queries/claims.ts'
import { customer, customerRecord, customers, recognise } from './queries/customers.ts'
import { decisions } from './queries/decisions.ts'
import { desk } from './queries/desk.ts'
import { count as countCases, list as listCases } from './queries/list.ts'
import { search } from './queries/search.ts'
import { news } from './queries/timeline.ts'
import { workOf } from './queries/work.ts'
import { compared, otherwiseSheet } from './tables/sheet.ts'
import { factsOfCase, tryOnCases } from './tables/tried.ts'

export const routes = [
  expose(searchContract, search),
  expose(workContract, workOf),
  expose(list, listCases),
  expose(count, countCases),
  expose(contract.show, showCase),
  expose(contract.news, news),
  expose(decisionsContract, decisions),
  expose(tables.factsOfCase, factsOfCase), expose(tables.tryOnCases, tryOnCases),
  exposeAs(tables.casesOtherwise, tryOnCases.name, async (doors, visit, asked) =>
    sendTable(visit, { ...otherwiseSheet(visit.locale, asked.table, await doors.ask(compared, visit.actor, asked)), page: (cursor) => doors.ask(tryOnCases, visit.actor, { ...asked, ...(cursor && { cursor }) }) })),
  exposeThen(contract.acknowledge, acknowledge, showCase),
  exposeThen(contract.restate, restate, showCase),
  exposeThen(contract.classify, classify, showCase),
  exposeThen(contract.signOff, signOff, showCase),
  exposeThen(contract.changeContact, changeContact, showCase),
  exposeThen(contract.changeFields, changeFields, showCase),
  exposeThen(contract.changeUrgency, changeUrgency, showCase),
  exposeThen(contract.depart, depart, showCase),
  exposeThen(contract.pause, pause, showCase),
  exposeThen(contract.resume, resume, showCase),
  exposeThen(contract.agreeEnd, agreeEnd, showCase),
  exposeThen(contract.askExtension, askExtension, showCase),
  exposeThen(contract.decideExtension, decideExtension, showCase),
  exposeThen(contract.addFinding, addFinding, showCase),
  expose(likelyContract, likelyDuplicates),
  expose(duplicatesContract, duplicatesOf),
  exposeThen(contract.dismissDuplicate, dismissDuplicate, showCase),
  exposeThen(contract.link, link, showCase),
  exposeThen(contract.unlink, unlink, showCase),
  exposeThen(contract.merge, merge, showCase),
  exposeThen(contract.unmerge, unmerge, showCase),
  exposeThen(contract.nameRepresentative, nameRepresentative, showCase),
  exposeThen(contract.showAuthority, showAuthority, showCase),
  exposeThen(contract.waiveAuthority, waiveAuthority, showCase),
  exposeThen(contract.endRepresentation, endRepresentation, showCase),
  expose(contract.accuse, accuse),
  expose(contract.clearAccused, clearAccused),
  expose(contract.showComplainant, showComplainant),
  exposeThen(contract.changeIdentity, changeIdentity, showCase),
  expose(identityRuleContract, identityRule),
  exposeThen(changeIdentityRuleContract, changeIdentityRule, identityRule),
  exposeThen(contract.addWords, addWords, showCase),
  exposeThen(contract.close, close, showCase),
  exposeThen(contract.reopen, reopen, showCase),
  expose(contract.desk, desk),
  expose(customerContract.customers, customers),
  expose(customerContract.recognise, recognise),
  expose(customerContract.customer, customer),
  exposeThen(customerContract.changeCustomer, changeCustomer, customerRecord),
  exposeThen(customerContract.mergeCustomers, mergeCustomers, customerRecord),
  exposeThen(customerContract.unmergeCustomers, unmergeCustomers, customerRecord),
  exposeThen(customerContract.askMark, askMark, markOf),
  exposeThen(customerContract.decideMark, decideMark, markOf),
  expose(customerContract.liftMark, liftMark),
  expose(customerContract.claims, claims),
]
