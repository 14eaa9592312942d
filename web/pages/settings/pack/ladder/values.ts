import type { Audience, Level } from '#contract/ladder.ts'

/** A level while it is written: numbers as they stand in their fields. It knows its place by `key` while others come and go. */
export interface Draft {
  readonly key: number; readonly by: 'share' | 'after'; readonly share: number | null; readonly after: number | null; readonly afterUnit: 'minutes' | 'hours' | 'openHours' | 'workingDays'
  readonly to: readonly string[]; readonly loud: boolean
  readonly again: boolean; readonly every: number | null; readonly everyUnit: 'hours' | 'openHours'; readonly most: number | null
  readonly answer: boolean; readonly within: number | null; readonly withinUnit: 'minutes' | 'hours' | 'openHours'
}

let last = 0
const newKey = () => { last += 1; return last }

/** One choice of the list of audiences: `manager`, `position:generalManager`, `person:…`. */
export const choiceOf = (to: Audience): string => (to.who === 'position' ? `position:${to.code}` : to.who === 'person' ? `person:${to.id}` : to.who)
const audienceOf = (choice: string): Audience => {
  const [who = '', name = ''] = choice.split(':')
  if (who === 'position') return { who, code: name }
  return who === 'person' ? { who, id: name } : { who: who as 'handler' }
}

export const draftOf = ({ at, to, loud, again, answer }: Level): Draft => ({
  key: newKey(), by: 'share' in at ? 'share' : 'after', share: 'share' in at ? at.share : 100, after: 'after' in at ? at.after : 4, afterUnit: 'unit' in at ? at.unit : 'hours',
  to: to.map(choiceOf), loud, again: again !== null, every: again?.every ?? 24, everyUnit: again?.unit ?? 'hours', most: again?.most ?? 3, answer: answer !== null, within: answer?.amount ?? 4, withinUnit: answer?.unit ?? 'openHours',
})

export const newDraft = (): Draft => draftOf({ at: { after: 4, unit: 'hours' }, to: [{ who: 'manager' }], loud: false, again: null, answer: null })

/** The fields of a level that are still empty. */
export const emptyOf = (draft: Draft): readonly string[] => [
  ...(draft.by === 'share' ? (draft.share === null ? ['at'] : []) : draft.after === null ? ['at'] : []), ...(draft.to.length === 0 ? ['to'] : []),
  ...(draft.again && (draft.every === null || draft.most === null) ? ['again'] : []), ...(draft.answer && draft.within === null ? ['answer'] : []),
]

/** @returns null while a field is empty. */
export const levelOf = (draft: Draft): Level | null => (emptyOf(draft).length ? null : {
  at: draft.by === 'share' ? { share: draft.share ?? 0 } : { after: draft.after ?? 0, unit: draft.afterUnit }, to: draft.to.map(audienceOf), loud: draft.loud,
  again: draft.again ? { every: draft.every ?? 0, unit: draft.everyUnit, most: draft.most ?? 0 } : null, answer: draft.answer ? { amount: draft.within ?? 0, unit: draft.withinUnit } : null,
})
