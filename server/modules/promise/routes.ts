import * as contract from '#contract/promise.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { keep, make, release, withdraw } from './commands.ts'
import { promise, readSaid, sums } from './queries.ts'

export const routes = [exposeThen(contract.make, make, promise), exposeThen(contract.keep, keep, promise), exposeThen(contract.withdraw, withdraw, promise), exposeThen(contract.release, release, promise), expose(contract.readPromises, readSaid), expose(contract.promiseSums, sums)]
