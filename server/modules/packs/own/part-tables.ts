import { isDeepStrictEqual } from 'node:util'
import { notAllowed } from '#contract/common.ts'
import * as contract from '#contract/own.ts'
import { faultsIn } from '#contract/table-checks.ts'
import { changesBetween } from '#contract/table-diff.ts'
import { FORMS } from '#contract/table-form.ts'
import type { Known } from '#contract/table-known.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { asTable, currentPack, versionBody } from '../queries.ts'
import { changeTable } from '../table/commands.ts'
import { type DraftRow, draftRow, knownHere, rulesOf } from '../table/draft.ts'
import { TABLES } from '../tables.ts'
import type { OwnPart } from '../port.ts'
import { toldLines, unknownIn } from './unknown-names.ts'

type Written = NonNullable<contract.OwnFile['tables']>[number]

const contentOf = ({ rules, examples }: Pick<DecisionTable, 'rules' | 'examples'>) => JSON.parse(JSON.stringify({ rules, examples })) as Pick<Written, 'rules' | 'examples'>

/** Tables in force that say something else than those of the pack. */
const written = async (read: Reader, organizationId: string): Promise<Written[]> => {
  const { baseId, ids, policy } = await currentPack(read, organizationId)
  const pack = await versionBody(read, organizationId, baseId)
  const own = await Promise.all(TABLES.filter((table) => ids[table]).map(async (table) => ({ table, ...contentOf(await policy(table)) })))
  return own.filter(({ table, ...content }) => !isDeepStrictEqual(content, contentOf(pack[`tables/${table}`])))
}

interface Standing { readonly inForce: DecisionTable; readonly draft: DraftRow | null; readonly known: Known; readonly actor: Actor }

const whyNot = (theirs: Written, { inForce, draft, known, actor }: Standing): string | null => {
  const { locale } = actor
  if (!actor.may('packs.changeTable')) return refusalWords(notAllowed, locale)
  if (draft) return refusalWords(contract.draftThere, locale)
  const unknown = unknownIn(known, theirs, inForce)
  return unknown.length ? refusalWords(contract.namesUnknown, locale, { lines: toldLines(unknown, locale) }) : null
}

const isThere = (theirs: Written, content: Pick<Written, 'rules' | 'examples'>) => isDeepStrictEqual(contentOf(theirs), contentOf(content))

const measured = async (read: Reader, theirs: Written, { inForce, known, actor }: Standing) => {
  const { table } = theirs
  const changes = changesBetween(inForce.rules, theirs.rules, FORMS[table].hit === 'first')
  const of = (...what: readonly string[]) => new Set(changes.filter((one) => what.includes(one.what)).map(({ rule }) => rule)).size
  const faults = faultsIn(table, await asTable(read, actor.organizationId, table, theirs), known).filter(({ must }) => must).length
  return { added: of('added'), changed: of('changed', 'moved'), removed: of('removed'), faults }
}

const fateOf = async (read: Reader, theirs: Written, standing: Standing): Promise<contract.OwnFate> => {
  const { inForce, draft } = standing
  const shown = { list: 'tables' as const, code: theirs.table, name: '', retired: false }
  if (isThere(theirs, inForce) || (draft && isThere(theirs, rulesOf(draft)))) return { ...shown, what: 'same', why: null, draft: false, changes: null }
  const why = whyNot(theirs, standing)
  if (why !== null) return { ...shown, what: 'refused', why, draft: false, changes: null }
  return { ...shown, what: 'changed', why: null, draft: true, changes: await measured(read, theirs, standing) }
}

/** The tables of rules that a firm made its own: taken in as drafts, which are sent and approved like those written by hand. */
export const tablesPart: OwnPart = {
  written: async (read, organizationId) => {
    const tables = await written(read, organizationId)
    return tables.length ? { tables } : {}
  },
  plan: async (read, actor, { tables = [] }, now) => {
    const { organizationId } = actor
    const [{ ids, policy }, known] = await Promise.all([currentPack(read, organizationId), knownHere(read, organizationId, now)])
    const looked = await Promise.all(tables.map(async (theirs) => {
      const [inForce, draft = null] = await Promise.all([policy(theirs.table), draftRow(read, organizationId, theirs.table)])
      return { theirs, draft, fate: await fateOf(read, theirs, { inForce, draft, known, actor }) }
    }))
    return {
      fates: looked.map(({ fate }) => fate),
      seen: looked.map(({ theirs: { table }, draft }) => [table, ids[table] ?? null, draft?.version ?? 0]),
      take: async (tx) => {
        for (const { theirs: { table, ...content }, fate } of looked) if (fate.what === 'changed') await changeTable.run(tx, { table, version: 0, ...content })
      },
    }
  },
}
