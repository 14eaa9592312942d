import { isRecord, nameOf, type Recogniser, skipped } from './suite.ts'

interface Kind {
  readonly reason: string
  readonly is: (content: Readonly<Record<string, unknown>>) => boolean
}

/** Kinds of files that are known but not yet run, told by a part only they have. */
const KINDS: readonly Kind[] = [
  { reason: 'control charts are not built yet', is: ({ charts }) => Array.isArray(charts) },
  { reason: 'survey figures are not built yet', is: (file) => 'nps_cases' in file || 'csat_cases' in file },
  { reason: 'intervals and tests are not built yet', is: (file) => firstCase(file, 'call') && firstCase(file, 'value') },
  { reason: 'early warning is not built yet', is: (file) => Object.values(file).some((part) => isRecord(part) && 'series' in part) },
]
const UNKNOWN = 'no suite for files of this shape'

/** The last resort: every case of the file is skipped, with the reason. */
export const notBuilt: Recogniser = (content) => {
  const reason = reasonFor(content)
  const cases = mainArrays(content).flatMap(({ name, list }) => list.map((element, index) => {
    const own = nameOf(element, index)
    return skipped(name === '' ? own : `${name}-${own}`, reason)
  }))
  return cases.length > 0 ? cases : [skipped('1', reason)]
}

function reasonFor(content: unknown): string {
  if (isRecord(content)) return KINDS.find(({ is }) => is(content))?.reason ?? UNKNOWN
  return UNKNOWN
}

function firstCase({ cases }: Readonly<Record<string, unknown>>, part: string): boolean {
  const first: unknown = Array.isArray(cases) ? cases[0] : undefined
  return isRecord(first) && part in first
}

/** Names of lists that say nothing of their cases. */
const NAMELESS: ReadonlySet<string> = new Set(['cases', 'files', 'charts'])

interface Found { readonly name: string; readonly list: readonly unknown[] }

/** The lists of objects nearest to the top; where some are called `…_cases`, only those. A plain `cases` lends no name. */
function mainArrays(content: unknown, name = ''): Found[] {
  if (Array.isArray(content)) return content.some(isRecord) ? [{ name, list: content }] : []
  if (!isRecord(content)) return []
  const parts = Object.entries(content)
  const cases = parts.filter(([key]) => key.endsWith('_cases'))
  return (cases.length > 0 ? cases : parts).flatMap(([key, value]) => mainArrays(value, NAMELESS.has(key) ? name : key))
}
