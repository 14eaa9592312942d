import * as contract from '#contract/held.ts'
import { type Exposed, expose, exposeAs } from '#kernel/http.ts'
import type { Instant } from '#kernel/time.ts'
import { sendFile } from '#modules/files/send.ts'
import type { FileStore } from '#modules/files/port.ts'
import { discardHeld, releaseHeld, restoreHeld } from './commands/held.ts'
import type { Gate } from './gate.ts'
import { countersOf, held, heldFile } from './held-queries.ts'

export const heldRoutes = (gate: Gate, store: FileStore, since: Instant): readonly Exposed[] => [
  expose(contract.held, held),
  exposeAs(contract.heldFile, 'portal.readHeld', async (doors, visit, { inline, ...input }) => sendFile(visit, store, await doors.ask(heldFile, visit.actor, input), inline === '1')),
  expose(contract.releaseHeld, releaseHeld),
  expose(contract.discardHeld, discardHeld),
  expose(contract.restoreHeld, restoreHeld),
  expose(contract.gate, countersOf(gate, since)),
]
