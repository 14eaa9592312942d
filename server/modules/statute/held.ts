import { isDeepStrictEqual } from 'node:util'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { postsOf, roleRank } from '#modules/authority/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import type { Law, PointOfLaw } from './law.ts'
import { loosened, mayTakeBack } from './rules/corrections.ts'

/** Whether the reader may take back what a point says of a fact, although these rules bind by it. */
interface MayTake {
  (point: PointOfLaw, name: string, rules: readonly { readonly rule: string }[]): boolean
  /** By which rank an exemption from one of these rules was refused as the fact stands; null where none was. */
  readonly refusedAt: (point: PointOfLaw, name: string, rules: readonly { readonly rule: string }[]) => number | null
}

export const takesBack = async (read: Reader, actor: { readonly organizationId: string; readonly id: string | null }, unitId: string, law: Law): Promise<MayTake> => {
  const [posts, { body }] = await Promise.all([postsOf(read, actor.organizationId, actor.id), currentPack(read, actor.organizationId)])
  const corrects = { id: actor.id, rankOf: (personId: string | null) => roleRank(posts, unitId, personId), highest: Math.max(...body.positions.map(({ rank }) => rank)) }
  const refusedAt: MayTake['refusedAt'] = (point, name, rules) => {
    const ranks = law.refused.filter((row) => row.point_id === point.pointId && rules.some(({ rule }) => rule === row.rule_id) && isDeepStrictEqual((row.facts as Facts)[name], point.facts[name])).map((row) => row.needed_rank)
    return ranks.length ? Math.max(...ranks) : null
  }
  return Object.assign((point: PointOfLaw, name: string, rules: readonly { readonly rule: string }[]) => mayTakeBack({ by: point.settled.includes(name) ? null : point.givers.get(name) ?? null, refusedAt: refusedAt(point, name, rules) }, corrects), { refusedAt })
}

const without = (answers: Facts, name: string): Facts => Object.fromEntries(Object.entries(answers).filter(([one]) => one !== name))

/** The first fact that these answers say otherwise than before, by which a rule binds and which is not the reader's to take back; null when there is none. What nobody had said yet is free to say. */
export const heldBack = (point: PointOfLaw, answers: Facts, mayTake: MayTake): string | null => {
  const after = point.knownWith(answers).facts
  const changed = Object.keys(point.facts).filter((name) => point.facts[name] !== undefined && !Array.isArray(point.facts[name]) && after[name] !== point.facts[name])
  const rules = loosened(point.rules, point.lawWith(answers))
  return changed.find((name) => { const hanging = rules.filter(({ hangsOn }) => hangsOn.includes(name)); return hanging.length > 0 && !mayTake(point, name, hanging) }) ?? null
}

/** Answers of a point that the reader may not take back. */
export const heldOn = (point: PointOfLaw, mayTake: MayTake): string[] => Object.keys(point.given).filter((name) => !point.settled.includes(name) && heldBack(point, without(point.given, name), mayTake) !== null)

/**
 * Whether another category or finding (`judged`) would turn off a rule that binds by an answer or by what an expert found, or that an exemption was refused from, which are not the reader's to take back.
 * What binds by nobody's word but the finding itself goes with it.
 */
export const heldByJudging = (point: PointOfLaw, judged: Facts, mayTake: MayTake): boolean => loosened(point.rules, point.lawIf(judged)).some((one) => {
  const by = one.hangsOn.filter((name) => name in point.given || point.settled.includes(name))
  const refused = Object.keys(judged).filter((name) => one.hangsOn.includes(name) && mayTake.refusedAt(point, name, [one]) !== null)
  return [...by, ...refused].some((name) => !mayTake(point, name, [one]))
})
