import * as contract from '#contract/analytics.ts'
import { expose } from '#kernel/http.ts'
import { classified } from './queries.ts'

export const routes = [expose(contract.classified, classified)]
