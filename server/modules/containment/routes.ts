import * as contract from '#contract/containment.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { askLift, decideLift } from './commands/lift.ts'
import { confirm, order, tellUnit } from './commands/order.ts'
import { addRecipients, addTable, contact } from './commands/recipients.ts'
import { alsoAffected } from './queries/found.ts'
import { holds, holdsOn, oneHold } from './queries/holds.ts'
import { oneRecipient, recipients } from './queries/recipients.ts'

export const routes = [
  exposeThen(contract.orderHold, order, oneHold), expose(contract.holds, holds), expose(contract.holdsOn, holdsOn), expose(contract.oneHold, oneHold),
  exposeThen(contract.tellUnit, tellUnit, oneHold), exposeThen(contract.confirmHold, confirm, oneHold), exposeThen(contract.askLift, askLift, oneHold), exposeThen(contract.decideLift, decideLift, oneHold),
  expose(contract.recipients, recipients), expose(contract.addRecipients, addRecipients), expose(contract.addRecipientTable, addTable), exposeThen(contract.contactRecipient, contact, oneRecipient), expose(contract.alsoAffected, alsoAffected),
]
