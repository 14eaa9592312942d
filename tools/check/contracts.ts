import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Refusal } from '#contract/endpoint.ts'
import { ROOT } from '#kernel/root.ts'

/** Source files of a folder, without tests. */
export const sources = (folder: string): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => join(ROOT, folder, name))

export const isRefusal = (value: unknown): value is Refusal => {
  const { type, status } = Object(value) as Partial<Record<keyof Refusal, unknown>>
  return typeof type === 'string' && type.includes('/') && typeof status === 'number'
}

/** Everything that the contracts export, module by module. */
export const contracts: readonly Record<string, unknown>[] = await Promise.all(sources('contract').map((path) => import(pathToFileURL(path).href) as Promise<Record<string, unknown>>))
