import { accessSync, constants, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const require = createRequire(import.meta.url)

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

interface Found { readonly path: string; readonly env: Record<string, string>; readonly args: readonly string[] }

/** A Chromium to drive: `CHROME_PATH`, the system's, else the one that comes from npm. */
const findBrowser = async (): Promise<Found> => {
  const system = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].filter((path) => path !== undefined).find(runs)
  if (system) return { path: system, env: {}, args: [] }
  // Makes the package unpack the libraries that Chromium needs beside it.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  return { path: await packed.executablePath(), env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '' }, args: ['--headless=shell'] }
}

/** Chinese fonts from npm, for machines that have none. */
const fontEnvironment = (): Record<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-fonts-'))
  const file = join(folder, 'fonts.conf')
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><dir>${fonts}/400Regular</dir><dir>${fonts}/700Bold</dir><cachedir>${folder}/cache</cachedir>${['sans-serif', 'system-ui'].map((family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('')}</fontconfig>`)
  return { FONTCONFIG_FILE: file }
}

const launchBrowser = async (): Promise<Browser> => {
  const { path, env, args } = await findBrowser()
  return chromium.launch({ executablePath: path, env: { ...process.env as Record<string, string>, ...env, ...fontEnvironment() }, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', ...args] })
}

let launched: Promise<Browser> | undefined

/** The browser of this process: one for all journeys, each of which opens windows of its own in it. */
export const theBrowser = async (): Promise<Browser> => {
  const running = await launched?.catch(() => null)
  if (running?.isConnected()) return running
  launched = launchBrowser()
  return launched
}
