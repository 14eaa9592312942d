import * as contract from '#contract/settlement.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { begin, cancelAgreement, complete, sendNotice, sign } from './commands.ts'
import { notice, task, tasks } from './queries.ts'

export const routes = [expose(contract.tasks, tasks), exposeThen(contract.begin, begin, task), exposeThen(contract.complete, complete, task), expose(contract.cancelAgreement, cancelAgreement), expose(contract.sign, sign), exposeThen(contract.sendNotice, sendNotice, notice)]
