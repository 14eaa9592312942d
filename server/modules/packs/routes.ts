import * as contract from '#contract/packs.ts'
import { expose } from '#kernel/http.ts'
import { packView } from './queries.ts'

export const routes = [expose(contract.installed, packView)]
