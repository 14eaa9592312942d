import type { PackView } from '#contract/packs.ts'
import { lineageOf } from '../ui/tree.ts'
import { say } from './i18n.ts'

/** A root cause with the groups above it; words that are of no taxonomy are said as they stand. */
export const causeWords = (causes: PackView['rootCauses'], code: string, separator: string): string =>
  lineageOf(causes, code).map((cause) => say(cause.label)).join(separator) || code
