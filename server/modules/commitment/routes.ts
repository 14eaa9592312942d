import * as contract from '#contract/commitment.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { giveBack, hold, release, takeBack } from './commands.ts'
import { checkWords, held, heldMessages } from './queries.ts'

export const routes = [
  expose(contract.checkWords, checkWords),
  exposeThen(contract.hold, hold, held),
  exposeThen(contract.release, release, held),
  exposeThen(contract.giveBack, giveBack, held),
  exposeThen(contract.takeBack, takeBack, held),
  expose(contract.heldMessages, heldMessages),
]
