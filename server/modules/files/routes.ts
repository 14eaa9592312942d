import * as contract from '#contract/files.ts'
import type { Db } from '#kernel/db.ts'
import { type Exposed, type Visit, expose, exposeAs } from '#kernel/http.ts'
import { Problem } from '#kernel/problem.ts'
import type { Clock } from '#kernel/time.ts'
import type { FileStore } from './port.ts'
import { receive } from './receive.ts'
import { dropUpload, lookAt, receivePart } from './resume.ts'
import { beginUpload, finishedUpload, forgetUploads, takePart, uploadOf } from './uploads.ts'

interface Given { readonly db: Db; readonly store: FileStore; readonly clock: Clock }

export const fileRoutes = ({ db, store, clock }: Given): readonly Exposed[] => {
  /** Only who began an upload goes on with it. */
  const own = async ({ actor }: Visit, key: { id: string; key: string }) => {
    const coming = await uploadOf(db, key, clock)
    if (actor.id === null || coming.organizationId !== actor.organizationId || coming.uploadedBy !== actor.id) throw new Problem(contract.uploadOver)
    return coming
  }
  return [
    exposeAs(contract.upload, 'files.upload', (doors, visit) => receive(store, doors, visit, visit)),
    expose(contract.beginUpload, beginUpload),
    exposeAs(contract.lookAtUpload, finishedUpload.name, async (doors, visit, input) => lookAt(doors, visit, await own(visit, input))),
    exposeAs(contract.sendPart, takePart.name, async (doors, visit, input) => receivePart(store, doors, visit, visit, await own(visit, input), input.offset)),
    exposeAs(contract.giveUpUpload, forgetUploads.name, async (doors, visit, input) => {
      await dropUpload(store, doors, visit, (await own(visit, input)).id)
      return { done: true as const }
    }),
  ]
}
