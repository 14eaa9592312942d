import * as contract from '#contract/feedback.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { enterFeedback, passOn, turnIntoComplaint } from './commands.ts'
import { feedback, oneFeedback } from './queries.ts'

export const routes = [
  expose(contract.feedback, feedback),
  expose(contract.oneFeedback, oneFeedback),
  exposeThen(contract.enterFeedback, enterFeedback, oneFeedback),
  exposeThen(contract.passOn, passOn, oneFeedback),
  expose(contract.turnIntoComplaint, turnIntoComplaint),
]
