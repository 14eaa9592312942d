import * as contract from '#contract/knowledge.ts'
import { expose } from '#kernel/http.ts'
import { addPhrase, markFavourite } from './commands.ts'
import { check, phrases, tryWording } from './queries.ts'

export const routes = [expose(contract.phrases, phrases), expose(contract.addPhrase, addPhrase), expose(contract.markFavourite, markFavourite), expose(contract.check, check), expose(contract.tryWording, tryWording)]
