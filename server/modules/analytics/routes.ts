import * as contract from '#contract/analytics.ts'
import { expose } from '#kernel/http.ts'
import { consistency, consistencyCases } from './consistency.ts'
import { exceptionFigures } from './exceptions.ts'
import { classified } from './queries.ts'

export const routes = [expose(contract.classified, classified), expose(contract.consistency, consistency), expose(contract.consistencyCases, consistencyCases), expose(contract.exceptionFigures, exceptionFigures)]
