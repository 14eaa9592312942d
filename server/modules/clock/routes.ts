import * as contract from '#contract/clock.ts'
import * as ladder from '#contract/ladder.ts'
import * as official from '#contract/official-calendar.ts'
import * as times from '#contract/working-time.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { addCalendar, publishYears } from './official/commands.ts'
import { officialCalendar, officialCalendars, officialYear, previewYears, readCalendarFile } from './official/queries.ts'
import { ladder as oneLadder, ladders, previewLadder } from './ladder/queries.ts'
import { setLadder } from './ladder/set.ts'
import { confirmClock, withdrawConfirmation } from './legal/commands.ts'
import { clockStanding, clockStandings } from './legal/queries.ts'
import { tableMoves } from '#contract/tables.ts'
import * as preview from './policy/preview.ts'
import { explain } from './queries/clocks.ts'
import { setTimes } from './times/commands.ts'
import { previewTimes } from './times/preview.ts'
import { unitTimes, workingTimes } from './times/queries.ts'

export const routes = [
  expose(contract.explain, explain), expose(contract.upgradeMoves, preview.upgradeMoves), expose(tableMoves, preview.tableMoves), expose(times.workingTimes, workingTimes), expose(times.unitTimes, unitTimes), expose(times.previewTimes, previewTimes), exposeThen(times.setTimes, setTimes, unitTimes),
  expose(official.officialCalendars, officialCalendars), expose(official.officialCalendar, officialCalendar), expose(official.officialYear, officialYear), exposeThen(official.addCalendar, addCalendar, officialCalendar),
  expose(official.readCalendarFile, readCalendarFile), expose(official.previewYears, previewYears), exposeThen(official.publishYears, publishYears, officialCalendar),
  expose(ladder.ladders, ladders), exposeThen(ladder.setLadder, setLadder, oneLadder), expose(ladder.previewLadder, previewLadder),
  expose(contract.clockStandings, clockStandings), exposeThen(contract.confirmClock, confirmClock, clockStanding), exposeThen(contract.withdrawConfirmation, withdrawConfirmation, clockStanding),
]
