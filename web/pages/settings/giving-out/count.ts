const MOST = 500

/** A number of cases as it is typed: null where nothing is, undefined where it is none. */
export const countIn = (typed: string): number | null | undefined => {
  const text = typed.trim()
  if (text === '') return null
  const count = Number(text)
  return Number.isInteger(count) && count >= 0 && count <= MOST ? count : undefined
}
