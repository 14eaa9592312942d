import * as contract from '#contract/classification.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { train, useModel } from './commands/learn.ts'
import { acceptWording, addWording, declineWording } from './commands/wording.ts'
import { learning } from './queries/learning.ts'
import { suggest } from './queries/suggest.ts'
import { wordings } from './queries/wordings.ts'

export const routes = [
  expose(contract.suggest, suggest), expose(contract.learning, learning), exposeThen(contract.train, train, learning), exposeThen(contract.useModel, useModel, learning),
  expose(contract.wordings, wordings), expose(contract.addWording, addWording), expose(contract.acceptWording, acceptWording), expose(contract.declineWording, declineWording),
]
