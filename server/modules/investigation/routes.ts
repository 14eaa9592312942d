import * as contract from '#contract/investigation.ts'
import { expose } from '#kernel/http.ts'
import { verify } from './commands.ts'

export const routes = [expose(contract.verify, verify)]
