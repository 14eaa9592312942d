import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../server/kernel/root.ts'
import { packCodes, readPack } from '../server/modules/packs/load.ts'
import { checkOwnership } from './check/ownership.ts'
import { checkReleased } from './check/released.ts'
import { checkRefusals } from './check/refusals.ts'
import { checkSpoken } from './check/spoken.ts'
import { checkWords } from './check/words.ts'
import { checkPageTexts } from './check/page-texts.ts'
import { checkPageWords } from './check/page-words.ts'
import { checkWriting } from './check/writing.ts'
import { checkGenerated } from './check/generated.ts'

const failed: string[] = []

const step = (name: string, faults: readonly string[]) => {
  process.stdout.write(`${faults.length ? '✗' : '✓'} ${name}\n`)
  for (const fault of faults) process.stdout.write(`    ${fault}\n`)
  if (faults.length) failed.push(name)
}

interface Ended { readonly out: string; readonly faults: readonly string[] }

/** Begins a program; all of them run side by side. */
const begin = (program: string, ...args: readonly string[]) => new Promise<Ended>((ended) => {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => { out += chunk })
  child.stderr.on('data', (chunk) => { err += chunk })
  child.on('error', (error) => { ended({ out, faults: [error.message] }) })
  child.on('close', (status) => { ended({ out, faults: status === 0 ? [] : `${out}\n${err}`.trim().split('\n') }) })
})

const sourceFiles = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))

const CRUISED = ['contract', 'server', 'web']

/** With some TypeScript versions dependency-cruiser silently reads nothing: it must have seen as many modules as there are files. */
const unread = ({ out }: Ended): string[] => {
  const cruised = Number(/\((\d+) modules/.exec(out)?.[1] ?? 0)
  const files = CRUISED.reduce((sum, folder) => sum + sourceFiles(folder).length, 0)
  return cruised >= files ? [] : [`${cruised} modules cruised, ${files} files there`]
}

const checkPacks = () => packCodes(ROOT).flatMap(({ code }) => {
  try {
    readPack(ROOT, code)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
})

const running = {
  cruise: begin('dependency-cruiser/bin/dependency-cruise.mjs', ...CRUISED, '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'),
  unused: begin('knip/bin/knip.js', '--no-progress'),
  types: begin('ts7/bin/tsc', '-p', '.'),
  lint: begin('@biomejs/biome/bin/biome', 'lint', '--max-diagnostics=200', '--diagnostic-level=warn', '--error-on-warnings'),
}

step('table ownership', checkOwnership(ROOT))
step('released migrations as they were', checkReleased())
step('packs: every rule proved by an example', checkPacks())
step('refusals are named by operations', checkRefusals())
step('words in all locales', checkWords())
step('permissions and lists in words', checkSpoken())
step('words of the pages in all locales', checkPageWords())
step('no words of the pages outside the locales', checkPageTexts())
step('every locale in its own writing', checkWriting())
step('generated files are fresh', await checkGenerated(ROOT))
step('types (tsc)', (await running.types).faults)
step('lint (Biome)', (await running.lint).faults)
step('import directions (dependency-cruiser)', (await running.cruise).faults)
step('dependency-cruiser read every file', unread(await running.cruise))
step('nothing unused (knip)', (await running.unused).faults)
process.stdout.write(failed.length ? `${failed.length} checks failed: ${failed.join(', ')}\n` : 'all checks passed\n')
process.exit(failed.length ? 1 : 0)
