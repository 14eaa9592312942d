import * as contract from '#contract/clock.ts'
import * as times from '#contract/working-time.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { explain } from './queries/clocks.ts'
import { setTimes } from './times/commands.ts'
import { unitTimes, workingTimes } from './times/queries.ts'

export const routes = [expose(contract.explain, explain), expose(times.workingTimes, workingTimes), expose(times.unitTimes, unitTimes), exposeThen(times.setTimes, setTimes, unitTimes)]
