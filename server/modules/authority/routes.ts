import * as contract from '#contract/authority.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { delegate, endDelegation } from './commands/delegation.ts'
import { delegation, delegations } from './delegations.ts'

export const routes = [expose(contract.delegations, delegations), exposeThen(contract.delegate, delegate, delegation), expose(contract.endDelegation, endDelegation)]
