import type { Locale } from '#contract/common.ts'
import { inTermsOf } from '#contract/terms.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { performer } from '#kernel/perform.ts'
import type { Reaction } from '#kernel/reaction.ts'
import { ROOT } from '#kernel/root.ts'
import { type Clock, DAY, HOUR, type Instant, instant, plusMs } from '#kernel/time.ts'
import type { FileStore } from '#modules/files/port.ts'
import { markRead } from '#modules/notification/commands.ts'
import { notices } from '#modules/notification/queries.ts'
import { setUp } from '#modules/packs/commands.ts'
import { readPack } from '#modules/packs/load.ts'
import { agendaOf, perform } from './agenda.ts'
import { ADMIN_EMAIL, type Cast, DEMO_PASSWORD, handlerAt, hireCast, type Member } from './cast.ts'
import { interludesOf } from './interludes.ts'
import { whileMaking } from './making.ts'
import { type Folder, newFolder, type Play, playAt, type Row } from './play.ts'
import { programmeOf } from './programme.ts'
import { sceneAt, type Setting } from './scene.ts'
import { readTrade, type Trade } from './trade.ts'
import { type DemoWords, demoWords } from './words.ts'
import { yearOf } from './year.ts'

export interface DemoGiven { readonly db: Db; readonly reactions: readonly Reaction[]; readonly store: FileStore; readonly timeZone: string; readonly pack: string; readonly locale: Locale; readonly clock: Clock; /** How many months are played, the last two at least. */ readonly months?: number; /** Hears which share of the work is done. */ readonly progress?: (share: number) => void }

/** `personId` looks around; `people` can sign in with the demo password; `portal` opens a case as the complainant sees it. */
export interface Demo {
  readonly organizationId: string; readonly personId: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly position: string; readonly email: string }[]
  readonly portal: { readonly number: string; readonly code: string } | null
}

const MONTHS = 12
/** They were hired some days before the first complaint. */
const DAYS_BEFORE = 3

const found = async ({ db, reactions, pack, locale, timeZone }: DemoGiven, { organization }: Trade, words: DemoWords, at: Instant) => {
  const perform = performer(db, reactions, () => at)
  const { output } = await perform(setUp, { actor: systemActor(newId(), locale), requestId: 'demo' }, { locale, pack, organization: organization[locale], name: words.people.demo ?? 'Demo', email: ADMIN_EMAIL, password: DEMO_PASSWORD, timeZone, making: true })
  return output
}

const AT_HEADQUARTERS: readonly Row['via'][] = ['letter', 'email', 'social', 'field', 'dealer', 'regulator', 'colleague', 'automatic']

const foldersOf = (rows: readonly Row[], cast: Cast): Folder[] => rows.map((row, i) => {
  const place = cast.fronts[row.front ?? i % cast.fronts.length]
  if (!place) throw new Error('the pack has no unit that customers come to')
  return newFolder(i, row, place, AT_HEADQUARTERS.includes(row.via) ? cast.officer : handlerAt(cast, place.id, Math.floor(i / cast.fronts.length)))
})

const UNREAD_MS = 20 * HOUR

/** Who works there has read what is older than yesterday. */
const readNotices = async (play: Play, { actor }: Member) => {
  const { items } = await play.ask(actor, notices, {})
  const upTo = items.find((n) => instant(n.at) < plusMs(play.today, -UNREAD_MS))?.id
  if (upTo) await play.run(actor, markRead, { ids: [], upTo })
}

/** Everybody is hired and works through the year. */
const live = async (setting: Setting, rows: readonly Row[], personId: string, from: Instant, progress: (share: number) => void) => {
  const cast = await hireCast(sceneAt(setting, from), personId)
  const folders = foldersOf(rows, cast)
  await perform(setting, cast, agendaOf(setting, folders, interludesOf(setting)), progress)
  const now = playAt(setting, cast, setting.today)
  await Promise.all(cast.members.map((member) => readNotices(now, member)))
  return { cast, folders }
}

/**
 * Founds an organisation and lets it work for a year: people, customers, complaints in every stage. Everything goes through the same commands
 * as real work, by a clock that is moved; only the past is made up. Refused like any first run when somebody is here already.
 */
export const demo = async (given: DemoGiven): Promise<Demo> => {
  const { db, reactions, store, timeZone, pack, locale, clock, months = MONTHS, progress = () => undefined } = given
  const today = clock()
  const body = readPack(ROOT, pack)
  // What the staff say is said as the trade says it.
  const words = inTermsOf(body.pack.terms, locale, await demoWords(locale))
  const trade = readTrade(ROOT, pack, body)
  const drawn = { body, trade, words, locale, timeZone, today }
  const rows = [...programmeOf(drawn), ...yearOf(drawn, months)]
  const from = plusMs(rows.map((row) => row.start).reduce((a, b) => (a < b ? a : b)), -DAYS_BEFORE * DAY)
  const { organizationId, personId } = await found(given, trade, words, from)
  const setting: Setting = { ...drawn, db, reactions, store, organizationId }
  const { cast, folders } = await whileMaking(db, organizationId, () => live(setting, rows, personId, from, progress))
  const shown = folders.find((f) => f.row.plot === 'offered')
  return {
    organizationId, personId: cast.director.id, people: cast.members.map(({ id, name, positionName, email }) => ({ id, name, position: positionName, email })), portal: shown ? { number: shown.number, code: shown.code } : null,
  }
}
