import * as contract from '#contract/precedent.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { mark, withdrawLeading } from './commands.ts'
import { leading } from './leading.ts'

export const routes = [
  expose(contract.leading, leading),
  exposeThen(contract.mark, mark, leading),
  exposeThen(contract.withdrawLeading, withdrawLeading, leading),
]
