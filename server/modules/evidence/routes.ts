import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import * as contract from '#contract/evidence.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { type Clock, iso } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { extend, move } from './commands/handle.ts'
import { take } from './commands/take.ts'
import { clocks, evidenceList, oneEvidence } from './queries.ts'

/** Read once more from the store, a piece at a time; bytes that are not there are not intact. */
const isIntact = async (store: FileStore, sha256: string): Promise<boolean> => {
  const hash = createHash('sha256')
  try {
    await pipeline(await store.open(sha256), hash)
  } catch {
    return false
  }
  return hash.digest('hex') === sha256
}

export const evidenceRoutes = (store: FileStore, clock: Clock): readonly Exposed[] => [
  exposeThen(contract.takeEvidence, take, oneEvidence), exposeThen(contract.moveEvidence, move, oneEvidence), exposeThen(contract.keepLonger, extend, oneEvidence),
  expose(contract.evidenceList, evidenceList), expose(contract.oneEvidence, oneEvidence), expose(contract.evidenceClocks, clocks),
  exposeAs(contract.checkEvidence, oneEvidence.name, async (doors, visit, { id }) => {
    const { files } = await doors.ask(oneEvidence, visit.actor, { id })
    const items: { id: string; name: string; sha256: string; intact: boolean }[] = []
    for (const { id: fileId, name, sha256 } of files) items.push({ id: fileId, name, sha256, intact: await isIntact(store, sha256) })
    return { items, at: iso(clock()), next: null }
  }),
]
