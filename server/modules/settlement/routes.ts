import * as contract from '#contract/settlement.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { appoint, endAppointment, moveAppointment } from './appointments.ts'
import { begin, cancelAgreement, complete, sign } from './commands.ts'
import { sendNotice } from './notice.ts'
import { notice, task, tasks } from './queries.ts'

export const routes = [expose(contract.tasks, tasks), exposeThen(contract.begin, begin, task), exposeThen(contract.complete, complete, task), exposeThen(contract.appoint, appoint, task), exposeThen(contract.moveAppointment, moveAppointment, task), exposeThen(contract.endAppointment, endAppointment, task), expose(contract.cancelAgreement, cancelAgreement), expose(contract.sign, sign), exposeThen(contract.sendNotice, sendNotice, notice)]
