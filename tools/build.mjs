// Builds pages and server into dist/ when a source is newer than what was built. `--force` always builds.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const SOURCES = ['contract', 'server', 'web', 'locales', 'package.json', 'vite.config.ts', 'vite.server.config.ts', 'tsconfig.json']
const stamp = join(root, 'dist', 'built')

const newest = (path) => {
  const stat = statSync(path)
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).filter((name) => !name.endsWith('.test.ts')).map((name) => newest(join(path, name)))) : stat.mtimeMs
}

const builtAt = () => {
  try {
    return statSync(stamp).mtimeMs
  } catch {
    return 0
  }
}

const SMALL = 1_024
const QUALITY = 9

/** The parts of the pages are packed once, here, and not for each visitor; the server sends what the browser understands. */
const pack = (folder) => {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
    const bytes = readFileSync(join(folder, name))
    if (bytes.length < SMALL) continue
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: QUALITY }))
  }
}

const PART = /["'`](?:\.\/|\/?assets\/)([\w.-]+\.(?:js|css))["'`]/g

/** Everything a page may ask for, also later. */
const partsOf = (web, page) => {
  const found = new Set([...readFileSync(join(web, page), 'utf8').matchAll(/\/assets\/([\w.-]+)/g)].map((match) => match[1]))
  for (const name of found) if (name.endsWith('.js')) for (const match of readFileSync(join(web, 'assets', name), 'utf8').matchAll(PART)) if (existsSync(join(web, 'assets', match[1]))) found.add(match[1])
  return [...found].sort().map((name) => `/assets/${name}`)
}

/** Keeps the portal's page with all its parts for when there is no network. The worker of the staff pages is built with them: it keeps a few parts only. */
const buildPortalWorker = async (build) => {
  const web = join(root, 'dist/web')
  const parts = partsOf(web, 'portal.html')
  const mark = createHash('sha256').update(readFileSync(join(web, 'portal.html'))).update(parts.join(' ')).digest('hex').slice(0, 12)
  await build({
    configFile: false, logLevel: 'warn', publicDir: false, define: { ASSETS: JSON.stringify(parts), BUILD: JSON.stringify(mark) },
    build: { outDir: web, emptyOutDir: false, target: 'es2022', lib: { entry: join(root, 'web/worker/portal.ts'), formats: ['iife'], name: 'worker', fileName: () => 'portal-worker.js' } },
  })
}

/** @returns whether anything had to be built. */
export const buildIfStale = async (force = false) => {
  if (!force && builtAt() > Math.max(...SOURCES.map((name) => newest(join(root, name))))) return false
  process.stdout.write('Building pages and server (once after install or a change) …\n')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await buildPortalWorker(build)
  pack(join(root, 'dist/web/assets'))
  await build({ configFile: join(root, 'vite.server.config.ts'), logLevel: 'warn' })
  writeFileSync(stamp, '')
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfStale(process.argv.includes('--force'))
