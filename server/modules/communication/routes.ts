import * as contract from '#contract/communication.ts'
import { answered } from '#kernel/answered.ts'
import { type Exposed, exposeAs, performed } from '#kernel/http.ts'
import { write, writeNote } from './commands.ts'
import { message } from './queries/messages.ts'

const [whole, wholeNote] = [answered(write, message, (done) => done), answered(writeNote, message, (done) => done)]

export const routes: readonly Exposed[] = [
  exposeAs(contract.write, write.name, (doors, visit, input) => performed(doors, visit, input.kind === 'note' && !visit.actor.may(write.name) ? wholeNote : whole, input)),
]
