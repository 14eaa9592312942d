import * as contract from '#contract/held.ts'
import { type Exposed, expose } from '#kernel/http.ts'
import type { Instant } from '#kernel/time.ts'
import { discardHeld, releaseHeld, restoreHeld } from './commands/held.ts'
import type { Gate } from './gate.ts'
import { countersOf, held } from './held-queries.ts'

export const heldRoutes = (gate: Gate, since: Instant): readonly Exposed[] => [
  expose(contract.held, held),
  expose(contract.releaseHeld, releaseHeld),
  expose(contract.discardHeld, discardHeld),
  expose(contract.restoreHeld, restoreHeld),
  expose(contract.gate, countersOf(gate, since)),
]
