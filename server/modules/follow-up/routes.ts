import * as contract from '#contract/follow-up.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { attempt, record } from './commands.ts'
import { followUp, followUps } from './queries.ts'

export const routes = [expose(contract.followUps, followUps), exposeThen(contract.record, record, followUp), exposeThen(contract.attempt, attempt, followUp)]
