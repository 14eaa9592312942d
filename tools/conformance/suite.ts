/** What came of one case. `expected` and `actual` as they go into the report. */
export type Outcome =
  | { readonly status: 'passed'; readonly expected: unknown; readonly actual: unknown }
  | { readonly status: 'failed'; readonly expected: unknown; readonly actual: unknown }
  | { readonly status: 'skipped'; readonly reason: string }

export interface Case {
  readonly id: string
  readonly run: () => Outcome | Promise<Outcome>
}

/** Knows a kind of file by its shape; null when the file is of another kind. `folder` and `file`: where it lies, for what it names or has beside it. */
export type Recogniser = (content: unknown, folder: string, file: string) => readonly Case[] | null

export function judged(right: boolean, expected: unknown, actual: unknown): Outcome {
  return { status: right ? 'passed' : 'failed', expected, actual }
}

export function skipped(id: string, reason: string): Case {
  return { id, run: () => ({ status: 'skipped', reason }) }
}

/** The name of a case: its id or file when it has one, else its number from 1. */
export function nameOf(element: unknown, index: number): string {
  const names = isRecord(element) ? [element.id, element.file] : []
  return names.find((name): name is string => typeof name === 'string' && /^\S+$/.test(name)) ?? String(index + 1)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
