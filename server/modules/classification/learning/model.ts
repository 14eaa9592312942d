import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { likelihoods } from './calibrate.ts'
import { type Weights, product } from './learn.ts'
import { marksOf } from './marks.ts'
import { type Hints, type Space, type Vector, countsOf, vectorOf, widthOf } from './vectors.ts'
import { type Piece, piecesOf } from './pieces.ts'

/** What is decided about a text. */
export const QUESTIONS = ['category', 'nature', 'urgency'] as const
export type Question = (typeof QUESTIONS)[number]

/** What was learnt for one question. Weights are whole numbers from -127 to 127 times the scale of their class. */
export interface Head { readonly classes: readonly string[]; readonly weights: readonly Int8Array[]; readonly scales: readonly number[]; readonly temperature: number; readonly threshold: number }
export interface Model { readonly space: Space; readonly heads: Partial<Record<Question, Head>> }

const FINEST = 127

/** A quarter of the memory, and nothing that changes an answer. */
export const headOf = (classes: readonly string[], weights: readonly Weights[], temperature: number, threshold: number): Head => {
  const scales = weights.map((own) => (own.reduce((most, each) => Math.max(most, Math.abs(each)), 0) || 1) / FINEST)
  return { classes, scales, temperature, threshold, weights: weights.map((own, i) => Int8Array.from(own, (each) => Math.round(each / (scales[i] ?? 1)))) }
}

export interface Likely { readonly code: string; readonly confidence: number; /** What of the text speaks for it, the strongest first. */ readonly pieces: readonly Piece[] }

const marginsOf = ({ weights, scales }: Head, vector: Vector) => weights.map((own, i) => product(own, vector) * (scales[i] ?? 1))

/** The likeliest classes of a text that are likely enough to be said, with what of it speaks for them. */
export const predict = ({ space, heads }: Model, text: string, hints: Hints, most: Readonly<Record<Question, number>>): Partial<Record<Question, Likely[]>> => {
  const marks = marksOf(text)
  const counts = countsOf(marks, space.slots)
  const vector = vectorOf(space, counts, hints)
  const likely = (question: Question, head: Head) => {
    const confidences = likelihoods(marginsOf(head, vector), head.temperature)
    return head.classes.map((code, at) => ({ code, at, confidence: confidences[at] ?? 0 })).filter(({ confidence }) => confidence >= head.threshold)
      .sort((a, b) => b.confidence - a.confidence).slice(0, most[question])
      .map(({ code, at, confidence }) => ({ code, confidence, pieces: piecesOf(text, marks, space, { counts, vector, weights: head.weights[at] ?? new Int8Array() }) }))
  }
  return Object.fromEntries(QUESTIONS.flatMap((question) => { const head = heads[question]; return head ? [[question, likely(question, head)]] : [] }))
}

interface Plan { readonly slots: number; readonly hints: readonly string[]; readonly heads: readonly { readonly question: Question; readonly classes: readonly string[]; readonly scales: readonly number[]; readonly temperature: number; readonly threshold: number }[] }

const HEAD_BYTES = 4

/** As it is kept: a plan in JSON behind its length, the rarities, then the weights of each class; packed. */
export const written = ({ space, heads }: Model): Buffer => {
  const known = QUESTIONS.flatMap((question) => { const head = heads[question]; return head ? [{ question, head }] : [] })
  const plan: Plan = { slots: space.slots, hints: space.hints, heads: known.map(({ question, head: { weights: _apart, ...rest } }) => ({ question, ...rest })) }
  const text = Buffer.from(JSON.stringify(plan))
  const length = Buffer.alloc(HEAD_BYTES)
  length.writeUInt32LE(text.length)
  const bytes = (array: Float32Array | Int8Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return deflateRawSync(Buffer.concat([length, text, bytes(space.rarity), ...known.flatMap(({ head }) => head.weights.map(bytes))]))
}

export const readModel = (kept: Buffer): Model => {
  const bytes = inflateRawSync(kept)
  const planned = HEAD_BYTES + bytes.readUInt32LE(0)
  const plan = JSON.parse(bytes.toString('utf8', HEAD_BYTES, planned)) as Plan
  const space: Space = { slots: plan.slots, hints: plan.hints, rarity: new Float32Array(Uint8Array.from(bytes.subarray(planned, planned + plan.slots * 4)).buffer) }
  const width = widthOf(space)
  let at = planned + plan.slots * 4
  const next = () => {
    const own = Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + at, width))
    at += width
    return own
  }
  return { space, heads: Object.fromEntries(plan.heads.map(({ question, ...head }) => [question, { ...head, weights: head.classes.map(next) }])) }
}
