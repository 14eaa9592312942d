import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../server/kernel/root.ts'

/** A migration that was released has run somewhere: it is never altered nor taken away, the next one mends. */
export const checkReleased = (folder = join(ROOT, 'migrations')): string[] => readFileSync(join(folder, 'released.txt'), 'utf8').trim().split('\n').flatMap((line) => {
  const [digest, name = ''] = line.split('  ')
  const file = join(folder, name)
  if (!existsSync(file)) return [`${name} was released and is gone`]
  return createHash('sha256').update(readFileSync(file)).digest('hex') === digest ? [] : [`${name} was released and is altered: put it back, and mend by a new migration`]
})
