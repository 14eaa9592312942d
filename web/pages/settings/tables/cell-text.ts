import { UnitKind } from '#contract/identity.ts'
import { RemedyKind } from '#contract/packs.ts'
import type { Kind } from '#contract/table-form.ts'
import { parseYuan, yuanText } from '../../../ui/money.ts'
import { parsePercent, percentText } from '../../../ui/percent.ts'
import { codeWord, isObject, type Json, type Speaker } from '../pack/cell-words.ts'
import type { Column } from './columns.ts'

/** How cells are written so that they can be typed, copied into a spreadsheet program and read again. */
export interface Writing extends Speaker { readonly units: readonly { readonly code: string; readonly name: string; readonly parent: string | null }[]; readonly locale: 'zh-CN' | 'zh-Hant' | 'en' }

export interface Option { readonly value: string; readonly label: string }

/** What may be chosen in a column; empty where one writes. */
export const optionsOf = (writing: Writing, { kind }: Pick<Column, 'kind'>): readonly Option[] => {
  const { pack, say, term, t } = writing
  const named = (list: readonly { code: string; label: Parameters<typeof say>[0] }[]) => list.map(({ code, label }) => ({ value: code, label: say(label) }))
  switch (kind.kind) {
    case 'choice': return kind.values.map((value) => ({ value, label: kind.of === 'gate' ? codeWord(writing, 'gate', value) : term(kind.of, value) }))
    case 'category': return named(pack.categories.filter(({ retired }) => !retired))
    case 'customerClass': return named(pack.classes)
    case 'position': case 'positions': return named(pack.positions)
    case 'clock': return named(pack.clocks.map(({ kind: code, label }) => ({ code, label })))
    case 'unit': return writing.units.map(({ code, name: unit }) => ({ value: code, label: `${unit} ${code}` }))
    case 'yesNo': return [{ value: 'true', label: t('common:yes') }, { value: 'false', label: t('common:no') }]
    default: return []
  }
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase()

const readOption = (options: readonly Option[], text: string): string | null => {
  const wanted = fold(text)
  return options.find(({ value, label }) => value === text.trim() || fold(label) === wanted)?.value ?? null
}

const SPLIT = /[、,，;；|\n]/
const EXCEPT = '≠'
const SIDES = [['gt', '>'], ['gte', '≥'], ['lt', '<'], ['lte', '≤']] as const

const amountText = (kind: Kind, value: number) => (kind.kind === 'money' ? yuanText(value).replace(/\.00$/, '') : String(value))
const readAmount = (kind: Kind, text: string): number | null => {
  if (kind.kind === 'money') return parseYuan(text)
  const value = Number(text.replaceAll(',', ''))
  return text.trim() !== '' && Number.isFinite(value) ? value : null
}

const boundText = (kind: Kind, cell: { readonly [key: string]: Json }) => SIDES.flatMap(([side, sign]) => (typeof cell[side] === 'number' ? [`${sign}${amountText(kind, cell[side])}`] : [])).join(' ')

const labelled = ({ t }: Writing, options: readonly Option[], values: readonly Json[]) => values.map((value) => options.find((one) => one.value === String(value))?.label ?? String(value)).join(t('common:listSeparator'))

const placeText = ({ term }: Writing, place: Json | undefined): string => {
  if (!isObject(place)) return ''
  const kind = term('unitKind', String(place['kind']))
  return typeof place['unit'] === 'string' ? `${place['unit']}/${kind}` : kind
}

const itemText = (writing: Writing, item: Json): string => {
  if (!isObject(item)) return ''
  const yuan = (name: string, sign: string) => (typeof item[name] === 'number' ? [`${sign}${amountText({ kind: 'money' }, item[name])}`] : [])
  return [writing.term('remedyKind', String(item['kind'])), ...(typeof item['ofPrice'] === 'number' ? [`${percentText(item['ofPrice'])}%`] : []), ...yuan('fen', '='), ...yuan('leastFen', '≥'), ...yuan('mostFen', '≤')].join(' ')
}

const objectText = (writing: Writing, { kind }: Column, options: readonly Option[], cell: { readonly [key: string]: Json }): string => {
  if (kind.kind === 'words') return String(cell[writing.locale] || cell['zh-CN'] || cell['zh-Hant'] || cell['en'] || '')
  if (kind.kind === 'place') return placeText(writing, cell)
  if (Array.isArray(cell['contains'])) return cell['contains'].join('|')
  if (Array.isArray(cell['any']) && Array.isArray(cell['none'])) return `${labelled(writing, options, cell['any'])} ${EXCEPT} ${labelled(writing, options, cell['none'])}`
  return boundText(kind, cell)
}

const listText = (writing: Writing, { kind }: Column, options: readonly Option[], cells: readonly Json[]): string => {
  if (kind.kind === 'items') return cells.map((one) => itemText(writing, one)).join('; ')
  return kind.kind === 'places' ? cells.map((one) => placeText(writing, one)).join(writing.t('common:listSeparator')) : labelled(writing, options, cells)
}

const plainText = (writing: Writing, { kind, given }: Column, options: readonly Option[], cell: string | number | boolean): string => {
  if (typeof cell === 'number') return given && kind.kind !== 'money' ? String(cell) : `=${amountText(kind, cell)}`
  return kind.kind === 'text' ? `=${cell}` : labelled(writing, options, [cell])
}

/** A cell as it is typed; empty when the rule does not ask. */
export const cellText = (writing: Writing, column: Column, cell: Json | undefined): string => {
  if (cell === undefined || cell === null) return ''
  const options = optionsOf(writing, column)
  if (Array.isArray(cell)) return listText(writing, column, options, cell)
  return isObject(cell) ? objectText(writing, column, options, cell) : plainText(writing, column, options, cell as string | number | boolean)
}

/** Why a figure is not taken although it can be read: two limits of one side, or two sums; nothing lies between; a least above its most. */
export type Unfit = 'twice' | 'nothing' | 'reversed'
/** What was typed, or that it could not be understood; `why`: or not be taken. */
export type Read = { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false; readonly why?: Unfit }
const fine = (value: Json | undefined): Read => ({ ok: true, value })
const bad: Read = { ok: false }
const unfit = (why: Unfit): Read => ({ ok: false, why })

/** The words of what is wrong with what was typed. */
export const hintOf = ({ kind }: Pick<Column, 'kind'>, read: Read): string => (read.ok || !read.why ? `hint.${kind.kind}` : `hint.${read.why}`)

const readCodes = (options: readonly Option[], text: string): string[] | null => {
  const found = text.split(SPLIT).filter((part) => part.trim() !== '').map((part) => readOption(options, part))
  return found.length > 0 && found.every((code) => code !== null) ? found : null
}

const readChoices = (options: readonly Option[], text: string): Read => {
  const [taken = '', left] = text.split(/≠|!=/)
  const any = readCodes(options, taken)
  if (!any) return bad
  if (left === undefined) return fine(any)
  const none = readCodes(options, left)
  return none ? fine({ any, none }) : bad
}

const AMOUNT = /^(>=|<=|[>≥<≤=])?\s*¥?([\d.,]+)$/
const SIDE_OF: Readonly<Record<string, string>> = { '>': 'gt', '>=': 'gte', '≥': 'gte', '<': 'lt', '<=': 'lte', '≤': 'lte', '=': '' }

const LOWER = ['gt', 'gte']

/** Whole numbers only: where none lies between two limits, nothing does. */
const between = (sides: readonly { readonly side: string | undefined; readonly value: number | null }[]): Read | null => {
  const [low, ...lows] = sides.filter(({ side }) => LOWER.includes(side ?? ''))
  const [high, ...highs] = sides.filter(({ side }) => !LOWER.includes(side ?? ''))
  if (lows.length || highs.length) return unfit('twice')
  if (!low || !high) return null
  const least = low.side === 'gt' ? Math.floor(low.value ?? 0) + 1 : Math.ceil(low.value ?? 0)
  const most = high.side === 'lt' ? Math.ceil(high.value ?? 0) - 1 : Math.floor(high.value ?? 0)
  return least > most ? unfit('nothing') : null
}

/** Wide signs are read like narrow ones. */
const readBounds = (kind: Kind, written: string): Read => {
  const text = written.normalize('NFKC')
  const range = /^([\d.,]+)\s*[-–~至]\s*([\d.,]+)$/.exec(text.trim())
  const parts = range ? [`≥${range[1]}`, `≤${range[2]}`] : text.trim().replaceAll(/([>≥<≤=]+)\s+/g, '$1').split(/\s+/)
  const read = parts.map((part) => { const [, sign = '=', digits = ''] = AMOUNT.exec(part) ?? []; return { side: SIDE_OF[sign], value: readAmount(kind, digits) } })
  if (read.some(({ side, value }) => side === undefined || value === null)) return bad
  const [only] = read
  if (read.length === 1 && only?.side === '') return fine(only.value ?? undefined)
  if (read.some(({ side }) => side === '')) return bad
  return between(read) ?? fine(Object.fromEntries(read.map(({ side, value }) => [side, value])) as Json)
}

export const placeOptions = ({ term }: Writing): readonly Option[] => ['own', 'above', ...UnitKind.options].map((value) => ({ value, label: term('unitKind', value) }))

const readPlace = (writing: Writing, text: string): Read => {
  const [first = '', second] = text.split('/')
  const kind = readOption(placeOptions(writing), second ?? first)
  if (!kind) return bad
  return fine(second === undefined ? { kind } : { unit: first.trim(), kind })
}

type Figure = readonly [name: string, value: number | null]
const FIGURES: Readonly<Record<string, string>> = { '=': 'fen', '≥': 'leastFen', '≤': 'mostFen' }

const readFigure = (part: string): Figure => (part.endsWith('%') ? ['ofPrice', parsePercent(part.slice(0, -1))] : [FIGURES[part[0] ?? ''] ?? '', parseYuan(part.slice(1))])

/** A fixed sum stands alone: a share or a limit beside it would say something else. */
const unfitFigures = (figures: readonly Figure[]): Read | null => {
  const said = new Map(figures)
  if (said.size < figures.length || (said.has('fen') && said.size > 1)) return unfit('twice')
  return (said.get('leastFen') ?? 0) > (said.get('mostFen') ?? Number.POSITIVE_INFINITY) ? unfit('reversed') : null
}

const readItem = (kinds: readonly Option[], text: string): Read => {
  const found = /^(.+?)((?:\s+(?:[\d.]+%|[=≥≤][\d.,]+))*)$/.exec(text.trim())
  const kind = readOption(kinds, found?.[1] ?? '')
  const figures = (found?.[2] ?? '').trim().split(/\s+/).filter(Boolean).map(readFigure)
  if (!kind || figures.some(([, value]) => value === null)) return bad
  return unfitFigures(figures) ?? fine({ kind, ...Object.fromEntries(figures) } as Json)
}

const readEach = (text: string, separator: RegExp, read: (part: string) => Read): Read => {
  const all = text.split(separator).filter((part) => part.trim() !== '').map(read)
  const values = all.flatMap((one) => (one.ok ? [one.value as Json] : []))
  return all.find((one) => !one.ok) ?? (values.length ? fine(values) : bad)
}

const readOne = (options: readonly Option[], text: string): Read => { const code = readOption(options, text); return code ? fine(code) : bad }

const readYesNo = (options: readonly Option[], text: string): Read => {
  const code = readOption(options, text) ?? { y: 'true', '1': 'true', yes: 'true', 是: 'true', n: 'false', '0': 'false', no: 'false', 否: 'false' }[fold(text)]
  return code ? fine(code === 'true') : bad
}

const readWords = (text: string, was: Json | undefined, locale: Writing['locale']): Read => {
  const before = isObject(was) ? was : { 'zh-CN': '', 'zh-Hant': '', en: '' }
  return fine({ ...before, [locale]: text })
}

export const remedyOptions = ({ term }: Writing): readonly Option[] => RemedyKind.options.map((value) => ({ value, label: term('remedyKind', value) }))

const readText = (text: string): Read => (text.startsWith('=') ? fine(text.slice(1)) : fine({ contains: text.split('|').filter((word) => word.trim() !== '') }))

const readGivenNumber = (text: string): Read => { const value = Number(text.trim()); return Number.isInteger(value) ? fine(value) : bad }

interface Reading { readonly writing: Writing; readonly column: Column; readonly text: string; readonly was: Json | undefined }

const READERS: Partial<Record<Kind['kind'], (given: Reading) => Read>> = {
  words: ({ writing, text, was }) => (text.trim() === '' && !isObject(was) ? fine(undefined) : readWords(text, was, writing.locale)),
  text: ({ text }) => readText(text),
  day: ({ text }) => (/^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? fine(text.trim()) : bad),
  money: ({ column, text }) => readBounds(column.kind, text),
  number: ({ column, text }) => (column.given ? readGivenNumber(text) : readBounds(column.kind, text)),
  yesNo: ({ writing, column, text }) => readYesNo(optionsOf(writing, column), text),
  place: ({ writing, text }) => readPlace(writing, text),
  positions: ({ writing, column, text }) => readSeveral(optionsOf(writing, column), text),
  places: ({ writing, text }) => readEach(text, SPLIT, (part) => readPlace(writing, part)),
  items: ({ writing, text }) => readEach(text, /[；;\n]/, (part) => readItem(remedyOptions(writing), part)),
}

const readSeveral = (options: readonly Option[], text: string): Read => { const codes = readCodes(options, text); return codes ? fine(codes) : bad }

const readPicked = ({ writing, column, text }: Reading): Read => (column.given ? readOne(optionsOf(writing, column), text) : readChoices(optionsOf(writing, column), text))

/** Reads what was typed or pasted into a cell. `was`: what stood there, of which other languages are kept. */
export const readCell = (writing: Writing, column: Column, text: string, was: Json | undefined): Read => {
  if (text.trim() === '' && column.kind.kind !== 'words') return fine(undefined)
  return (READERS[column.kind.kind] ?? readPicked)({ writing, column, text, was })
}
