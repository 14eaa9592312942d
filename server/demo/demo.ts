import { randomBytes } from 'node:crypto'
import type { Locale } from '#contract/common.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { performer } from '#kernel/perform.ts'
import type { Reaction } from '#kernel/reaction.ts'
import type { Clock } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { setUp } from '#modules/packs/commands.ts'

export interface DemoGiven { readonly db: Db; readonly reactions: readonly Reaction[]; readonly store: FileStore; readonly timeZone: string; readonly pack: string; readonly locale: Locale; readonly clock: Clock }

/** Fills a new organisation so that one can look around. Everything goes through the same commands as real work. */
export const demo = async ({ db, reactions, clock, pack, locale, timeZone }: DemoGiven): Promise<{ organizationId: string; personId: string }> => {
  const perform = performer(db, reactions, clock)
  const organization = { 'zh-CN': '闻过珠宝（演示）', 'zh-Hant': '聞過珠寶（示範）', en: 'Wenguo Jewellery (demo)' }[locale]
  const { output } = await perform(setUp, { actor: systemActor(newId(), locale), requestId: 'demo' }, { locale, pack, organization, name: 'Demo', email: 'demo@example.com', password: randomBytes(9).toString('base64url'), timeZone })
  return output
}
