/** Likelihoods of all classes, together 1, from what speaks for each; the higher the temperature, the less sure. */
export const likelihoods = (margins: readonly number[], temperature: number): number[] => {
  const most = Math.max(...margins)
  const grown = margins.map((margin) => Math.exp((margin - most) / temperature))
  const sum = grown.reduce((a, b) => a + b, 0)
  return grown.map((each) => each / sum)
}

export interface Judged { readonly margins: readonly number[]; /** The class it really is; -1: none of those that were learnt. */ readonly truth: number }

const surprise = (judged: readonly Judged[], temperature: number) =>
  judged.reduce((sum, { margins, truth }) => sum - Math.log(Math.max(1e-12, likelihoods(margins, temperature)[truth] ?? 0)), 0)

const GOLDEN = (Math.sqrt(5) - 1) / 2
const [COLDEST, HOTTEST] = [-4, 3]

/** The temperature that surprises least (Guo, Pleiss, Sun, Weinberger 2017, temperature scaling), by golden section. */
export const temperatureOf = (judged: readonly Judged[]): number => {
  const known = judged.filter(({ truth }) => truth >= 0)
  if (!known.length) return 1
  let [low, high]: [number, number] = [COLDEST, HOTTEST]
  for (let i = 0; i < 30; i++) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
    if (surprise(known, Math.exp(left)) < surprise(known, Math.exp(right))) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

export interface Said { readonly confidence: number; readonly right: boolean }

const BINS = 5

export interface Bin { readonly from: number; readonly to: number; readonly cases: number; readonly confidence: number; readonly right: number }

/** What was said with how much confidence, beside how often it was right. */
export const binsOf = (said: readonly Said[]): Bin[] => Array.from({ length: BINS }, (_, i) => {
  const [from, to] = [i / BINS, (i + 1) / BINS]
  const within = said.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === i)
  const mean = (of: (one: Said) => number) => (within.length ? within.reduce((sum, one) => sum + of(one), 0) / within.length : 0)
  return { from, to, cases: within.length, confidence: mean((one) => one.confidence), right: mean((one) => Number(one.right)) }
})

/** Expected calibration error: how far confidence and truth lie apart on average (Naeini, Cooper, Hauskrecht 2015). */
export const calibrationError = (said: readonly Said[]): number =>
  (said.length ? binsOf(said).reduce((sum, bin) => sum + bin.cases * Math.abs(bin.confidence - bin.right), 0) / said.length : 0)

/** Less often right than this is no help. */
const RIGHT_ENOUGH = 0.7
const LEAST = 0.3

/** From which confidence on it is worth saying: the lowest where what is said is right often enough; null when it never is. */
export const thresholdOf = (said: readonly Said[]): number | null => {
  for (let threshold = LEAST; threshold < 0.96; threshold += 0.05) {
    const above = said.filter(({ confidence }) => confidence >= threshold)
    if (above.length >= 5 && above.filter(({ right }) => right).length / above.length >= RIGHT_ENOUGH) return Math.round(threshold * 100) / 100
  }
  return null
}
