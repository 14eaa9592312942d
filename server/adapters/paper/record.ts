import { createHash } from 'node:crypto'
import type { Case } from '#contract/casefile.ts'

/** Name of the case record inside the PDF. */
export const RECORD_FILE = 'case.json'

export interface CaseRecord {
  readonly json: string
  readonly sha256: string
}

/**
 * The case as it is sealed into the file: canonical JSON and its hash. What depends on who looks (what they may do and why
 * not) and how to treat the customer (temperament, relation, note) is no part of the record and does not leave with it.
 */
export function recordOf(complaint: Case): CaseRecord {
  const { may: _may, next: _next, closeGates: _closeGates, ...kept } = complaint
  const { temperament: _temperament, relation: _relation, note: _note, ...customer } = kept.customer
  const remedies = kept.remedies.map(({ may: _mayDo, ...remedy }) => remedy)
  const tasks = kept.tasks.map(({ whyNot: _whyNot, ...task }) => task)
  const followUps = kept.followUps.map(({ whyNot: _whyNot, ...followUp }) => followUp)
  const json = canonical({ ...kept, customer, remedies, tasks, followUps })
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') }
}

/** JSON with the keys of every object sorted and no spaces: the same content always has the same bytes. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlain(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
