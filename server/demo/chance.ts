/** Throws that fall the same for the same seed. */
export interface Chance {
  /** From 0 up to, but not, 1. */
  toss(): number
  whole(below: number): number
  /** One of several, the heavier the oftener. */
  among<T>(choices: readonly T[], weightOf: (choice: T) => number): T
}

/** Mulberry32 by Tommy Ettinger (public domain), seeded by the FNV-1a hash of the words. */
export const chanceOf = (seed: string): Chance => {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5)
  const toss = () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    toss, whole: (below) => Math.floor(toss() * below),
    among: (choices, weightOf) => {
      let left = toss() * choices.reduce((sum, choice) => sum + weightOf(choice), 0)
      const chosen = choices.find((choice) => { left -= weightOf(choice); return left < 0 }) ?? choices.at(-1)
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
  }
}
