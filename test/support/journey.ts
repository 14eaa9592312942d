import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { theBrowser } from './browser.ts'
import { type Copy, copyOf, foundedCopy } from './copies.ts'
import { keepShot } from './journey-look.ts'

const SERVER = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))
const READY_MS = 60_000
/** How long server and browser may take to begin with. */
export const OPENING_MS = 2 * READY_MS
// Generous: a machine that does other things too is slow, not wrong.
const CHAPTER_MS = 240_000
const PATIENCE_MS = 30_000

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

interface Window { readonly size?: { readonly width: number; readonly height: number }; readonly locale?: string; /** Where it begins; null: nowhere yet. */ readonly path?: string | null; /** Signed in already, without the page for it: each load of the pages costs a second, and other journeys show how people sign in. */ readonly as?: { readonly email: string; readonly password: string }; /** Of the clock in the room. */ readonly timeZone?: string; readonly scheme?: 'light' | 'dark'; /** With the workers of the pages, which keep them for when there is no network: to begin them anew costs each window what loading the pages costs. */ readonly workers?: true }

/** What comes true soon: `await eventually(() => field.inputValue()).toBe('')`. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: PATIENCE_MS })

/** A real server on its own data folder, and the browser windows of the people who use it. */
export interface Journey {
  readonly url: string
  /** A window of somebody's own: other cookies, other drafts. */
  window(who: string, look?: Window): Promise<Page>
  /** Another tab of the same person. */
  tab(page: Page, path?: string): Promise<Page>
  /** While `run` runs the server may refuse with this status in this window, and must do so. */
  refused<T>(page: Page, status: number, run: () => Promise<T>): Promise<T>
  /** Ends the server as a power cut would, and starts it again on the same folder, which must be its own. */
  crash(meanwhile?: () => Promise<void>): Promise<void>
  /** While `run` runs this window has no network. */
  offline<T>(page: Page, run: () => Promise<T>): Promise<T>
  /** The last the server wrote to its log. */
  said(): string
  /** What went wrong in the windows since last asked. */
  troubles(): readonly string[]
  pages(): readonly Page[]
  close(): Promise<void>
}

const freePort = () => new Promise<number>((found, failed) => {
  const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port'))))
  })
})

const ready = async (url: string, server: ChildProcess, said: () => string) => {
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(50)) {
    if (server.exitCode !== null) throw new Error(`The server ended: ${said()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
  }
  throw new Error(`The server did not get ready: ${said()}`)
}

const startServer = async (folder: string, port: number, env: Record<string, string>) => {
  // Nothing of the test runner's own environment: it sets BASE_URL and NODE_ENV.
  const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'LANG'].map((name) => [name, process.env[name]]))
  const child = spawn(process.execPath, [SERVER], { env: { ...inherited, PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer) => { said = (said + chunk).slice(-4_000) }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<void>((end) => { child.once('exit', () => end()) })
  await ready(`http://127.0.0.1:${port}`, child, () => said)
  return { said: () => said, stop: async (signal: NodeJS.Signals) => { child.kill(signal); await ended } }
}

/** Nobody is signed in when a window first opens: that one refusal is no trouble. */
const SIGNED_OUT = 401
/** Of a first save whose answer never came nobody knows whether it arrived: a page that asks for it, or throws it away, may hear that it did not. */
const ASKED_AFTER = /^404 (GET \S+\/api\/v1\/drafts\/[\w-]+|POST \S+\/api\/v1\/drafts\/[\w-]+\/discard)$/
/** Said by the browser for each refusal and each lost connection; those are looked at as such. */
const TOLD_ELSEWHERE = /^Failed to load resource/

class Watch {
  readonly troubles: string[] = []
  readonly allowed = new Map<Page, number>()
  /** Refusals that were awaited; a screen may ask the same again. */
  readonly met = new Map<Page, Set<string>>()
  offline = false

  page(who: string, page: Page) {
    const note = (what: string) => this.troubles.push(`${who} on ${page.url()}: ${what}`)
    page.on('pageerror', (error) => note(`error ${error.stack ?? error.message}`))
    page.on('console', (message) => { if (message.type() === 'error' && !TOLD_ELSEWHERE.test(message.text())) note(`console ${message.text()}`) })
    page.on('dialog', (dialog) => { note(`dialog ${dialog.message()}`); void dialog.dismiss() })
    // What was asked without a network fails, and is told now and then only once there is one again.
    const unheard = new WeakSet<Request>()
    page.on('request', (request) => { if (this.offline) unheard.add(request) })
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      if (!this.offline && !unheard.has(request) && !why.includes('ERR_ABORTED')) note(`${request.url()} ${why}`)
    })
    page.on('response', (response) => {
      const status = response.status()
      if (status < 400 || status === SIGNED_OUT) return
      const what = `${status} ${response.request().method()} ${response.url()}`
      const met = this.met.get(page) ?? new Set()
      if (this.allowed.get(page) === status) this.met.set(page, met.add(what))
      else if (!met.has(what) && !ASKED_AFTER.test(what)) note(what)
    })
  }
}

