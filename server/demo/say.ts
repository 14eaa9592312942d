import { needsApproval } from '#contract/commitment-refusals.ts'
import type { Command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { type Folder, type Play, actorOf } from './play.ts'

/** Words that promise more than the handler may go out by the hand of whoever has the highest rank there. */
export const sayIt = async <I, O>(play: Play, folder: Folder, command: Command<I, O>, input: I): Promise<O> =>
  play.run(actorOf(folder), command, input).catch((error: unknown) => {
    const [first] = play.cast.members.filter(({ actor }) => actor.units === 'all' || actor.units.includes(folder.place.id)).sort((a, b) => b.rank - a.rank)
    if (!first || !(error instanceof Problem && error.refusal === needsApproval)) throw error
    return play.run(first.actor, command, input)
  })
