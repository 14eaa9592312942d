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

/** Copies a folder that may change meanwhile into `to`/`name`, entry by entry. */
export async function* copyTree(from: string, to: string, name: string, choice: Choice, below = ''): AsyncGenerator<Entry> {
  const here = await ifThere(stat(join(from, below)))
  if (!here) return
  const mode = here.mode & MODE
  await makeFolder(join(to, name, below), mode)
  yield { path: join(name, below), mode, bytes: 0, sha256: null }
  if (below && choice.empty(below)) return
  for (const found of await ifThere(readdir(join(from, below), { withFileTypes: true })) ?? []) {
    const path = join(below, found.name)
    if (choice.skip(path)) continue
    if (found.isDirectory()) yield* copyTree(from, to, name, choice, path)
    else if (found.isFile()) {
      const copied = await ifThere(copyFile(join(from, path), join(to, name, path), join(name, path)))
      if (copied) yield copied
    }
  }
}
