import * as contract from '#contract/feedback.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { answerFeedback, changeRule, improve } from './answering.ts'
import { enterFeedback, passOn, turnIntoComplaint } from './commands.ts'
import { enteredFeedback, feedback, feedbackSums, oneFeedback, suggestionRule } from './queries.ts'

export const routes = [
  expose(contract.feedback, feedback),
  expose(contract.feedbackSums, feedbackSums),
  expose(contract.oneFeedback, oneFeedback),
  exposeThen(contract.enterFeedback, enterFeedback, enteredFeedback),
  exposeThen(contract.passOn, passOn, oneFeedback),
  exposeThen(contract.answerFeedback, answerFeedback, oneFeedback),
  exposeThen(contract.improve, improve, oneFeedback),
  expose(contract.turnIntoComplaint, turnIntoComplaint),
  expose(contract.suggestionRule, suggestionRule),
  exposeThen(contract.changeSuggestionRule, changeRule, suggestionRule),
]
