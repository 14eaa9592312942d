// `npm test`: builds what the browser journeys need, runs every test, ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Browsers, processes and mail servers run on the clock of the machine: what fails there once, while everything else runs beside it, is tried again alone, and named. */
const ON_REAL_TIME = /^test\/(journeys|process)\//
const MOST_AGAIN = 8

/** @returns per file of the run: how many passed, how many failed; null when there is no report. */
const run = (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-test-'))
  const report = join(folder, 'report.json')
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { cwd: root, stdio: 'inherit' })
  try {
    const files = JSON.parse(readFileSync(report, 'utf8')).testResults.map((file) => {
      const failed = file.assertionResults.filter((a) => a.status === 'failed').length
      // A file that could not even be read counts as a failure of its own.
      return { name: relative(root, file.name), passed: file.assertionResults.filter((a) => a.status === 'passed').length, failed: failed || Number(file.status === 'failed') }
    })
    // What went wrong outside of any test is a failure too.
    return status !== 0 && !files.some(({ failed }) => failed) ? null : files
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const args = process.argv.slice(2)
await buildIfStale()
let files = run(args)
const broken = files?.filter(({ failed }) => failed) ?? []
if (files && broken.length > 0 && broken.length <= MOST_AGAIN && broken.every(({ name }) => ON_REAL_TIME.test(name))) {
  const again = run(broken.map(({ name }) => name))
  for (const { name, failed } of again ?? []) process.stdout.write(`${name}: failed beside the others, ${failed ? 'and failed' : 'passed'} alone\n`)
  if (again) files = [...files.filter(({ failed }) => !failed), ...again]
}
if (!files) process.stderr.write('The tests left no report, or something failed outside of them.\n')
const sum = (of) => (files ?? []).reduce((total, file) => total + file[of], 0)
const failed = sum('failed') + Number(!files)
process.stdout.write(`${sum('passed')} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
