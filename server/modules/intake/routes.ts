import * as contract from '#contract/complaint.ts'
import { expose } from '#kernel/http.ts'
import { register } from './commands.ts'

export const routes = [expose(contract.register, register)]
