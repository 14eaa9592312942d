import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'

/** What does not fit a shape, each with where. */
export const faultsOf = (error: z.ZodError) => error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ')

const contentOf = (root: string, name: string): unknown => {
  try {
    return parse(readFileSync(join(root, name), 'utf8'))
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * One YAML file of a shape.
 * @throws Error naming the file and the fault.
 */
export const readYaml = <S extends z.ZodType>(root: string, name: string, shape: S): z.infer<S> => {
  const read = shape.safeParse(contentOf(root, name))
  if (!read.success) throw new Error(`${name}: ${faultsOf(read.error)}`)
  return read.data
}
