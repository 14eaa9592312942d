import * as contract from '#contract/payout.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { ask, askFee } from './commands/ask.ts'
import { approve, sendBack, withdraw } from './commands/decide.ts'
import { bounce, fail, handOver, pay } from './commands/pay.ts'
import { setRule } from './commands/rule.ts'
import { onePayout, payoutSums, payouts } from './queries/payouts.ts'
import { rule } from './queries/rule.ts'

export const routes = [
  exposeThen(contract.askPayout, ask, onePayout), exposeThen(contract.approvePayout, approve, onePayout), exposeThen(contract.returnPayout, sendBack, onePayout), exposeThen(contract.payPayout, pay, onePayout),
  exposeThen(contract.handOver, handOver, onePayout), exposeThen(contract.failPayout, fail, onePayout), exposeThen(contract.bouncePayout, bounce, onePayout), exposeThen(contract.askFee, askFee, onePayout), exposeThen(contract.withdrawPayout, withdraw, onePayout),
  expose(contract.payouts, payouts), expose(contract.payoutSums, payoutSums), expose(contract.onePayout, onePayout), expose(contract.payoutRule, rule), exposeThen(contract.setPayoutRule, setRule, rule),
]
