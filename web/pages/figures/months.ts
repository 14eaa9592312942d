const MONTHS = 12

/** Months as they stand in a date field, `2026-11`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)

export const monthsBefore = (month: string, count: number): string => {
  const index = Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5)) - 1 - count
  return `${Math.floor(index / MONTHS)}-${String((index % MONTHS) + 1).padStart(2, '0')}`
}
