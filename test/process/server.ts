import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from '../../server/kernel/root.ts'
import { AlreadyRunning, lockFolder } from '../../server/lock.ts'

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' }

/** Test files run side by side: only one of them builds, the others wait for it. */
export const ensureBuilt = async (): Promise<void> => {
  for (;;) {
    try {
      const unlock = lockFolder(join(tmpdir(), 'wenguo-test-build'))
      const built = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { encoding: 'utf8' })
      unlock()
      if (built.status !== 0) throw new Error(`build: ${built.stdout}${built.stderr}`)
      return
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error
      await sleep(200)
    }
  }
}

const folders: string[] = []
const children = new Set<ChildProcess>()

/** A path for a data folder that is not there yet, where nobody (PostgreSQL's user below root) may enter. */
export const newPlace = (name = 'data'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-process-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return join(folder, name)
}

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address && typeof address === 'object' ? address.port : 0
}

export interface Server {
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first 200 of /readyz. */
  readonly readyMs: number
  said(): string
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
  readonly ended: Promise<Ended>
}
export interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const environment = (dataDir: string, more: Record<string, string>) => ({
  PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'jewellery', ORGANIZATION: '闻过珠宝', ...more,
})

/** Starts the built server; answers as soon as the process runs. */
export const launch = async (dataDir: string, more: Record<string, string> = {}): Promise<Server> => {
  const port = await freePort()
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], { env: environment(dataDir, { PORT: String(port), ...more }), stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said = (said + chunk).slice(-20_000) })
  const ended = once(child, 'exit').then(([code, signal]): Ended => { children.delete(child); return { code, signal } })
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, readyMs: 0, said: () => said, ended, end: (signal) => { child.kill(signal); return ended } }
}

const isReady = (url: string) => fetch(`${url}/readyz`).then((answer) => answer.status === 200, () => false)

/** Starts the built server and waits until it is ready. */
export const start = async (dataDir: string, more: Record<string, string> = {}): Promise<Server> => {
  const begun = performance.now()
  const server = await launch(dataDir, more)
  let over: Ended | null = null
  server.ended.then((how) => { over = how }, () => undefined)
  while (!await isReady(server.url)) {
    if (over) throw new Error(`the server ended: ${server.said()}`)
    if (performance.now() - begun > 50_000) throw new Error(`not ready: ${server.said()}`)
    await sleep(20)
  }
  return { ...server, readyMs: Math.round(performance.now() - begun) }
}

/** Ends whatever still runs and removes the folders. */
export const endAll = async (): Promise<void> => {
  await Promise.all([...children].map(async (child) => { child.kill('SIGKILL'); await once(child, 'exit') }))
  // The database stops by itself when its parent has died; its folder cannot go before.
  await sleep(300)
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/** One of the program's own command lines. */
export const tool = async (name: 'backup' | 'demo' | 'restore' | 'verify', args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, `tools/${name}.ts`), ...args], { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => { out += chunk })
  child.stderr.on('data', (chunk) => { err += chunk })
  const [code] = await once(child, 'exit')
  return { code, out, err }
}
