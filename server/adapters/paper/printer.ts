import type { Printer } from '#modules/casefile/papers.ts'
import { notFound } from '#contract/common.ts'
import { Problem } from '#kernel/problem.ts'
import { NothingToPrint, papers } from './render.ts'

/** The printed papers as the case file asks for them: what does not exist yet is not found. */
export const printer = (root: string): Printer & { close(): void } => {
  const own = papers({ root, host: 'process' })
  return {
    print: (name, content) =>
      own.renderPaper(name, content).catch((error: unknown) => {
        throw error instanceof NothingToPrint ? new Problem(notFound) : error
      }),
    close: () => own.close(),
  }
}
