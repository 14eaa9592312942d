import { type Actor, systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Db, asSystem } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { type Saying, endAnswer, leaveOut, sayOn } from './say.ts'

/** How long one round works before it lets others look whether the program is to end. */
const ROUND_MS = 1_000
const MOST = 100

/** Somebody as they are now; null when they are not there any more. */
export type ActorOf = (organizationId: string, personId: string) => Promise<Actor | null>

interface Given { readonly db: Db; readonly perform: Perform; readonly actorOf: ActorOf }
interface UnderWay { readonly organization_id: string; readonly id: string; readonly by_id: string | null }

const caller = (actor: Actor) => ({ actor, requestId: 'grouping' })

const waitingFor = ({ db }: Given, { organization_id, id }: UnderWay, after: string): Promise<string[]> => asSystem(db, async (open) =>
  (await open.selectFrom('grouping.sent').select('complaint_id').where('organization_id', '=', organization_id).where('answer_id', '=', id).where('outcome', '=', 'waiting').where('complaint_id', '>', after).orderBy('complaint_id').limit(MOST).execute()).map((r) => r.complaint_id))

/** Why it could not be said; null when it was. */
const saidTo = async ({ perform }: Given, writer: Actor | null, saying: Saying): Promise<'unseen' | 'failed' | null> => {
  if (!writer) return 'unseen'
  try {
    return (await perform(sayOn, caller(writer), saying)).output.inSight ? null : 'unseen'
  } catch (error) {
    if (error instanceof Problem) return 'failed'
    throw error
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Each in a transaction of its own: what was said is kept, wherever the program stops. One that fails waits for the next round and holds up nobody. */
const goOn = async (given: Given, answer: UnderWay, until: number): Promise<void> => {
  const system = systemActor(answer.organization_id)
  const writer = answer.by_id ? await given.actorOf(answer.organization_id, answer.by_id) : null
  const errors: unknown[] = []
  for (let waiting = await waitingFor(given, answer, NOBODY); waiting.length > 0; waiting = await waitingFor(given, answer, waiting.at(-1) ?? NOBODY)) {
    for (const complaintId of waiting) {
      if (performance.now() >= until) return
      const saying = { answerId: answer.id, complaintId }
      const why = await saidTo(given, writer, saying).catch((error: unknown) => { errors.push(error) })
      if (why) await given.perform(leaveOut, caller(system), { ...saying, why })
    }
  }
  if (errors.length) throw new AggregateError(errors, `${errors.length} of an answer could not be said`)
  await given.perform(endAnswer, caller(system), { answerId: answer.id })
}

/** Says answers on that many wait for. @returns whether there may be more. */
export const sayAnswersOn = async (given: Given): Promise<boolean> => {
  const answers: UnderWay[] = await asSystem(given.db, (open) => open.selectFrom('grouping.answer').select(['organization_id', 'id', 'by_id']).where('done_at', 'is', null).orderBy('id').limit(MOST).execute())
  for (const answer of answers) await goOn(given, answer, performance.now() + ROUND_MS / answers.length)
  return answers.length > 0
}
