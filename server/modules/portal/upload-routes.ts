import { uploadOver } from '#contract/files.ts'
import * as contract from '#contract/portal.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Caller } from '#kernel/command.ts'
import type { Db } from '#kernel/db.ts'
import { type Exposed, type Visit, exposeAs, performed } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import type { Clock } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { dropUpload, lookAt, receivePart } from '#modules/files/resume.ts'
import { type Coming, beginUpload, finishedUpload, forgetUploads, takePart, uploadOf } from '#modules/files/uploads.ts'
import { findPlace, submitter } from './door.ts'
import { visitor } from './visitor.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly clock: Clock; enter(visit: Visit, key: { number: string; code: string }): Promise<Actor>; /** Bytes to come, counted before they do. */ countBytes(visit: Visit): Promise<void>; countUpload(visit: Visit): Promise<void> }

/** Files in parts, begun for a place or a case. From then on the key of the upload says whose it is. */
export const uploadRoutes = ({ db, store, clock, enter, countBytes, countUpload }: Given): readonly Exposed[] => {
  const callerAs = (actor: Actor, { requestId, idempotencyKey }: Visit): Caller => ({ actor, requestId, idempotencyKey })
  const own = async (visit: Visit, key: { id: string; key: string }): Promise<{ coming: Coming; caller: Caller }> => {
    const coming = await uploadOf(db, key, clock)
    if (coming.uploadedBy !== null) throw new Problem(uploadOver)
    return { coming, caller: callerAs(visitor(coming.organizationId, visit.locale, {}), visit) }
  }
  return [
    exposeAs(contract.beginUpload, beginUpload.name, async (doors, visit, { place, card, ...file }) => {
      await countUpload(visit)
      return performed(doors, visit, beginUpload, file, callerAs(submitter(await findPlace(db, place, card), visit.locale), visit))
    }),
    exposeAs(contract.beginUploadToCase, beginUpload.name, async (doors, visit, { number, code, ...file }) => {
      await countUpload(visit)
      return performed(doors, visit, beginUpload, file, callerAs(await enter(visit, { number, code }), visit))
    }),
    exposeAs(contract.lookAtUpload, finishedUpload.name, async (doors, visit, key) => {
      const { coming, caller } = await own(visit, key)
      return lookAt(doors, caller, coming)
    }),
    exposeAs(contract.sendPart, takePart.name, async (doors, visit, { offset, ...key }) => {
      const { coming, caller } = await own(visit, key)
      await countBytes(visit)
      return receivePart(store, doors, visit, caller, coming, offset)
    }),
    exposeAs(contract.giveUpUpload, forgetUploads.name, async (doors, visit, key) => {
      const { coming, caller } = await own(visit, key)
      await dropUpload(store, doors, caller, coming.id)
      return { done: true as const }
    }),
  ]
}
