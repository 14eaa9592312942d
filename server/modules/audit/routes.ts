import * as contract from '#contract/audit.ts'
import { expose } from '#kernel/http.ts'
import { actions, entries, seals } from './queries.ts'

export const routes = [expose(contract.entries, entries), expose(contract.actions, actions), expose(contract.seals, seals)]
