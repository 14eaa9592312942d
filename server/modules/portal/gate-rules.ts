/** Submissions in an hour: above `free` a puzzle is asked for, above `look` somebody looks at them first. Many honest people share an address. */
export const LEVELS = {
  address: { free: 60, look: 1_000 },
  place: { free: 120, look: 600 },
  organization: { free: 600, look: 3_000 },
} as const
export type Where = keyof typeof LEVELS
export type Counts = Readonly<Record<Where, number>>

/** A held one weighs nothing but its row: this many wait at most in an organisation. */
export const MOST_HELD = 2_000
/** The same words from many hands are rarely many people's. */
const SAME_WORDS = 30
/** Nobody reads the page and writes a complaint in this time. */
const LEAST_SECONDS = 3

export interface Signs { readonly sameWords: number; readonly trap: boolean; readonly seconds: number | undefined }
export type HeldWhy = Where | 'sameWords'

const over = (counts: Counts, level: 'free' | 'look'): Where | null => (Object.keys(LEVELS) as Where[]).find((where) => counts[where] > LEVELS[where][level]) ?? null

/** Weak signs alone refuse nobody: they lower what is free for an address to this. */
const FREE_WITH_SIGNS = 5

export const wantsPuzzle = (counts: Counts, { trap, seconds }: Signs): boolean =>
  over(counts, 'free') !== null || (counts.address > FREE_WITH_SIGNS && (trap || (seconds !== undefined && seconds < LEAST_SECONDS)))

/** Why somebody should look before it is registered; null when nobody has to. */
export const whyHeld = (counts: Counts, { sameWords }: Signs): HeldWhy | null => over(counts, 'look') ?? (sameWords > SAME_WORDS ? 'sameWords' : null)

/** Guesses from one address that need no puzzle, and at the code of one case. */
export const FREE_GUESSES = 10
export const FREE_GUESSES_AT_CASE = 30

/** Twice this many hashes take an old phone less than a second. */
const BASE = 50_000
const MOST_DOUBLINGS = 2
const MOST_DOUBLINGS_OF_GUESSES = 5

/** How large a puzzle is: doubled with each multiple of what is free; who guesses codes pays more and more, and is never shut out. */
export const sizeOf = (counts: Counts, guesses: number, base = BASE): number => {
  const pressure = Math.max(...(Object.keys(LEVELS) as Where[]).map((where) => counts[where] / LEVELS[where].free))
  const doublings = Math.min(MOST_DOUBLINGS, Math.max(0, Math.floor(Math.log2(Math.max(1, pressure / 4)))))
  const ofGuesses = Math.min(MOST_DOUBLINGS_OF_GUESSES, Math.floor(guesses / FREE_GUESSES / 2))
  return base * 2 ** Math.max(doublings, ofGuesses)
}
