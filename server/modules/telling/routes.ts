import * as contract from '#contract/telling.ts'
import { type Exposed, expose, exposeThen } from '#kernel/http.ts'
import { tellByPhone, wishTelling } from './commands.ts'
import { caseTellings, maySay } from './queries.ts'

export const routes: readonly Exposed[] = [expose(contract.maySay, maySay), exposeThen(contract.tellByPhone, tellByPhone, maySay), exposeThen(contract.wishTelling, wishTelling, maySay), expose(contract.caseTellings, caseTellings)]
