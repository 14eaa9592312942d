import * as contract from '#contract/outsider.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { addOutsider, changeOutsider, restoreOutsider, retireOutsider } from './commands.ts'
import { oneOutsider, outsiders } from './queries.ts'

export const routes = [
  expose(contract.outsiders, outsiders), exposeThen(contract.addOutsider, addOutsider, oneOutsider), exposeThen(contract.changeOutsider, changeOutsider, oneOutsider), exposeThen(contract.retireOutsider, retireOutsider, oneOutsider), exposeThen(contract.restoreOutsider, restoreOutsider, oneOutsider),
]
