import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Host, openHost } from '../../server/adapters/database/host.ts'

/** Speed instead of safety: a test database is thrown away. */
export const TEST_FLAGS = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200', '-c', 'shared_buffers=64MB']

/** An empty database server in a folder of its own below `place`; `stop` removes both. */
export const throwawayHost = async (flags: readonly string[] = TEST_FLAGS, place: string = tmpdir()): Promise<Host & { readonly folder: string }> => {
  const folder = mkdtempSync(join(place, 'wenguo-'))
  const { chmodSync } = await import('node:fs')
  chmodSync(folder, 0o755)
  const host = await openHost(undefined, folder, () => undefined, flags)
  return { ...host, folder, stop: async () => { await host.stop(); rmSync(folder, { recursive: true, force: true }) } }
}
