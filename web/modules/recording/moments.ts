import dayjs from 'dayjs'

export interface Noted { readonly at: string; readonly text: string }

/** Seconds into the recording at which a line was written; null where nobody knows when it began. */
export const secondOf = (at: string, startedAt: string | null): number | null => (startedAt ? Math.max(0, dayjs(at).diff(dayjs(startedAt), 'second')) : null)

/** Which line was written nearest before that second; the first where none was. */
export const nearest = (notes: readonly Noted[], startedAt: string | null, second: number): number => {
  const before = notes.findLastIndex((note) => (secondOf(note.at, startedAt) ?? 0) <= second)
  return notes.length === 0 ? -1 : Math.max(0, before)
}

/** `75` → `1:15`, `3675` → `1:01:15`. */
export const clockOf = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
