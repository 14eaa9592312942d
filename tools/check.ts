import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../server/kernel/root.ts'
import { packCodes, readPack } from '../server/modules/packs/load.ts'
import { checkOwnership } from './check/ownership.ts'
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

const run = (name: string, program: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  step(name, status === 0 ? [] : `${stdout}\n${stderr}`.trim().split('\n'))
  return stdout
}

const sourceFiles = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))

/** With some TypeScript versions dependency-cruiser silently reads nothing: it must have seen as many modules as there are files. */
const checkCruise = () => {
  const folders = ['contract', 'server', 'web']
  const out = run('import directions (dependency-cruiser)', 'dependency-cruiser/bin/dependency-cruise.mjs', [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'])
  const cruised = Number(/\((\d+) modules/.exec(out)?.[1] ?? 0)
  const files = folders.reduce((sum, folder) => sum + sourceFiles(folder).length, 0)
  step('dependency-cruiser read every file', cruised >= files ? [] : [`${cruised} modules cruised, ${files} files there`])
}

const checkPacks = () => packCodes(ROOT).flatMap(({ code }) => {
  try {
    readPack(ROOT, code)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
})

run('types (tsc)', 'ts7/bin/tsc', ['-p', '.'])
run('lint (Biome)', '@biomejs/biome/bin/biome', ['lint', '--max-diagnostics=200', '--diagnostic-level=warn', '--error-on-warnings'])
checkCruise()
step('table ownership', checkOwnership(ROOT))
run('nothing unused (knip)', 'knip/bin/knip.js', ['--no-progress'])
step('packs: every rule proved by an example', checkPacks())
step('refusals are named by operations', checkRefusals())
step('words in all locales', checkWords())
step('permissions and lists in words', checkSpoken())
step('words of the pages in all locales', checkPageWords())
step('no words of the pages outside the locales', checkPageTexts())
step('every locale in its own writing', checkWriting())
step('generated files are fresh', await checkGenerated(ROOT))
process.stdout.write(failed.length ? `${failed.length} checks failed: ${failed.join(', ')}\n` : 'all checks passed\n')
process.exit(failed.length ? 1 : 0)
