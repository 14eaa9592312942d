import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import { asker } from '#kernel/ask.ts'
import type { Command } from '#kernel/command.ts'
import type { Db } from '#kernel/db.ts'
import { performer } from '#kernel/perform.ts'
import type { Query } from '#kernel/query.ts'
import type { Reaction } from '#kernel/reaction.ts'
import type { Clock, Instant } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { sweepPromises } from '#modules/promise/sweep.ts'
import { sweepTellings } from '#modules/telling/sweep.ts'
import type { Trade } from './trade.ts'
import type { DemoWords } from './words.ts'

/** From what the programme is drawn. `today`: when the audience looks. */
export interface Drawn { readonly timeZone: string; readonly locale: Locale; readonly body: PackBody; readonly trade: Trade; readonly words: DemoWords; readonly today: Instant }

/** What stays the same through the whole demo. */
export interface Setting extends Drawn { readonly db: Db; readonly reactions: readonly Reaction[]; readonly store: FileStore; readonly organizationId: string }

/** A moment of the demo, with the same doors that real work goes through: whoever acts here acts at that time. */
export interface Scene extends Setting {
  readonly now: Instant
  run<I, O>(actor: Actor, command: Command<I, O>, input: NoInfer<I>): Promise<O>
  ask<I, O>(actor: Actor, query: Query<I, O>, input: NoInfer<I>): Promise<O>
  /** What the machinery does at this moment: clocks that are due, promises that are broken, news that customers hear. */
  sweep(): Promise<void>
}

export const sceneAt = (setting: Setting, now: Instant): Scene => {
  const clock: Clock = () => now
  // Nobody waits for the disk: whoever signs in afterwards makes it catch up.
  const perform = performer(setting.db, setting.reactions, clock, undefined, 'note')
  const ask = asker(setting.db, clock)
  return {
    ...setting, now,
    run: async (actor, command, input) => (await perform(command, { actor, requestId: 'demo' }, input)).output,
    ask: (actor, query, input) => ask(query, actor, input),
    sweep: async () => {
      await sweepClocks(setting.db, perform, clock, { only: setting.organizationId })
      await sweepPromises(setting.db, perform, clock, { only: setting.organizationId })
      await sweepTellings(setting.db, perform, clock, { only: setting.organizationId })
    },
  }
}
