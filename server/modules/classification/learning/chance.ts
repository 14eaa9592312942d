/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32, T. Ettinger): what was learnt can be learnt again. */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Puts the numbers in another order, in place (Fisher and Yates). */
export const shuffle = (numbers: Int32Array, chance: () => number): void => {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    const kept = numbers[i] ?? 0
    numbers[i] = numbers[j] ?? 0
    numbers[j] = kept
  }
}
