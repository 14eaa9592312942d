import * as contract from '#contract/promise.ts'
import { exposeThen } from '#kernel/http.ts'
import { keep, make, withdraw } from './commands.ts'
import { promise } from './queries.ts'

export const routes = [exposeThen(contract.make, make, promise), exposeThen(contract.keep, keep, promise), exposeThen(contract.withdraw, withdraw, promise)]
