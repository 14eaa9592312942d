import * as contract from '#contract/remedy.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { approve, sendBack, withdraw } from './commands/decide.ts'
import { answer, offer } from './commands/negotiate.ts'
import { propose } from './commands/propose.ts'
import { declineCounter, declineDemand } from './commands/say-no.ts'
import { declinedDemand } from './queries/declined.ts'
import { advice, preview } from './queries/advice.ts'
import * as tables from '#contract/tables.ts'
import { backTest } from './queries/back-test.ts'
import { draftRule } from './commands/draft-rule.ts'
import { exceptions } from './queries/exceptions.ts'
import { approvals } from './queries/approvals.ts'
import { remedy } from './queries/remedies.ts'
import { spotLimit } from './queries/spot-limit.ts'
import * as spot from '#contract/spot-limit.ts'

export const routes = [
  exposeThen(contract.propose, propose, remedy),
  exposeThen(contract.approve, approve, remedy),
  exposeThen(contract.sendBack, sendBack, remedy),
  exposeThen(contract.withdraw, withdraw, remedy),
  exposeThen(contract.offer, offer, remedy),
  exposeThen(contract.answer, answer, remedy),
  exposeThen(contract.declineCounter, declineCounter, remedy),
  exposeThen(contract.declineDemand, declineDemand, declinedDemand),
  expose(contract.advice, advice),
  expose(contract.preview, preview),
  expose(tables.backTest, backTest),
  expose(contract.approvals, approvals),
  expose(contract.exceptions, exceptions),
  expose(contract.draftRule, draftRule),
  expose(spot.spotLimit, spotLimit),
]
