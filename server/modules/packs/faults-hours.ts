import { WallTime } from '#contract/working-time.ts'
import { overlap } from '#kernel/calendar/overlap.ts'
import type { PackBody } from './shape.ts'

const isTime = (written: string) => WallTime.safeParse(written).success

const spanFaults = ({ hours }: PackBody) =>
  hours.flatMap(({ weekly }) => Object.entries(weekly).flatMap(([day, spans]) => spans
    .filter(([opens, closes]) => !isTime(opens) || !isTime(closes))
    .map((span) => `hours.yaml: ${day}: ${span.join('-')} is no span of time`)))

/** A unit that is never there could keep no deadline; of two weeks for one kind of unit nobody could say which holds. */
const weekFaults = ({ hours }: PackBody) => [
  ...hours.filter(({ weekly }) => Object.values(weekly).every((spans) => spans.length === 0)).map(({ unitKinds }) => `hours.yaml: ${unitKinds.join(', ')} never opens`),
  ...repeated(hours.flatMap(({ unitKinds }) => unitKinds)).map((kind) => `hours.yaml: ${kind} has two weeks`),
  ...hours.flatMap(({ weekly }) => Object.entries(weekly).filter(([, spans]) => overlap(spans)).map(([day]) => `hours.yaml: ${day}: spans overlap`)),
]

const repeated = (all: readonly string[]) => [...new Set(all.filter((one, i) => all.indexOf(one) !== i))]

/** What is wrong with the opening hours of a pack, a line each. */
export const hourFaults = (body: PackBody): string[] => [...spanFaults(body), ...weekFaults(body)]
