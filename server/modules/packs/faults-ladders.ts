import { momentKey, type PackLadder } from '#contract/ladder.ts'
import type { PackBody } from './shape.ts'

const repeated = (all: readonly string[]) => [...new Set(all.filter((one, i) => all.indexOf(one) !== i))]

const levelFaults = (positions: readonly string[], { code, levels }: PackLadder) => [
  ...repeated(levels.map(({ at }) => momentKey(at))).map((key) => `ladders.yaml: ${code} has two levels at ${key}`),
  ...levels.flatMap(({ to }) => to).flatMap((one) => {
    if (one.who === 'person') return [`ladders.yaml: ${code} names a person, whom no pack can know`]
    return one.who === 'position' && !positions.includes(one.code) ? [`ladders.yaml: ${code} names the unknown position ${one.code}`] : []
  }),
]

/** A clock climbs one ladder, and only one that is our duty and that something ends. */
const clockFaults = ({ clocks, ladders }: PackBody) => ladders.flatMap(({ code, clocks: kinds }) => (kinds ?? []).flatMap((kind) => {
  const clock = clocks.find((one) => one.kind === kind)
  if (!clock) return [`ladders.yaml: ${code} names the unknown clock ${kind}`]
  return clock.bound === 'ours' && clock.ends !== 'elapsed' ? [] : [`ladders.yaml: ${code}: nobody can be late with ${kind}`]
}))

/** What is wrong with the ladders of a pack, a line each. */
export const ladderFaults = (body: PackBody): string[] => [
  ...body.ladders.flatMap((ladder) => levelFaults(body.positions.map(({ code }) => code), ladder)),
  ...clockFaults(body),
  ...repeated(body.ladders.flatMap(({ clocks }) => clocks ?? [])).map((kind) => `ladders.yaml: ${kind} has two ladders`),
  ...(body.ladders.filter(({ clocks }) => !clocks).length > 1 ? ['ladders.yaml: two ladders are for all other clocks'] : []),
]
