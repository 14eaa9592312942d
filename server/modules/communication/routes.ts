import * as contract from '#contract/communication.ts'
import { exposeThen } from '#kernel/http.ts'
import { write } from './commands.ts'
import { message } from './queries.ts'

export const routes = [exposeThen(contract.write, write, message)]
