import * as contract from '#contract/routing.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { accept, decline, handOver, takeOver } from './commands.ts'
import { handover } from './queries.ts'

export const routes = [exposeThen(contract.handOver, handOver, handover), exposeThen(contract.accept, accept, handover), expose(contract.decline, decline), expose(contract.takeOver, takeOver)]
