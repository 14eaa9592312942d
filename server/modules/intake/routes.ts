import * as contract from '#contract/complaint.ts'
import { expose } from '#kernel/http.ts'
import { suggest } from '#modules/complaint/queries/suggest.ts'
import { register } from './commands.ts'

export const routes = [expose(contract.register, register), expose(contract.suggest, suggest)]
