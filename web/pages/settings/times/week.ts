import { type Stretch, WEEK, type WeekDay, type Weekly } from '#contract/working-time.ts'

export interface SameDays { readonly from: WeekDay; readonly to: WeekDay; readonly hours: readonly Stretch[] }

const same = (a: readonly Stretch[], b: readonly Stretch[]) => JSON.stringify(a) === JSON.stringify(b)

/** The week in as few lines as it takes: days in a row with the same hours are one. */
export const sameDays = (weekly: Weekly): readonly SameDays[] => {
  const lines: SameDays[] = []
  for (const day of WEEK) {
    const last = lines.at(-1)
    if (last && same(last.hours, weekly[day])) lines[lines.length - 1] = { ...last, to: day }
    else lines.push({ from: day, to: day, hours: weekly[day] })
  }
  return lines
}

/** Midnight as the end of a day reads 24:00; an input knows 00:00 only, which means the same there. */
export const shownEnd = ([from, to]: Stretch): string => (to === '00:00' ? '24:00' : to <= from ? `+${to}` : to)
export const typedEnd = (to: string): string => (to === '24:00' ? '00:00' : to)

/** Whether any of it still lies ahead. */
export const ahead = <T extends { readonly to: string }>(closures: readonly T[], today: string): readonly T[] => closures.filter(({ to }) => to >= today)
