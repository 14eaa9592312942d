import * as contract from '#contract/statute.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { answerFacts, approveExemption, exempt, returnExemption } from './commands.ts'
import { caseStatute, exemption, exemptions } from './queries.ts'

export const routes = [
  expose(contract.caseStatute, caseStatute),
  exposeThen(contract.answerFacts, answerFacts, caseStatute),
  exposeThen(contract.exempt, exempt, caseStatute),
  exposeThen(contract.approveExemption, approveExemption, exemption),
  exposeThen(contract.returnExemption, returnExemption, exemption),
  expose(contract.exemptions, exemptions),
]
