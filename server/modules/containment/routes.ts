import * as contract from '#contract/containment.ts'
import { type Exposed, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import type { Connector, Settings } from '#modules/order-book/port.ts'
import { askLift, decideLift } from './commands/lift.ts'
import { confirm, order, tellUnit } from './commands/order.ts'
import { addRecipients, addTable, contact } from './commands/recipients.ts'
import { addSold } from './commands/sold.ts'
import { alsoAffected } from './queries/found.ts'
import { holds, holdsOn, oneHold } from './queries/holds.ts'
import { oneRecipient, recipients } from './queries/recipients.ts'
import { askedOfSystem, soldOrders } from './queries/sold.ts'

/** The firm's system is asked outside of any transaction: it takes as long as it takes. */
export const containmentRoutes = (connectorTo: (system: Settings) => Connector): readonly Exposed[] => [
  exposeThen(contract.orderHold, order, oneHold), expose(contract.holds, holds), expose(contract.holdsOn, holdsOn), expose(contract.oneHold, oneHold),
  exposeThen(contract.tellUnit, tellUnit, oneHold), exposeThen(contract.confirmHold, confirm, oneHold), exposeThen(contract.askLift, askLift, oneHold), exposeThen(contract.decideLift, decideLift, oneHold),
  expose(contract.recipients, recipients), expose(contract.addRecipients, addRecipients), expose(contract.addRecipientTable, addTable), exposeThen(contract.contactRecipient, contact, oneRecipient), expose(contract.alsoAffected, alsoAffected), expose(contract.soldOrders, soldOrders),
  exposeAs(contract.addSold, addSold.name, async (doors, visit, { id }) => {
    const { lot, system } = await doors.ask(askedOfSystem, visit.actor, { id })
    const said = system && lot !== null ? await connectorTo(system).look('lot', lot) : null
    return performed(doors, visit, addSold, { id, fromSystem: said?.found ?? [], asked: said ? [said.asked] : [] })
  }),
]
