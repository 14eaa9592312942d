import * as assigning from '#contract/assigning.ts'
import * as attention from '#contract/attention.ts'
import * as contract from '#contract/routing.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { setGivingOut, setSkills } from './choosing/commands.ts'
import { choiceOf, givingOut, skills, skillsOf, unitGivingOut } from './choosing/queries.ts'
import { accept, decline, handOver, takeOver } from './commands.ts'
import { handover } from './queries.ts'
import { assign } from './triage/commands.ts'
import { triage, waits } from './triage/queries.ts'
import { answerUrging, askHigher, supervise, urge } from './urging/commands.ts'
import { urging } from './queries/urgings.ts'
import * as way from '#contract/way.ts'
import { followWay, keepWay } from './way/commands.ts'

export const routes = [
  expose(assigning.givingOut, givingOut), exposeThen(assigning.setGivingOut, setGivingOut, unitGivingOut), expose(assigning.skills, skills), exposeThen(assigning.setSkills, setSkills, skillsOf), expose(assigning.choiceOf, choiceOf),
  exposeThen(contract.handOver, handOver, handover), exposeThen(contract.accept, accept, handover), expose(contract.decline, decline), expose(contract.takeOver, takeOver),
  exposeThen(attention.urge, urge, urging), exposeThen(attention.supervise, supervise, urging), exposeThen(attention.askHigher, askHigher, urging), exposeThen(attention.answerUrging, answerUrging, urging),
  expose(way.followWay, followWay), expose(way.keepWay, keepWay),
  expose(attention.triage, triage), expose(attention.waits, waits), expose(attention.assign, assign),
]
