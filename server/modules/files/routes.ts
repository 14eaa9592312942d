import * as contract from '#contract/files.ts'
import { type Exposed, exposeAs } from '#kernel/http.ts'
import type { FileStore } from './port.ts'
import { receive } from './receive.ts'

export const fileRoutes = (store: FileStore): readonly Exposed[] => [
  exposeAs(contract.upload, 'files.upload', (doors, visit) => receive(store, doors, visit, visit)),
]
