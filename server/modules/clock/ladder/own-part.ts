import { isDeepStrictEqual } from 'node:util'
import { notAllowed, type Words } from '#contract/common.ts'
import { type Level, momentKey } from '#contract/ladder.ts'
import * as own from '#contract/own.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import type { OwnPart } from '#modules/packs/port.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { climbs, type InForce, ladderBook } from './book.ts'
import { setLadder, whyNotSet } from './set.ts'

type Written = NonNullable<own.OwnFile['ladders']>[number]

const climbing = async (read: Reader, organizationId: string) => (await currentPack(read, organizationId)).body.clocks.filter(climbs)

/** The level that the field of a refusal speaks of, as people count them. */
const levelAt = (field: string) => Number(field.split('/')[1] ?? 0) + 1

const whyNot = async (read: Reader, actor: Actor, { levels }: Written, known: boolean): Promise<string | null> => {
  const { locale, organizationId } = actor
  if (!actor.may(setLadder.name)) return refusalWords(notAllowed, locale)
  if (!known) return refusalWords(own.notInPack, locale)
  const { body } = await currentPack(read, organizationId)
  const refusal = await whyNotSet(read, organizationId, levels, body.positions.map(({ code }) => code))
  return refusal && refusalWords(own.levelAmiss, locale, { level: levelAt(refusal.field), why: refusalWords(refusal.refusal, locale) })
}

const measured = (before: readonly Level[], after: readonly Level[]) => {
  const [was, is] = [before, after].map((levels) => new Map(levels.map((level) => [momentKey(level.at), level]))) as [Map<string, Level>, Map<string, Level>]
  const common = [...is.keys()].filter((key) => was.has(key))
  return { added: is.size - common.length, changed: common.filter((key) => !isDeepStrictEqual(was.get(key), is.get(key))).length, removed: was.size - common.length, faults: 0 }
}

const fateOf = async (read: Reader, actor: Actor, theirs: Written, here: { readonly label: Words | undefined; readonly inForce: InForce }): Promise<own.OwnFate> => {
  const { label, inForce } = here
  const shown = { list: 'ladders' as const, code: theirs.kind, name: label?.[actor.locale] || label?.['zh-CN'] || '', retired: false, draft: false }
  if (label && isDeepStrictEqual(theirs.levels, inForce.levels)) return { ...shown, what: 'same', why: null, changes: null }
  const why = await whyNot(read, actor, theirs, label !== undefined)
  return why === null ? { ...shown, what: 'changed', why, changes: measured(inForce.levels, theirs.levels) } : { ...shown, what: 'refused', why, changes: null }
}

/** The firm's own ladders, by the checks of setting them by hand. Whoever a level names in person is nobody in another firm. */
export const laddersPart: OwnPart = {
  written: async (read, organizationId) => {
    const [clocks, book] = await Promise.all([climbing(read, organizationId), ladderBook(read, organizationId)])
    const ladders = clocks.flatMap(({ kind }) => { const { own: ours, levels } = book(kind); return ours ? [{ kind, levels: [...levels] }] : [] })
    return ladders.length ? { ladders } : {}
  },
  plan: async (read, actor, { ladders = [] }) => {
    const [clocks, book] = await Promise.all([climbing(read, actor.organizationId), ladderBook(read, actor.organizationId)])
    const looked = await Promise.all(ladders.map(async (theirs) => {
      const inForce = book(theirs.kind)
      return { theirs, inForce, fate: await fateOf(read, actor, theirs, { label: clocks.find(({ kind }) => kind === theirs.kind)?.label, inForce }) }
    }))
    return {
      fates: looked.map(({ fate }) => fate),
      seen: looked.map(({ theirs: { kind }, inForce: { revision, levels } }) => [kind, revision, levels]),
      take: async (tx) => {
        for (const { theirs, inForce: { revision }, fate } of looked) if (fate.what === 'changed') await setLadder.run(tx, { ...theirs, revision })
      },
    }
  },
}
