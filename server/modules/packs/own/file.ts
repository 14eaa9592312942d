import type { z } from 'zod'
import { type Locale, staleVersion, type Words } from '#contract/common.ts'
import * as contract from '#contract/own.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { canonical, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import type { Instant } from '#kernel/time.ts'
import { lockTree } from '#modules/identity/commands/units.ts'
import { OwnFileTaken } from '../events.ts'
import { takeCauses } from '../causes.ts'
import { ownCausesIn } from '../own-causes.ts'
import { currentPack, versionBody } from '../queries.ts'
import { lockCategories } from '../tree/draft.ts'
import { keepOwn, ownSubject } from './commands.ts'
import { type Here, type Planned, planOf, readFile, written } from './plan.ts'
import { type PlannedCause, planCauses } from './plan-causes.ts'
import { type PartPlan, partsOf } from '../port.ts'
import { ownRows } from './read.ts'

const hereOf = async (read: Reader, organizationId: string): Promise<Here> => {
  const { body, versionId } = await currentPack(read, organizationId)
  const [pack, own] = await Promise.all([versionBody(read, organizationId, versionId), ownRows(read, organizationId)])
  const { own_causes } = await read.selectFrom('packs.current').select('own_causes').where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  return { pack, body, own, causes: ownCausesIn(own_causes) }
}

/** Everything the firm says its own way, to be carried to another. */
export const ownFile = query('packs.readOwn', async (read, { organizationId }, _input: Record<string, never>) => {
  const parts = await Promise.all(partsOf().map((part) => part.written(read, organizationId)))
  return written(await hereOf(read, organizationId), Object.assign({}, ...parts) as Partial<contract.OwnFile>)
})

const plansOf = async (read: Reader, actor: Actor, file: contract.OwnFile, now: Instant): Promise<readonly PartPlan[]> => {
  const plans: PartPlan[] = []
  for (const part of partsOf()) plans.push(await part.plan(read, actor, file, now))
  return plans
}

const stampOf = (text: string, { own, pack, causes }: Here, plans: readonly PartPlan[]) => sha256(canonical([
  text, pack.pack.version, own.map(({ list, code, revision }) => [list, code, revision]), causes.map(({ code, version }) => [code, version]), plans.map(({ fates, seen }) => [seen, fates.map(({ list, code, what }) => [list, code, what])]),
])).toString('base64url')

const MOST_SHOWN = 60
/** What people know an entry by. */
const shortly = (words: Words | undefined, locale: Locale): string => (words?.[locale] || words?.['zh-CN'] || words?.['zh-Hant'] || words?.en || '').slice(0, MOST_SHOWN)
const nameOf = ({ item }: Planned, locale: Locale): string => shortly((item.label ?? item.text ?? item.instead) as Words | undefined, locale)

const causeFate = ({ cause, what, why }: PlannedCause, locale: Locale): contract.OwnFate => ({ list: 'causes', code: cause.code, name: shortly(cause.label, locale), what, retired: cause.retired, why, draft: false, changes: null })

/** What would become of each entry; nothing is kept. */
export const checkOwnFile = query('packs.readOwn', async (read, actor, { text }: z.output<typeof contract.checkOwnFile.input>, now) => {
  const { locale } = actor
  const here = await hereOf(read, actor.organizationId)
  const file = readFile(text, here)
  const plans = await plansOf(read, actor, file, now)
  const items: contract.OwnFate[] = planOf(file, here, locale).map((one) => ({ list: one.list, code: one.code, name: nameOf(one, locale), what: one.what, retired: one.row?.retired ?? false, why: one.why, draft: false, changes: null }))
  return { items: [...items, ...planCauses(file, here, locale).map((one) => causeFate(one, locale)), ...plans.flatMap(({ fates }) => fates)], stamp: stampOf(text, here, plans) }
})

const orderRow = ({ order }: contract.OwnFile, { own }: Here) => {
  const stands = own.find(({ list }) => list === 'order')
  return order ? [{ list: 'order' as const, code: 'fields', revision: (stands?.revision ?? 0) + 1, content: { codes: order }, was: null, retired: false }] : []
}

/** Another firm's words, as they were looked at; what was refused is left. */
export const takeOwnFile = command('packs.takeOwnFile', async (tx, { text, stamp }: z.output<typeof contract.takeOwnFile.input>) => {
  await lockTree(tx)
  await lockCategories(tx)
  const { organizationId, locale } = tx.actor
  const read = readerOf(tx.db)
  const here = await hereOf(read, organizationId)
  const file = readFile(text, here)
  const plans = await plansOf(read, tx.actor, file, tx.now)
  if (stampOf(text, here, plans) !== stamp) throw new Problem(staleVersion)
  const planned = planOf(file, here, locale).flatMap(({ list, code, row, what }) => (row ? [{ what, row: { list, code, ...row } }] : []))
  const causes = planCauses(file, here, locale).flatMap(({ taken, what }) => (taken ? [{ taken, what }] : []))
  const fates = plans.flatMap((plan) => plan.fates)
  if (![...planned, ...causes].length && fates.every(({ what }) => what === 'same' || what === 'refused')) throw new Problem(contract.nothingToTake)
  const kept = await keepOwn(tx, planned.length ? [...planned.map(({ row }) => row), ...orderRow(file, here)] : [])
  await takeCauses(tx, causes.map(({ taken }) => taken))
  for (const { take } of plans) await take(tx)
  const count = (what: Planned['what']) => [...planned, ...causes, ...fates].filter((one) => one.what === what).length
  const done = { added: count('added'), changed: count('changed') }
  await tx.record(OwnFileTaken, { subject: ownSubject(organizationId), payload: { ...done, ...kept } })
  return done
})
