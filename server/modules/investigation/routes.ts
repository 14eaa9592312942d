import * as contract from '#contract/investigation.ts'
import { expose } from '#kernel/http.ts'
import { verify } from './commands.ts'
import { recurrences } from './recurrences.ts'

export const routes = [expose(contract.verify, verify), expose(contract.recurrences, recurrences)]
