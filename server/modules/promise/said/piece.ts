/** What a text says of a day, before anybody has looked at a calendar. Weekdays and weeks begin with Monday, 0. */
export type SaidDay =
  | { readonly is: 'shifted'; readonly days: number }
  /** `weeks` from this one on; null: the next such day. */
  | { readonly is: 'weekday'; readonly weekday: number; readonly weeks: number | null }
  | { readonly is: 'date'; readonly year: number | null; readonly month: number | null; readonly day: number; readonly months?: number }
  | { readonly is: 'monthEnd'; readonly months: number }
  | { readonly is: 'weekEnd'; readonly weeks: number }

/** What a text says of a time. `minutes` since midnight; null: when the unit closes. */
export type SaidWhen =
  | { readonly is: 'moment'; readonly day: SaidDay | null; readonly minutes: number | null }
  | { readonly is: 'span'; readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days' | 'workingDays' | 'weeks' | 'months'; readonly after: boolean }

/** A time found in a text. `bound`: said as a limit (“by”, “within”, 前, 内), not as a time alone. */
export interface Found { readonly from: number; readonly to: number; readonly when: SaidWhen; readonly bound: boolean }

export interface Piece<T> { readonly value: T; readonly to: number }
export type ReadPiece<T> = (text: string, from: number) => Piece<T> | null

/** Reads what stands at a place of the text; null where it is something else, or means nothing. */
export const piece = <T>(pattern: RegExp, meaning: (found: RegExpExecArray) => T | null): ReadPiece<T> => {
  const sticky = new RegExp(pattern, 'y')
  return (text, from) => {
    sticky.lastIndex = from
    const found = sticky.exec(text)
    const value = found && meaning(found)
    return found && value !== null ? { value, to: from + found[0].length } : null
  }
}

export const anyOf = <T>(...readers: readonly ReadPiece<T>[]): ReadPiece<T> => (text, from) => {
  for (const read of readers) {
    const found = read(text, from)
    if (found) return found
  }
  return null
}

/** Every time in the text, from the left, none within another. */
export const everyTime = (text: string, at: (text: string, from: number) => Found | null): Found[] => {
  const found: Found[] = []
  for (let from = 0; from < text.length;) {
    const one = at(text, from)
    if (one) found.push(one)
    from = one ? Math.max(one.to, from + 1) : from + 1
  }
  return found
}

const HOURS = 24
/** Minutes since midnight; 24:00 ends the day. */
export const minutesAt = (hour: number, minute = 0): number | null => (hour * 60 + minute > HOURS * 60 || minute > 59 ? null : hour * 60 + minute)
export const NOON = 12 * 60
