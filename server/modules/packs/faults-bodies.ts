import type { PackBody } from './shape.ts'

/** What is wrong with a pack's bodies outside and how it goes with them, a line each. */
export const bodyFaults = ({ bodies, proceedings }: PackBody): string[] => [
  ...bodies.filter(({ kind }) => !proceedings.some((rule) => rule.kind === kind)).map(({ code, kind }) => `bodies.yaml: ${code} is of the kind ${kind}, of which proceedings.yaml says nothing`),
  ...(bodies.length > 0 && !bodies.some(({ usual }) => usual) ? ['bodies.yaml: none is the usual one'] : []),
  ...proceedings.flatMap(({ kind, stages }) => stages.map(({ code }) => code).filter((code, at, all) => all.indexOf(code) !== at).map((code) => `proceedings.yaml: ${kind} has two stages ${code}`)),
  ...proceedings.filter(({ stages }) => stages[0]?.accepts).map(({ kind }) => `proceedings.yaml: ${kind} cannot be accepted with its first stage`),
]
