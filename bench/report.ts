export interface Line {
  readonly goal: string; readonly metric: string; readonly ours: number; readonly limit: number | null; readonly value: number; readonly unit: 'ratio' | 'µs' | 'ms' | 's' | 'MiB' | 'clocks'; readonly op: '>=' | '<='
  readonly target: number; readonly pass: boolean; readonly connections: number; readonly rows: number; readonly rounds: number; readonly spread: number; readonly fsync: string
}

export interface Machine { readonly machine: { readonly cores: number; readonly memoryMiB: number; readonly node: string; readonly postgres: string }; readonly commit: string | null }

const round = (value: number) => Math.round(value * 1000) / 1000

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? (sorted[Math.floor(middle)] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** How far the rounds lie apart, as a share of their median. */
const spreadOf = (values: readonly number[]) => {
  const middle = median(values)
  return middle ? (Math.max(...values) - Math.min(...values)) / middle : 0
}

export type Told = Pick<Line, 'goal' | 'metric' | 'unit' | 'op' | 'target' | 'connections' | 'rows' | 'fsync'>

/** A figure from its rounds: the median of the values counts. */
export const lineOf = (told: Told, values: readonly number[], beside: { readonly ours?: readonly number[]; readonly limit?: readonly number[] } = {}): Line => {
  const value = round(median(values))
  return {
    goal: told.goal, metric: told.metric, ours: round(median(beside.ours ?? values)), limit: beside.limit ? round(median(beside.limit)) : null, value, unit: told.unit, op: told.op, target: told.target,
    pass: told.op === '>=' ? value >= told.target : value <= told.target, connections: told.connections, rows: told.rows, rounds: values.length, spread: round(spreadOf(values)), fsync: told.fsync,
  }
}

const HEADS = ['goal', 'metric', 'conns', 'ours', 'limit', 'value', 'target', 'spread', ''] as const

const cells = (line: Line): string[] => [
  line.goal, line.metric, String(line.connections), String(line.ours), line.limit === null ? '–' : String(line.limit), `${line.value} ${line.unit}`, `${line.op} ${line.target}`, String(line.spread), line.pass ? 'passed' : 'FAILED',
]

/** The lines as a table with aligned columns. */
export const tableOf = (lines: readonly Line[]): string => {
  const rows = [[...HEADS], ...lines.map(cells)]
  const widths = HEADS.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd()).join('\n')
}
