import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const config = defineConfig({
  test: { root: '.', include: ['server/**/*.test.ts', 'contract/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, globalSetup: ['test/support/global.ts'], pool: 'forks', isolate: false, maxWorkers: 2, sequence: { sequencer: LongestFirst } },
})
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default config
