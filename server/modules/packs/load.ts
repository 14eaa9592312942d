import { bodyFaults } from './faults-bodies.ts'
import { hourFaults } from './faults-hours.ts'
import { ladderFaults } from './faults-ladders.ts'
import { noticeFaults } from './faults-notices.ts'
import { wordFaults } from './faults-words.ts'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Code, Fen, LOCALES, type Terms, Words } from '#contract/common.ts'
import { speakerOf } from '#contract/terms.ts'
import type { PackSummary } from '#contract/identity.ts'
import * as p from '#contract/packs.ts'
import { whyNotAsked } from '#contract/asking.ts'
import { FORMS, TableName } from '#contract/table-form.ts'
import { reversedIn } from '#contract/table-dates.ts'
import { straysGiven, straysIn } from '#contract/table-known.ts'
import { TableShape } from '#contract/table-shape.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import { PackBody, type PackFile, PackFiles } from './shape.ts'
import { knownOf } from './strays.ts'
import { faultsOf, readYaml } from './yaml.ts'

type Raw = Partial<Record<PackFile, unknown>>
export type Item = Record<string, unknown>

const FILES = Object.keys(PackFiles) as PackFile[]
/** By what an item of a list is recognised. Of the tables in `ADDED_TO` a pack replaces or adds rules; every other file (tables, hours, pack) is replaced as a whole. */
export const KEYS: Partial<Record<PackFile, 'code' | 'kind'>> = {
  categories: 'code', natures: 'code', fields: 'code', classes: 'code', phrases: 'code', forbidden: 'code', wording: 'code', guidance: 'code', temperaments: 'code',
  causes: 'code', fishbones: 'code', questionnaires: 'code', protection: 'code', principles: 'code', expertise: 'code', agreements: 'code', 'follow-up': 'code', examples: 'code', roles: 'code', positions: 'code', units: 'code', clocks: 'kind', ladders: 'code', notices: 'code', execution: 'kind', bodies: 'code', proceedings: 'kind', telling: 'code',
}
// Rules added to inherited ones prove themselves together with these.
const ADDED_TO: readonly PackFile[] = ['tables/clocks', 'tables/closing', 'tables/evidence', 'tables/statute']
/** Lies beside the files of a pack and is no part of it: what a demo plays. */
export const DEMO_FILE = 'demo.yaml'

/**
 * The pack `code` of `<root>/packs`, with what it extends merged in and every cross-reference checked.
 * A list item replaces the one of the same code (or kind) in its place, new ones come after, and what `pack.yaml` drops is left out first;
 * any other file replaces the inherited one.
 * @throws Error naming the file and the fault.
 */
export const readPack = (root: string, code: string): PackBody => {
  const raw = merged(root, code, [])
  const missing = FILES.filter((file) => raw[file] === undefined)
  if (missing.length > 0) throw new Error(`packs/${code}: missing ${missing.map((file) => `${file}.yaml`).join(', ')}`)
  const proved = PackBody.safeParse(raw)
  if (!proved.success) throw new Error(`packs/${code}: ${proved.error.issues.map((issue) => `${String(issue.path[0])}.yaml: ${issue.message}`).join('; ')}`)
  const body = proved.data
  const faults = referenceFaults(body)
  if (faults.length > 0) throw new Error(`packs/${code}: ${faults.join('; ')}`)
  return body
}

