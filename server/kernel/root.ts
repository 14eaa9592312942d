import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const climb = (from: string): string => {
  if (existsSync(join(from, 'architecture.json'))) return from
  const up = dirname(from)
  if (up === from) throw new Error('architecture.json not found above the program: the installation is incomplete')
  return climb(up)
}

/** Folder of the installation, from source and from the bundle alike: packs, locales, migrations and pages are found below it. */
export const ROOT = climb(dirname(fileURLToPath(import.meta.url)))
