import * as contract from '#contract/offence.ts'
import { exposeThen } from '#kernel/http.ts'
import { doStep, flag, lift, notePolice } from './commands.ts'
import { offence } from './queries.ts'

export const routes = [exposeThen(contract.flag, flag, offence), exposeThen(contract.notePolice, notePolice, offence), exposeThen(contract.doStep, doStep, offence), exposeThen(contract.lift, lift, offence)]