/** The packs that can be installed, industries by code, the general one (`base`) last. */
export const packCodes = (root: string): z.infer<typeof PackSummary>[] =>
  readdirSync(join(root, 'packs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'packs', entry.name, 'pack.yaml')))
    .map((entry) => PackFiles.pack.parse(readFile(root, entry.name, 'pack')))
    .sort((a, b) => Number(a.extends === null) - Number(b.extends === null) || a.code.localeCompare(b.code, 'en'))
    .map(({ code, name, description }) => ({ code, name, description }))

const merged = (root: string, code: string, below: readonly string[]): Raw => {
  if (!Code.safeParse(code).success || !existsSync(join(root, 'packs', code, 'pack.yaml'))) throw new Error(`packs/${code}: no such pack`)
  if (below.includes(code)) throw new Error(`packs/${code}/pack.yaml: extends itself by way of ${below.join(', ')}`)
  const own = readFolder(root, code)
  const parent = PackFiles.pack.parse(own.pack).extends
  if (parent === null) return own
  const { drops, terms } = PackFiles.pack.parse(own.pack)
  const given = withoutDropped(merged(root, parent, [...below, code]), code, drops)
  const inherited = terms ? inTerms(given, terms) : given
  const { terms: inheritedTerms } = PackFiles.pack.parse(inherited.pack)
  const pack = { ...own.pack as Item, terms: terms ?? inheritedTerms }
  return { ...Object.fromEntries(FILES.map((file) => [file, overlay(file, inherited[file], own[file])])), pack }
}

/** What is inherited is said in the words of the industry. */
const inTerms = (raw: Raw, terms: Terms): Raw => {
  const speak = Object.fromEntries(LOCALES.map((locale) => [locale, speakerOf(terms, locale)]))
  const say = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(say)
    if (typeof value !== 'object' || value === null) return value
    const words = Words.safeParse(value)
    if (words.success) return Object.fromEntries(LOCALES.map((locale) => [locale, speak[locale]?.(words.data[locale])]))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, say(inner)]))
  }
  return say(raw) as Raw
}

const overlay = (file: PackFile, inherited: unknown, own: unknown): unknown => {
  if (own === undefined || inherited === undefined) return own ?? inherited
  const key = KEYS[file]
  if (key) return byKey(key, inherited as Item[], own as Item[])
  return ADDED_TO.includes(file) ? addedTable(inherited as DecisionTable, own as DecisionTable) : own
}

const byKey = (key: string, inherited: readonly Item[], own: readonly Item[]) => [...new Map([...inherited, ...own].map((item) => [item[key], item])).values()]

/** A rule replaces the inherited one of the same id; an example of the same facts likewise. */
const addedTable = (inherited: DecisionTable, own: DecisionTable) => ({
  ...own,
  rules: byKey('id', inherited.rules, own.rules),
  examples: [...inherited.examples.filter((e) => !own.examples.some((o) => isDeepStrictEqual(o.facts, e.facts))), ...own.examples],
})

const withoutDropped = (inherited: Raw, code: string, drops: Readonly<Record<string, readonly string[]>>): Raw => {
  const left = { ...inherited }
  for (const [name, dropped] of Object.entries(drops)) {
    const file = FILES.find((f) => f === name)
    if (!file || !(KEYS[file] || ADDED_TO.includes(file))) throw new Error(`packs/${code}/pack.yaml: drops: nothing can be dropped of ${name}`)
    left[file] = KEYS[file] ? withoutItems(code, name, inherited[file] as Item[], KEYS[file], dropped) : withoutRules(code, name, inherited[file] as DecisionTable, dropped)
  }
  return left
}

const withoutItems = (pack: string, name: string, items: readonly Item[], key: string, dropped: readonly string[]) => {
  const stray = dropped.find((one) => !items.some((item) => item[key] === one))
  if (stray) throw new Error(`packs/${pack}/pack.yaml: drops: ${name} has no ${stray}`)
  return items.filter((item) => !dropped.includes(String(item[key])))
}

const withoutRules = (pack: string, name: string, table: DecisionTable, dropped: readonly string[]) => ({
  ...table,
  rules: withoutItems(pack, name, table.rules, 'id', dropped),
  // What proved nothing but what is dropped goes with it: its facts may name what is not there, either.
  examples: table.examples.filter((e) => !e.rules.length || e.rules.some((id) => !dropped.includes(id))).map((e) => ({ ...e, rules: e.rules.filter((id) => !dropped.includes(id)) })),
})