/** A folder for one server. PostgreSQL runs as nobody where the tests run as root. */
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-journey-'))
  chmodSync(folder, 0o755)
  return folder
}

/** The first run without a browser is made once; every journey that begins so begins with a copy. */
const founded = ({ ADMIN_EMAIL = '', ADMIN_PASSWORD = '', PACK = '', ORGANIZATION = '' }: Record<string, string>): Promise<Copy> => {
  const given = { ADMIN_EMAIL, ADMIN_PASSWORD, PACK, ORGANIZATION }
  const name = `begun_${createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 8)}`
  return foundedCopy(name, async (url) => {
    const folder = newFolder()
    const server = await startServer(folder, await freePort(), { ...given, DATABASE_URL: url })
    await server.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })
}

/** `own`: with a data folder and a database server of its own from the very first start, as somebody meets it who installs it. */
export interface Installed { readonly own?: true }

const databaseFor = async (env: Record<string, string>, { own }: Installed): Promise<Copy | null> => {
  if (own) return null
  return env.ADMIN_EMAIL ? founded(env) : copyOf()
}

/** Starts the server that was built. `env` as in the README; without `ADMIN_EMAIL` the first page is the first run. */
export const openJourney = async (env: Record<string, string> = {}, installed: Installed = {}): Promise<Journey> => {
  const folder = newFolder()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = await databaseFor(env, installed)
  const given = { ...env, ...(database && { DATABASE_URL: database.url }) }
  const [first, browser] = await Promise.all([startServer(folder, port, given), theBrowser()])
  let server = first
  const watch = new Watch()
  const names = new Map<BrowserContext, string>()
  const enter = async (context: BrowserContext, locale: string, data: object) => {
    const answer = await context.request.post(`${url}/api/v1/session`, { data, headers: { 'accept-language': locale } })
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`)
  }
  const open = async (context: BrowserContext, path: string | null) => {
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    watch.page(names.get(context) ?? '', page)
    if (path !== null) await page.goto(path)
    return page
  }
  return {
    url,
    window: async (who, { size = DESK, locale = 'zh-CN', path = '/', timeZone = 'Asia/Shanghai', scheme = 'light', workers, as } = {}) => {
      const context = await browser.newContext({ baseURL: url, viewport: size, locale, timezoneId: timeZone, colorScheme: scheme, reducedMotion: 'reduce', hasTouch: size.width < 768, isMobile: size.width < 768, serviceWorkers: workers ? 'allow' : 'block' })
      names.set(context, who)
      if (as) await enter(context, locale, as)
      return open(context, path)
    },
    tab: (page, path = '/') => open(page.context(), path),
    refused: async (page, status, run) => {
      watch.allowed.set(page, status)
      watch.met.delete(page)
      const answer = await run()
      await eventually(() => watch.met.get(page)?.size ?? 0).toBeGreaterThan(0)
      watch.allowed.delete(page)
      return answer
    },
    crash: async (meanwhile) => {
      if (database) throw new Error('a power cut takes the database along: begin with { own: true }')
      watch.offline = true
      await server.stop('SIGKILL')
      await meanwhile?.()
      server = await startServer(folder, port, given)
      watch.offline = false
    },
    offline: async (page, run) => {
      watch.offline = true
      await page.context().setOffline(true)
      try {
        return await run()
      } finally {
        await page.context().setOffline(false)
        watch.offline = false
      }
    },
    said: () => server.said(),
    troubles: () => watch.troubles.splice(0),
    pages: () => [...names.keys()].flatMap((context) => context.pages()),
    close: async () => {
      await Promise.all([...names.keys()].map((context) => context.close()))
      await server.stop('SIGTERM')
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Chapters of one story, in order: after one failed the rest is skipped. Each ends without an error in any window. */
export const storyOf = (journey: () => Journey) => {
  let broken = false
  return (name: string, run: () => Promise<void>) => test(name, async (context) => {
    if (broken) context.skip()
    broken = true
    await run().catch(async (error: unknown) => {
      const shots = await Promise.all(journey().pages().map((page, at) => keepShot(page, `broken-${at}`)))
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${[...journey().troubles(), journey().said(), ...shots].join('\n')}`, { cause: error })
    })
    expect(journey().troubles()).toEqual([])
    broken = false
  }, CHAPTER_MS)
}
