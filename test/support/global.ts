import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext { /** Where the workers keep their databases. */ place: string }
}

/** Workers are ended without a word: what they leave behind goes with the place. */
export const setup = (project: TestProject) => {
  const place = mkdtempSync(join(tmpdir(), 'wenguo-tests-'))
  chmodSync(place, 0o755)
  project.provide('place', place)
  return () => rmSync(place, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
}