const readFolder = (root: string, code: string): Raw => {
  const folder = join(root, 'packs', code)
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.ya?ml$/.test(name) && name !== DEMO_FILE)
  const stray = found.find((name) => !FILES.some((file) => `${file}.yaml` === name))
  if (stray) throw new Error(`packs/${code}/${stray}: not a file of a pack`)
  return Object.fromEntries(FILES.filter((file) => found.includes(`${file}.yaml`)).map((file) => [file, readFile(root, code, file)]))
}

const readFile = (root: string, code: string, file: PackFile): unknown => {
  const name = `packs/${code}/${file}.yaml`
  const read = readYaml(root, name, ADDED_TO.includes(file) ? TableShape : PackFiles[file])
  const fault = file === 'pack' ? misnamed(read, code) : doubled(file, read)
  if (fault) throw new Error(`${name}: ${fault}`)
  return read
}

const misnamed = (pack: unknown, code: string) => ((pack as Item).code === code ? null : `code is not ${code}, the name of its folder`)

const doubled = (file: PackFile, data: unknown) => {
  const key = KEYS[file]
  if (!key) return null
  const names = (data as Item[]).map((item) => String(item[key]))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return twice === undefined ? null : `two items are named ${twice}`
}

/** Every reference of a merged pack that leads nowhere, each beginning with its file. */
const referenceFaults = (body: PackBody): string[] => [
  ...treeFaults('categories.yaml', body.categories),
  ...treeFaults('units.yaml', body.units),
  ...treeFaults('causes.yaml', body.causes),
  ...fieldFaults(body),
  ...unknown('positions.yaml', 'role', codes(body.roles), body.positions.map(({ code, role }) => [code, [role]])),
  ...unknown('units.yaml', 'position', codes(body.positions), body.units.map(({ code, positions }) => [code, positions])),
  ...unknown('clocks.yaml', 'position', codes(body.positions), body.clocks.map(({ kind, escalateTo }) => [kind, [escalateTo]])),
  ...unknown('expertise.yaml', 'category', codes(body.categories), body.expertise.map(({ code, categories }) => [code, categories])),
  ...idleClocks(body),
  ...valueFaults(body),
  ...permissionFaults(body),
  ...questionnaireFaults(body), ...hourFaults(body), ...ladderFaults(body), ...noticeFaults(body), ...wordFaults(body), ...bodyFaults(body),
  ...exampleFaults(body),
  ...TABLES.flatMap((table) => [...cellFaults(body, table), ...giveFaults(body, table), ...givenStrays(body, table), ...dateFaults(body, table)]),
]

/** What could not be asked so. */
const questionnaireFaults = ({ questionnaires }: PackBody) => questionnaires.flatMap((one) => { const found = whyNotAsked(one); return found ? [`questionnaires.yaml: ${one.code}: ${found.fault}${found.at === null ? '' : ` at ${one.questions[found.at]?.code}`}`] : [] })

const codes = (items: readonly { code: string }[]) => items.map((item) => item.code)

type Uses = readonly (readonly [who: string, names: readonly string[]])[]

const unknown = (file: string, what: string, known: readonly string[], uses: Uses) =>
  uses.flatMap(([who, names]) => names
    .filter((name) => !known.includes(name))
    .map((name) => `${file}: ${who} names the unknown ${what} ${name}`))

const treeFaults = (file: string, items: readonly { code: string; parent: string | null }[]) => {
  const parents = new Map(items.map(({ code, parent }) => [code, parent]))
  return items.flatMap(({ code, parent }) => {
    if (parent !== null && !parents.has(parent)) return [`${file}: ${code} has the unknown parent ${parent}`]
    return rooted(code, parents) ? [] : [`${file}: ${code} is its own ancestor`]
  })
}

const rooted = (code: string, parents: ReadonlyMap<string, string | null>) => {
  const seen = new Set<string>()
  for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
    if (seen.has(at)) return false
    seen.add(at)
  }
  return true
}

const fieldFaults = ({ fields, categories }: PackBody) => [
  ...unknown('fields.yaml', 'category', codes(categories), fields.map((field) => [field.code, field.categories ?? []])),
  ...fields
    .filter((field) => (field.type === 'choice' || field.type === 'several') !== Boolean(field.choices?.length))
    .map((field) => `fields.yaml: ${field.code}: choices go with the types choice and several`),
]

