import { defineConfig } from 'vitest/config'

const config = defineConfig({
  test: { root: '.', include: ['server/**/*.test.ts', 'contract/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, globalSetup: ['test/support/global.ts'], pool: 'forks', maxWorkers: 2 },
})
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default config
