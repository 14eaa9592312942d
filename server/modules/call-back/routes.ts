import * as contract from '#contract/call-back.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { endCall, praiseCall, registerCall, releaseCall, takeCall, tryCall } from './commands/handle.ts'
import { addLine, changeRule, removeLine } from './commands/lines.ts'
import { tellCalls } from './commands/tell.ts'
import { callBack, callBacks, callRule, callSummary, lines } from './queries.ts'

export const routes = [
  expose(contract.tellCalls, tellCalls), expose(contract.callBacks, callBacks), expose(contract.callSummary, callSummary), expose(contract.callBack, callBack),
  exposeThen(contract.takeCall, takeCall, callBack), exposeThen(contract.giveCallBack, releaseCall, callBack), exposeThen(contract.tryCall, tryCall, callBack), exposeThen(contract.endCall, endCall, callBack),
  expose(contract.registerCall, registerCall), exposeThen(contract.praiseCall, praiseCall, callBack),
  expose(contract.lines, lines), expose(contract.addLine, addLine), expose(contract.removeLine, removeLine), expose(contract.callRule, callRule), exposeThen(contract.changeCallRule, changeRule, callRule),
]
