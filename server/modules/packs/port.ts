import type { Locale, Terms } from '#contract/common.ts'
import type * as contract from '#contract/own.ts'
import type { OwnPaper } from '#contract/own.ts'
import type { LawHere } from '#contract/table-known.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { FindStopped } from './own/wording.ts'

/** A paper about an invented case, to see what the firm's words look like on it. */
export interface PaperExample {
  readonly paper: OwnPaper; readonly locale: Locale; readonly organization: string; readonly timeZone: string; readonly printedAt: string; readonly printedBy: string; readonly industry: Terms | null
  /** Words of coded values, as the industry and the firm say them. */
  readonly terms: Readonly<Record<string, unknown>>
  /** The firm's words by place (`notice.closing`), in `locale`. */
  readonly papers: Readonly<Record<string, string>>
}
export interface ExamplePrinter { printExample(example: PaperExample): Promise<Uint8Array> }

/** What becomes of one part of a file. `seen`: what it was looked at against, so that nothing else is taken in; `take`: all of it that is not refused. */
export interface PartPlan { readonly fates: readonly contract.OwnFate[]; readonly seen: unknown; readonly take: (tx: Tx) => Promise<void> }

/** Something that goes with the file of a firm's own words; modules that come later contribute theirs. */
export interface OwnPart {
  written(read: Reader, organizationId: string): Promise<Partial<contract.OwnFile>>
  plan(read: Reader, actor: Actor, file: contract.OwnFile, now: Instant): Promise<PartPlan>
}

/** What the law gives at least where a firm is, of its table in force. */
export type FindLaw = (read: Reader, organizationId: string, now: Instant) => Promise<LawHere>
let law: FindLaw = async () => ({ rules: [], partly: [] })

/** How the law of a firm's places is found; called once, by the composition root. */
export const collectLaw = (find: FindLaw): void => { law = find }

export const findLaw = (): FindLaw => law

let stopped: FindStopped = () => null

/** How words that nobody may send are found; called once, by the composition root. */
export const collectFindStopped = (find: FindStopped): void => { stopped = find }

export const findStopped = (): FindStopped => stopped

let collected: readonly OwnPart[] = []

/** Called once, by the composition root. */
export const collectOwnParts = (parts: readonly OwnPart[]): void => { collected = parts }

export const partsOf = (): readonly OwnPart[] => collected
