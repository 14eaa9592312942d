import * as contract from '#contract/identity.ts'
import { systemActor } from '#kernel/actor.ts'
import { type Db, asSystem, sql } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs } from '#kernel/http.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { ROOT } from '#kernel/root.ts'
import { setUp } from './commands.ts'
import { packCodes } from './load.ts'

interface Given {
  readonly db: Db
  readonly timeZone: string
  /** Opens a session for the new administrator and says what the browser keeps. */
  signIn(doors: Parameters<Exposed['serve']>[0], visit: Visit, organizationId: string, personId: string): Promise<contract.SignedIn>
  /** Fills a new organisation with a believable demo and says who looks around. */
  fillDemo(pack: string, locale: contract.SignedIn['person']['locale']): Promise<{ organizationId: string; personId: string }>
  /** Which share of the demo is made; null: none is being made. */
  demoShare(): number | null
}

export const isFirstRun = (db: Db): Promise<boolean> => asSystem(db, async (open) => !(await sql<{ anybody: boolean }>`select kernel.anybody_here() as anybody`.execute(open)).rows[0]?.anybody)

/** Asked before anything that costs: the door is open to everybody. */
const refuseOnceSetUp = async (db: Db) => { if (!await isFirstRun(db)) throw new Problem(contract.alreadySetUp) }

export const firstRunRoutes = (given: Given): readonly Exposed[] => [
  exposeAs(contract.firstRun, 'packs.firstRun', async () => {
    const needed = await isFirstRun(given.db)
    return { needed, packs: needed ? packCodes(ROOT) : [] }
  }),
  exposeAs(contract.setUp, 'packs.setUp', async (doors, visit, input) => {
    await refuseOnceSetUp(given.db)
    const { output } = await doors.perform(setUp, { actor: systemActor(newId(), input.locale), requestId: visit.requestId }, { ...input, timeZone: given.timeZone })
    return given.signIn(doors, visit, output.organizationId, output.personId)
  }),
  exposeAs(contract.demoProgress, 'packs.firstRun', async () => ({ share: given.demoShare() })),
  exposeAs(contract.setUpDemo, 'packs.setUp', async (doors, visit, { pack, locale }) => {
    await refuseOnceSetUp(given.db)
    const { organizationId, personId } = await given.fillDemo(pack, locale)
    return given.signIn(doors, visit, organizationId, personId)
  }),
]