/** A clock that no rule starts would never run. */
const idleClocks = (body: PackBody) => body.clocks
  .filter(({ kind }) => !body['tables/clocks'].rules.some(({ gives }) => gives.clock === kind))
  .map(({ kind }) => `clocks.yaml: no rule of tables/clocks.yaml starts ${kind}`)

const RENAMED: Readonly<Record<string, readonly string[]>> = { remedyKind: p.RemedyKind.options, liability: p.Liability.options }

const valueFaults = ({ pack: { terms } }: PackBody) =>
  Object.entries(terms?.values ?? {}).flatMap(([kind, values]) => unknown('pack.yaml', `value of ${kind}`, RENAMED[kind] ?? [], [['terms', Object.keys(values)]]))

const PERMISSION = /^(\*|[a-z]+(-[a-z]+)*\.(\*|[a-zA-Z]+))$/

const permissionFaults = ({ roles }: PackBody) =>
  roles.flatMap(({ code, permissions }) => permissions
    .filter((name) => !PERMISSION.test(name))
    .map((name) => `roles.yaml: ${code} has the malformed permission ${name}`))

const exampleFaults = (body: PackBody) => [
  ...unknown('examples.yaml', 'category', codes(body.categories), body.examples.map(({ code, category }) => [code, [category]])),
  ...unknown('examples.yaml', 'root cause', codes(body.causes), body.examples.map(({ code, rootCause }) => [code, [rootCause]])),
  ...unknown('examples.yaml', 'field', codes(body.fields), body.examples.map(({ code, fields }) => [code, Object.keys(fields)])),
  ...body.examples.flatMap(({ code, fields }) => Object.entries(fields)
    .filter(([name, value]) => body.fields.some((field) => field.code === name && !suits(field, value)))
    .map(([name, value]) => `examples.yaml: ${code}: ${name} cannot be ${value}`)),
]

/** Whether a value may stand in a field. */
export const suits = (field: p.Field, value: string | number): boolean => {
  if (field.type === 'number') return typeof value === 'number'
  if (field.type === 'money') return Fen.safeParse(value).success
  if (field.type === 'day') return z.iso.date().safeParse(value).success
  return typeof value === 'string' && (field.type !== 'choice' || codes(field.choices ?? []).includes(value))
}

type TableFile = `tables/${TableName}`
const TABLES = TableName.options.map((name): TableFile => `tables/${name}`)
const formOf = (file: TableFile) => FORMS[file.slice('tables/'.length) as TableName]

const giveFaults = (body: PackBody, table: TableFile) => {
  const { hit, gives } = formOf(table)
  return [
    ...(body[table].hit === hit ? [] : [`${table}.yaml: hit must be ${hit}`]),
    ...body[table].rules.flatMap((rule) => {
      const read = gives.safeParse(rule.gives)
      return read.success ? [] : [`${table}.yaml: ${rule.id} gives ${faultsOf(read.error)}`]
    }),
  ]
}

const dateFaults = (body: PackBody, table: TableFile) => reversedIn(body[table].rules).map(({ rule, from, through }) => `${table}.yaml: ${rule} holds from ${from} through ${through}`)

const givenStrays = (body: PackBody, table: TableFile) => straysGiven(knownOf(body), body[table]).map(({ rule, fact, value }) =>
  (fact === 'position' && table === 'tables/authority' ? `${table}.yaml: ${rule}: no position ${value} of that rank` : `${table}.yaml: ${rule} names the unknown ${fact} ${value}`))

const cellFaults = (body: PackBody, table: TableFile) => [
  ...straysIn(knownOf(body), body[table].rules.map(({ id, when }) => [id, when] as const)),
  ...straysIn(knownOf(body), body[table].examples.map(({ rules, facts }) => [`the example of ${rules.join()}`, facts] as const)),
].map(({ rule, fact, value }) => `${table}.yaml: ${rule} names the unknown ${fact} ${value}`)
