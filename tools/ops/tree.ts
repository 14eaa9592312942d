import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, copyFile, makeFolder } from './manifest.ts'

/** `skip`: left out altogether; `empty`: a folder that is made and not filled. Both are asked with the path below the tree. */
export interface Choice { readonly skip: (path: string) => boolean; readonly empty: (path: string) => boolean }

const MODE = 0o777

/** What vanishes while the tree is copied was not needed. */
const ifThere = <T>(work: Promise<T>): Promise<T | null> => work.catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
})

const namesIn = async (folder: string) => (await ifThere(readdir(folder, { withFileTypes: true })) ?? []).filter((found) => found.isFile() || found.isDirectory())

/** Copies a folder that may change meanwhile into `to`/`name`, entry by entry. */
export async function* copyTree(from: string, to: string, name: string, choice: Choice, below = ''): AsyncGenerator<Entry> {
  const here = await ifThere(stat(join(from, below)))
  if (!here) return
  const mode = here.mode & MODE
  await makeFolder(join(to, name, below), mode)
  yield { path: join(name, below), mode, bytes: 0, sha256: null }
  for (const found of choice.empty(below) ? [] : await namesIn(join(from, below))) {
    const path = join(below, found.name)
    if (choice.skip(path)) continue
    if (found.isDirectory()) yield* copyTree(from, to, name, choice, path)
    else yield* copied(join(from, path), to, join(name, path))
  }
}

async function* copied(file: string, to: string, path: string): AsyncGenerator<Entry> {
  const entry = await ifThere(copyFile(file, join(to, path), path))
  if (entry) yield entry
}
