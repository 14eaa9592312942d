import * as contract from '#contract/inquiry.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { ask, change } from './commands/ask.ts'
import { drop, finish, reopen } from './commands/end.ts'
import { inquiryList, oneInquiry, sameLot } from './queries.ts'

export const routes = [
  exposeThen(contract.askInquiry, ask, oneInquiry), exposeThen(contract.changeInquiry, change, oneInquiry), exposeThen(contract.finishInquiry, finish, oneInquiry), exposeThen(contract.dropInquiry, drop, oneInquiry), exposeThen(contract.reopenInquiry, reopen, oneInquiry),
  expose(contract.inquiryList, inquiryList), expose(contract.oneInquiry, oneInquiry), expose(contract.sameLot, sameLot),
]
