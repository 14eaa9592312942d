import type { Access, Bench, Program } from '../installation.ts'
import type { Generator } from '../generator.ts'
import type { Line } from '../report.ts'
import type { Rows } from '../rows.ts'

/** What a goal is measured with. */
export interface Given {
  readonly bench: Bench
  readonly program: Program
  readonly access: Access
  readonly http: Generator
  readonly pattern: Rows
  readonly rows: number
  readonly seconds: number
  readonly say: (words: string) => void
}

export type Measure = (given: Given) => Promise<Line[]>
