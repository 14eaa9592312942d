import { z } from 'zod'
import { Code, Fen, LOCALES, Words } from '#contract/common.ts'
import { Liability, RemedyKind, ServiceFault, Severity } from '#contract/packs.ts'
import { DEMO_FILE, readPack, suits } from '#modules/packs/load.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { readYaml } from '#modules/packs/yaml.ts'
import { frontsOf } from './fronts.ts'

const Said = Words.refine((words) => LOCALES.every((locale) => words[locale].trim() !== ''), 'a language has no words')
const Months = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']), z.number().min(0).max(10)).default({})
const Fields = z.record(z.string(), z.union([z.string(), z.number()])).default({})

/** Something to complain about. `months`: how many times as often as usual in these calendar months. `{thing}` in a text stands for one of the things. */
const TradeMatter = z.strictObject({
  code: Code, category: Code, severity: Severity, liability: Liability, cause: Code, items: z.array(z.strictObject({ kind: RemedyKind, amountFen: Fen })).min(1),
  priceFen: Fen.nullable().default(null), claimFen: Fen.nullable().default(null), fault: ServiceFault.nullable().default(null), fields: Fields,
  months: Months, weight: z.number().positive().max(10).default(1), text: Said, wants: Said, finding: Said, product: Said.nullable().default(null),
})
export type TradeMatter = z.infer<typeof TradeMatter>

/** Where the last complaints of an incident would still be open, somebody would be looking into it. */
const LAST_DAY = 10
/** The made-up year begins so many days before today. */
export const FIRST_DAY = 365

/** What went wrong for a while and nobody has noticed: so many more cases of some matters between two days before today, everywhere or at one front, with something in common. */
const Incident = z.strictObject({
  code: Code, about: Said, matters: z.array(Code).min(1), from: z.int().max(FIRST_DAY), to: z.int().min(LAST_DAY), cases: z.int().min(5).max(40), front: z.int().nonnegative().nullable().default(null), fields: Fields,
}).refine(({ from, to }) => from > to, 'from lies before to: more days ago')
export type Incident = z.infer<typeof Incident>

const Trade = z.strictObject({ organization: Said, seasons: Months, things: z.array(Said).default([]), matters: z.array(TradeMatter).min(12), incidents: z.array(Incident).length(2, 'a year has two incidents') })
/** What happens in a trade in the course of a year: `packs/<code>/demo.yaml`. */
export type Trade = z.infer<typeof Trade>

/**
 * The trade of a pack, every name in it checked against the pack.
 * @throws Error naming the file and the fault.
 */
export const readTrade = (root: string, pack: string, body: PackBody = readPack(root, pack)): Trade => {
  const name = `packs/${pack}/${DEMO_FILE}`
  const trade = readYaml(root, name, Trade)
  const faults = [...doubled(trade.matters), ...doubled(trade.incidents), ...trade.matters.flatMap((m) => matterFaults(body, trade, m)), ...trade.incidents.flatMap((i) => incidentFaults(body, trade, i))]
  if (faults.length) throw new Error(`${name}: ${faults.join('; ')}`)
  return trade
}

const doubled = (items: readonly { readonly code: string }[]): string[] =>
  items.filter(({ code }, i) => items.findIndex((item) => item.code === code) !== i).map(({ code }) => `two are named ${code}`)

const matterFaults = (body: PackBody, { things }: Trade, matter: TradeMatter): string[] => {
  const { code, category, cause, fields } = matter
  const known = body.categories.find((c) => c.code === category)
  return [
    ...(known ? [] : [`${code} names the unknown category ${category}`]),
    ...(known?.parent === null ? [`${code}: ${category} is too general`] : []),
    ...(body.causes.some((c) => c.code === cause) ? [] : [`${code} names the unknown cause ${cause}`]),
    ...fieldFaults(body, code, [category], fields), ...blankFaults(things, matter),
  ]
}

/** The category and all above it. */
const lineOf = (body: PackBody, code: string | null): string[] => {
  const category = body.categories.find((c) => c.code === code)
  return category ? [category.code, ...lineOf(body, category.parent)] : []
}

const fieldFaults = (body: PackBody, who: string, categories: readonly string[], fields: z.infer<typeof Fields>): string[] => Object.entries(fields).flatMap(([name, value]) => {
  const field = body.fields.find((f) => f.code === name)
  if (!field) return [`${who} names the unknown field ${name}`]
  if (!suits(field, value)) return [`${who}: ${name} cannot be ${value}`]
  const { categories: only } = field
  const without = only ? categories.find((c) => !lineOf(body, c).some((above) => only.includes(above))) : undefined
  return without ? [`${who}: ${without} has no field ${name}`] : []
})

const blankFaults = (things: Trade['things'], { code, text, wants, finding, product }: TradeMatter): string[] => {
  const blanks = [text, wants, finding, ...(product ? [product] : [])].flatMap((words) => LOCALES.flatMap((locale) => words[locale].match(/\{\w*\}/g) ?? []))
  const speaking = LOCALES.filter((locale) => text[locale].includes('{thing}')).length
  return [
    ...blanks.filter((blank) => blank !== '{thing}').map((blank) => `${code} holds ${blank}`),
    ...(speaking === 0 || speaking === LOCALES.length ? [] : [`${code} speaks of {thing} in some languages only`]),
    ...(blanks.length && !things.length ? [`${code} speaks of {thing}, and there are no things`] : []),
  ]
}

const incidentFaults = (body: PackBody, { matters }: Trade, incident: Incident): string[] => {
  const { code, front, fields } = incident
  const known = matters.filter((m) => incident.matters.includes(m.code))
  const fronts = frontsOf(body)
  return [
    ...incident.matters.filter((name) => !known.some((m) => m.code === name)).map((name) => `${code} names the unknown matter ${name}`),
    ...(front === null || front < fronts.length ? [] : [`${code}: front ${front}, and the last of ${fronts.map((u) => u.code).join(', ')} is ${fronts.length - 1}`]),
    ...fieldFaults(body, code, known.map((m) => m.category), fields),
  ]
}
