import { chanceOf, shuffle } from './chance.ts'
import type { Vector } from './vectors.ts'

/** What is learnt of one class: it is the more likely, the larger the product with a text's vector. */
export type Weights = Float32Array

const ROUNDS = 12
/** How much a mistake costs against large weights. */
const COST = 1
/** Moves smaller than this change no answer. */
const SETTLED = 0.01

export const product = (weights: ArrayLike<number>, { places, values }: Vector): number => {
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += (weights[places[i] ?? 0] ?? 0) * (values[i] ?? 0)
  return sum
}

const squares = ({ values }: Vector) => values.reduce((sum, value) => sum + value * value, 0)

interface Running { readonly vectors: readonly Vector[]; readonly isMember: readonly boolean[]; readonly weights: Float32Array; readonly duals: Float64Array; readonly slack: Float64Array; readonly sizes: Float64Array }

/** Moves the weights for one example. @returns how far its dual moved. */
const settle = ({ vectors, isMember, weights, duals, slack, sizes }: Running, i: number): number => {
  const vector = vectors[i] as Vector
  const side = isMember[i] ? 1 : -1
  const dual = duals[i] ?? 0
  const next = Math.max(0, dual - (side * product(weights, vector) - 1 + dual * (slack[i] ?? 0)) / (sizes[i] ?? 1))
  if (next === dual) return 0
  duals[i] = next
  add(weights, vector, (next - dual) * side)
  return Math.abs(next - dual)
}

/**
 * One class against all others: a linear support vector machine with squared loss, by dual coordinate descent
 * (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 1; the solver of LIBLINEAR). Mistakes about members cost as much more as they are rarer.
 */
export const learnOne = (vectors: readonly Vector[], isMember: readonly boolean[], width: number, seed: number): Weights => {
  const share = Math.max(1, isMember.filter(Boolean).length) / vectors.length
  const rarer = Math.max(1, 1 / share - 1)
  const slack = Float64Array.from(isMember, (member) => 1 / (2 * COST * (member ? rarer : 1)))
  const running: Running = { vectors, isMember, weights: new Float32Array(width), duals: new Float64Array(vectors.length), slack, sizes: Float64Array.from(vectors, (vector, i) => squares(vector) + (slack[i] ?? 0)) }
  const order = Int32Array.from(vectors, (_, i) => i)
  const chance = chanceOf(seed)
  for (let round = 0, moved = 1; round < ROUNDS && moved >= SETTLED; round++) {
    shuffle(order, chance)
    moved = 0
    for (const i of order) moved = Math.max(moved, settle(running, i))
  }
  return running.weights
}

const add = (weights: Float32Array, { places, values }: Vector, times: number) => {
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0
    weights[place] = (weights[place] ?? 0) + times * (values[i] ?? 0)
  }
}

/** One class after the other against all others. `labels`: the class of each vector. */
export const learn = (vectors: readonly Vector[], labels: readonly string[], classes: readonly string[], width: number, seed: number): Weights[] =>
  classes.map((name, at) => learnOne(vectors, labels.map((label) => label === name), width, seed + at))
