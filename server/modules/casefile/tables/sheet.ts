import type { Locale, Words } from '#contract/common.ts'
import { FORMS, type Kind, type TableName } from '#contract/table-form.ts'
import type { Table } from '#contract/table-shape.ts'
import type { Otherwise } from '#contract/tables.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { asTable, currentPack, draftedTable } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'

type Given = Readonly<Record<string, unknown>>
interface Speaker { readonly locale: Locale; readonly body: PackBody }

const labelOf = (items: readonly { readonly code: string; readonly label: Words }[], code: unknown, locale: Locale) => items.find((one) => one.code === code)?.label[locale] ?? String(code)

const placeWords = ({ locale }: Speaker, { unit, kind }: { unit?: string; kind: string }) => unit ?? words(locale, ['terms', 'unitKind', kind]) ?? kind

/** What stands in one column, in words. */
const said = (speaker: Speaker, kind: Kind, value: unknown): string => {
  const { locale, body } = speaker
  if (Array.isArray(value)) return value.map((one) => said(speaker, kind, one)).join(' + ')
  switch (kind.kind) {
    case 'choice': return words(locale, ['terms', kind.of, String(value)]) ?? String(value)
    case 'position': case 'positions': return labelOf(body.positions, value, locale)
    case 'clock': return body.clocks.find((clock) => clock.kind === value)?.label[locale] ?? String(value)
    case 'place': case 'places': return placeWords(speaker, value as { kind: string })
    case 'items': return words(locale, ['terms', 'remedyKind', (value as { kind: string }).kind]) ?? ''
    default: return String(value)
  }
}

const NOTHING: readonly unknown[] = [null, undefined, false, '']
const outcome = (speaker: Speaker, table: TableName, gives: Given) =>
  FORMS[table].outputs.filter(({ kind, name }) => kind.kind !== 'words' && !NOTHING.includes(gives[name])).map(({ name, kind }) => said(speaker, kind, gives[name])).filter(Boolean).join(', ')

/** The two tables that were compared, so that a row can say what each would do. */
export const compared = query('packs.tryTable', async (read, { organizationId }, { table }: { table: TableName }) => {
  const { policy, body } = await currentPack(read, organizationId)
  return { body, inForce: await policy(table), draft: await draftedTable(read, organizationId, table) ?? await asTable(read, organizationId, table, { rules: [], examples: [] }) }
})

/** Cases that would be decided otherwise, as a table: number, unit, when, and for each side the rules by their numbers with what they give. */
export const otherwiseSheet = (locale: Locale, table: TableName, { body, inForce, draft }: { readonly body: PackBody; readonly inForce: Table; readonly draft: Table }) => {
  const side = ({ rules }: Table, ids: readonly string[]) => {
    const fired = rules.map((rule, i) => ({ ...rule, no: i + 1 })).filter(({ id }) => ids.includes(id))
    return [fired.map(({ no }) => no).join(' '), fired.map(({ gives }) => outcome({ locale, body }, table, gives)).join('; ')]
  }
  return {
    name: `${table}-cases`, heading: ['number', 'unit', 'at', 'ruleNow', 'givesNow', 'ruleThen', 'givesThen'].map((key) => words(locale, ['tables', 'sheet', key]) ?? key),
    lines: ({ number, unit, registeredAt, timeZone, before, after }: Otherwise) => [[number, unit, formatInstant(registeredAt, locale, timeZone), ...side(inForce, before), ...side(draft, after)]],
  }
}
