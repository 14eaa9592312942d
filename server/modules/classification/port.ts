import type { Report } from '#contract/classification.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { Entry } from './words.ts'

/** One point of a closed case, with what people decided about it. */
export interface Lesson { readonly complaintId: string; readonly text: string; readonly channel: string; readonly wants: string; readonly category: string | null; readonly nature: string; readonly urgency: string; readonly claimFen: number }

/** What is learnt from, with the words and rules that know something already. */
export interface Job { readonly lessons: readonly Lesson[]; readonly categories: readonly Entry[]; readonly natures: readonly Entry[]; readonly urgency: DecisionTable }

export interface Taught { readonly learnt: Uint8Array; readonly report: Report }

/** Learns beside the server, which goes on answering. */
export interface Teacher {
  teach(job: Job): Promise<Taught>
  close(): void
}
