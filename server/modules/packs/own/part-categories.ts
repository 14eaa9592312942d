import { isDeepStrictEqual } from 'node:util'
import * as categories from '#contract/categories.ts'
import { type Locale, notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/own.ts'
import type { Category } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { currentPack, versionBody } from '../queries.ts'
import { TABLES } from '../tables.ts'
import { draftTaken, importCategories } from '../tree/commands.ts'
import { beginning, itemsOf } from '../tree/draft.ts'
import { type Item, branchOf, isNameless, nameOf, namesake, usesIn, whyNotUnder } from '../tree/rules.ts'
import type { OwnPart } from '../port.ts'

type Written = NonNullable<contract.OwnFile['categories']>[number]

const said = ({ code, parent, label, matter, keywords, wording, retired }: Category): Written => ({ code, parent, label: { ...label }, matter, keywords: [...keywords], wording: [...wording ?? []], retired: retired === true })

const itemOf = ({ retired, wording, ...category }: Written, stands: Pick<Item, 'version' | 'place'>): Item =>
  ({ ...category, ...(wording.length > 0 && { wording }), ...(retired && { retired: true as const }), version: stands.version, place: stands.place })

interface Here { /** As the draft has them, or would begin. */ readonly items: readonly Item[]; readonly hasDraft: boolean; /** How often rules, fields and worked cases name each. */ readonly uses: (code: string) => number; readonly mayChange: boolean; /** What the file puts out of use. */ readonly retiring: ReadonlySet<string> }
interface Why { readonly refusal: Refusal; readonly params?: Record<string, number> }

/** What goes out of use takes nothing with it that the file does not speak of, and nothing that rules still name. */
const whyNotRetired = (code: string, { items, uses, retiring }: Here): Why | null => {
  const branch = branchOf(items, code).filter(({ retired }) => !retired)
  if (branch.some((one) => !retiring.has(one.code))) return { refusal: contract.belowInUse }
  const count = branch.reduce((sum, one) => sum + uses(one.code), 0)
  return count ? { refusal: categories.categoryInUse, params: { count } } : null
}

const whyNotPlaced = (theirs: Written, stands: Item | undefined, items: readonly Item[]): Refusal | null => {
  if (stands && stands.parent === theirs.parent && stands.retired === theirs.retired) return null
  const refusal = whyNotUnder(items, theirs.parent, stands?.code)
  // Out of use, it may stand below what is out of use.
  return refusal === categories.parentRetired && theirs.retired ? null : refusal
}

const whyNot = (theirs: Written, here: Here): Why | null => {
  const { items, hasDraft, mayChange } = here
  const stands = items.find(({ code }) => code === theirs.code)
  if (!mayChange) return { refusal: notAllowed }
  if (hasDraft) return { refusal: contract.draftThere }
  if (!stands && items.length >= categories.MOST_CATEGORIES) return { refusal: categories.tooManyCategories, params: { most: categories.MOST_CATEGORIES } }
  if (isNameless(theirs.label)) return { refusal: categories.namelessCategory }
  if (!theirs.retired && namesake(items, theirs.label, theirs.parent, theirs.code)) return { refusal: categories.sameName }
  const placed = whyNotPlaced(theirs, stands, items)
  if (placed) return { refusal: placed }
  return stands && !stands.retired && theirs.retired ? whyNotRetired(theirs.code, here) : null
}

interface Planned { readonly fate: contract.OwnFate; readonly item: Item | null }

const planOne = (theirs: Written, here: Here, locale: Locale): Planned => {
  const stands = here.items.find(({ code }) => code === theirs.code)
  const shown = { list: 'categories' as const, code: theirs.code, name: theirs.label[locale] || nameOf(theirs), retired: theirs.retired, changes: null }
  if (stands && isDeepStrictEqual(said(stands), theirs)) return { fate: { ...shown, what: 'same', why: null, draft: false }, item: null }
  const why = whyNot(theirs, here)
  if (why) return { fate: { ...shown, what: 'refused', why: refusalWords(why.refusal, locale, why.params), draft: false }, item: null }
  return { fate: { ...shown, what: stands ? 'changed' : 'added', why: null, draft: true }, item: itemOf(theirs, stands ?? { version: 0, place: here.items.length }) }
}

const hereOf = async (read: Reader, actor: Actor, theirs: readonly Written[]): Promise<Here> => {
  const { organizationId } = actor
  const { body, policy } = await currentPack(read, organizationId)
  const [tables, drafted] = await Promise.all([Promise.all(TABLES.map(policy)), itemsOf(read, organizationId)])
  const uses = usesIn(body, tables)
  return {
    items: drafted.length ? drafted : beginning(body.categories), hasDraft: drafted.length > 0, uses: (code) => uses.get(code)?.length ?? 0, mayChange: actor.may(importCategories.name),
    retiring: new Set(theirs.filter(({ retired }) => retired).map(({ code }) => code)),
  }
}

/** One after the other: what is taken in counts for those that follow. What is refused is tried again after what makes way for it: a name that becomes free, a stem that all below it leave. */
const planAll = (theirs: readonly Written[], here: Here, locale: Locale): readonly Planned[] => {
  let { items } = here
  const planned = new Map<Written, Planned>()
  for (let left = theirs, before = -1; left.length > 0 && left.length !== before;) {
    before = left.length
    for (const one of left) {
      const plan = planOne(one, { ...here, items }, locale)
      const { item } = plan
      if (item) items = items.some(({ code }) => code === item.code) ? items.map((other) => (other.code === item.code ? item : other)) : [...items, item]
      planned.set(one, plan)
    }
    left = left.filter((one) => planned.get(one)?.fate.what === 'refused')
  }
  return theirs.flatMap((one) => planned.get(one) ?? [])
}

/** The firm's own categories, by the checks of changing them by hand: they become the draft, which somebody publishes. */
export const categoriesPart: OwnPart = {
  written: async (read, organizationId) => {
    const { baseId, body } = await currentPack(read, organizationId)
    const pack = new Map((await versionBody(read, organizationId, baseId)).categories.map((category) => [category.code, said(category)]))
    const own = body.categories.map(said).filter((category) => !isDeepStrictEqual(category, pack.get(category.code)))
    return own.length ? { categories: own } : {}
  },
  plan: async (read, actor, { categories: theirs = [] }) => {
    const here = await hereOf(read, actor, theirs)
    const planned = planAll(theirs, here, actor.locale)
    const taken = (what: contract.OwnFate['what']) => planned.flatMap(({ fate, item }) => (item && fate.what === what ? [item] : []))
    return {
      fates: planned.map(({ fate }) => fate),
      seen: theirs.length ? here.items.map(({ code, version, place, parent, retired }) => [code, version, place, parent, retired === true]) : [],
      take: async (tx) => {
        const [added, changed] = [taken('added'), taken('changed')]
        if (added.length + changed.length) await draftTaken(tx, added, changed)
      },
    }
  },
}
