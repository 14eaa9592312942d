import * as contract from '#contract/clock.ts'
import { expose } from '#kernel/http.ts'
import { explain } from './queries/clocks.ts'

export const routes = [expose(contract.explain, explain)]
