import { LOCALES } from '#contract/common.ts'
import type * as contract from '#contract/importing.ts'
import type { Field } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { hashOf } from '../commands/wizard.ts'
import { plainMoment, readDate } from '../rules/dates.ts'
import { FIELD, ORDERS, type Part, partsFor } from '../rules/parts.ts'
import { findImport } from './imports.ts'

export interface Beginning { readonly id: string; readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] }

const SAMPLES = 3

const samplesOf = (rows: Beginning['rows'], column: number): string[] => rows.flatMap((cells) => { const cell = cells[column]?.trim() ?? ''; return cell ? [cell.slice(0, 200)] : [] }).slice(0, SAMPLES)

const readingOf = (sample: string, order: contract.DateOrder): string | null => {
  const told = readDate(sample, order)
  return told === null ? null : 'wall' in told ? plainMoment(told.wall) : told.exact
}

/** Ways of writing dates in which at least one of the values can be read. */
const datesOf = (samples: readonly string[]) => ORDERS.map((order) => ({ order, readings: samples.map((sample) => readingOf(sample, order)) })).filter(({ readings }) => readings.some((reading) => reading !== null))

const labelOf = (part: Part, fields: readonly Field[], locale: Actor['locale']): string =>
  fields.find((f) => FIELD + f.code === part.part)?.label[locale] ?? words(locale, ['importing', 'parts', part.part]) ?? part.part

const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[\s_()（）:：*-]/g, '')

/** By the names of the columns: a first proposal, to be looked at. No date is mapped without being asked about. */
const proposed = (names: readonly string[], parts: readonly Part[], fields: readonly Field[]): contract.Mapping | null => {
  const columns = Object.fromEntries(parts.flatMap((part) => {
    const called = [part.part, ...LOCALES.flatMap((locale) => [labelOf(part, fields, locale), ...(words(locale, ['importing', 'alsoCalled', part.part]) ?? '').split('|')])].map(plain).filter(Boolean)
    const column = names.findIndex((name) => called.includes(plain(name)))
    return column < 0 ? [] : [[part.part, [column]]]
  }))
  return Object.keys(columns).length ? { columns, dates: {}, channel: 'automatic', unitId: null, values: {} } : null
}

const fits = (mapping: contract.Mapping, parts: readonly Part[]) => ({ ...mapping, columns: Object.fromEntries(Object.entries(mapping.columns).filter(([name]) => parts.some((p) => p.part === name))) })

/** What could be meant by the columns of a table. */
export const offered = query('complaint.readImports', async (read, actor, { id, names, rows }: Beginning) => {
  const batch = await findImport(read, actor, id)
  const { body } = await currentPack(read, actor.organizationId)
  const parts = partsFor(batch.target as contract.Target, body.fields)
  const kept = await read.selectFrom('importing.remembered').select('mapping').where('organization_id', '=', actor.organizationId).where('headers_hash', '=', hashOf(names)).where('target', '=', batch.target).executeTakeFirst()
  return {
    columns: names.map((name, column) => { const samples = samplesOf(rows, column); return { name, samples, dates: datesOf(samples) } }),
    fields: parts.map((p) => ({ part: p.part, kind: p.kind, required: p.required, label: labelOf(p, body.fields, actor.locale) })),
    mapping: kept ? fits(kept.mapping as contract.Mapping, parts) : proposed(names, parts, body.fields), remembered: kept !== undefined,
  }
}, ({ id }) => ({ type: 'import', id, unitId: null }))
