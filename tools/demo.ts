import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { LOCALES, type Locale } from '../contract/common.ts'
import { openHost } from '../server/adapters/database/host.ts'
import { compose } from '../server/app.ts'
import { ADMIN_EMAIL, DEMO_PASSWORD } from '../server/demo/cast.ts'
import { type Demo, demo } from '../server/demo/demo.ts'
import { type Config, readConfig } from '../server/kernel/config.ts'
import { type Database, connect } from '../server/kernel/db.ts'
import { chooseLocale } from '../server/kernel/i18n.ts'
import { prepareJobs } from '../server/kernel/jobs.ts'
import { createLog } from '../server/kernel/log.ts'
import { migrate } from '../server/kernel/migrate.ts'
import { relayOnce } from '../server/kernel/relay.ts'
import { ROOT } from '../server/kernel/root.ts'
import { systemClock } from '../server/kernel/time.ts'
import { AlreadyRunning, lockFolder } from '../server/lock.ts'
import { isFirstRun } from '../server/modules/packs/first-run.ts'
import { packCodes } from '../server/modules/packs/load.ts'
import { Refused, runTool, say } from './ops/refused.ts'

const POOL = 8
const DEFAULT_DIR = './data-demo'

interface Asked { readonly pack: string; readonly locale: Locale }

/** `zh_TW.UTF-8` as a browser would say it. */
const localeOfShell = (lang: string | undefined): Locale => chooseLocale((lang ?? '').split('.')[0]?.replace('_', '-'))

const asked = (): Asked => {
  const { values } = parseArgs({ options: { pack: { type: 'string' }, locale: { type: 'string' } } })
  const pack = values.pack ?? (process.env.PACK || 'jewellery')
  const codes = packCodes(ROOT).map((p) => p.code)
  if (!codes.includes(pack)) throw new Refused(`There is no pack ${pack}. Choose one of ${codes.join(', ')}.`)
  const locale = values.locale === undefined ? localeOfShell(process.env.LANG) : LOCALES.find((l) => l === values.locale)
  if (!locale) throw new Refused(`There is no locale ${values.locale}. Choose one of ${LOCALES.join(', ')}.`)
  return { pack, locale }
}

const settings = (): Config => readConfig({ ...process.env, DATA_DIR: process.env.DATA_DIR || DEFAULT_DIR, SMTP_URL: '' })

const lock = ({ dataDir, databaseUrl }: Config): (() => void) => {
  if (databaseUrl) return () => undefined
  try {
    return lockFolder(dataDir)
  } catch (error) {
    throw error instanceof AlreadyRunning ? new Refused(error.message) : error
  }
}

/** What happened in the made-up past is not mailed when the program starts. */
const forgetMail = async ({ db }: Database): Promise<void> => {
  while (await relayOnce(db, []) > 0) { /* the next round */ }
}

const fillIn = async (config: Config, database: Database, { pack, locale }: Asked): Promise<Demo> => {
  const log = createLog('warn')
  await prepareJobs(database.pool, log)
  if (!await isFirstRun(database.db)) throw new Refused(`${config.databaseUrl ? 'The database of DATABASE_URL' : config.dataDir} holds an organisation already. Remove it first, or name another place: DATA_DIR=./another npm run demo`)
  const app = compose({ config, database, log, clock: systemClock })
  try {
    const made = await demo({ db: database.db, reactions: app.reactions, store: app.store, timeZone: config.timeZone, pack, locale, clock: systemClock, months: config.demoMonths })
    await forgetMail(database)
    return made
  } finally {
    await app.close()
  }
}

const make = async (config: Config, wanted: Asked): Promise<Demo> => {
  const unlock = lock(config)
  try {
    const host = await openHost(config.databaseUrl, config.dataDir, say)
    try {
      await migrate(host.url)
      const database = connect(host.url, POOL, (error) => say(error.message))
      return await fillIn(config, database, wanted).finally(() => database.end())
    } finally {
      await host.stop()
    }
  } finally {
    unlock()
  }
}

const tell = ({ people, portal, personId }: Demo, config: Config, seconds: number) => {
  const folder = relative(process.cwd(), config.dataDir)
  const shown = folder.startsWith('..') ? config.dataDir : `./${folder}`
  const looking = people.find((p) => p.id === personId)
  say(`A demo organisation is ready in ${config.databaseUrl ? 'the database of DATABASE_URL' : shown} (${seconds} s). Everybody signs in with the password ${DEMO_PASSWORD}:\n`)
  for (const { email, position, name } of people) say(`  ${email.padEnd(30)} ${position} ${name}`)
  say(`  ${ADMIN_EMAIL.padEnd(30)} (administrator)\n`)
  say(`Start it:  DATA_DIR=${shown} npm start`)
  say(`Then open ${config.baseUrl} and look around as ${looking?.email ?? ADMIN_EMAIL}.`)
  if (portal) say(`As a customer: ${config.baseUrl}/portal with number ${portal.number} and code ${portal.code}.`)
}

/** `npm run demo`: an organisation to look around in, in a folder of its own. PACK or `--pack`, LANG or `--locale`. */
await runTool(async () => {
  const wanted = asked()
  const config = settings()
  const began = performance.now()
  const made = await make(config, wanted)
  tell(made, config, Math.round((performance.now() - began) / 1000))
  return true
})
