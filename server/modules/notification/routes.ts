import * as contract from '#contract/notification.ts'
import { expose } from '#kernel/http.ts'
import { markRead } from './commands.ts'
import { notices } from './queries.ts'

export const routes = [expose(contract.notices, notices), expose(contract.read, markRead)]
