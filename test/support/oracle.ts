import type pg from 'pg'
import { type Dice, dice, tell } from '../../bench/text.ts'
import { newId } from '#kernel/id.ts'
import { lookupOf, questionOf } from '#kernel/question.ts'
import { type Slice, keyAt } from '#kernel/slices.ts'
import { searchColumns } from '#modules/complaint/searched.ts'

// The search beside plain reading of every text. What is written here is made from plain texts (Simplified, small, half width) by tables of its own,
// and the sound of names by hand: nothing of what is tested helps to say what is right.

const TRADITIONAL = new Map([...'买買价價们們偿償兰蘭军軍几幾凤鳳刚剛划劃发發号號听聽员員响響处處导導将將并並张張态態愿願戒戒手手换換损損担擔断斷无無时時显顯来來样樣检檢没沒涛濤环環电電确確约約纹紋经經给給继繼续續编編网網肤膚肿腫订訂诺諾说說请請调調货貨购購贵貴赔賠过過这這选選递遞里裡钻鑽银銀链鏈错錯镯鐲镶鑲间間随隨静靜顾顧额額马馬龙龍书書证證丽麗欧歐单單阳陽红紅国國庆慶级級级級为為后後个個两兩'].flatMap((one, at, all): [string, string][] => (at % 2 ? [] : [[one, all[at + 1] ?? one]])))

interface Name { readonly plain: string; readonly said: readonly (readonly string[])[] }
const SURNAMES: readonly Name[] = [
  { plain: '王', said: [['wang']] }, { plain: '李', said: [['li']] }, { plain: '张', said: [['zhang']] }, { plain: '刘', said: [['liu']] }, { plain: '周', said: [['zhou']] }, { plain: '徐', said: [['xu']] },
  { plain: '单', said: [['shan', 'dan', 'chan']] }, { plain: '曾', said: [['zeng', 'ceng']] }, { plain: '仇', said: [['qiu', 'chou']] }, { plain: '欧阳', said: [['ou'], ['yang']] },
]
const GIVEN: readonly Name[] = [
  { plain: '伟', said: [['wei']] }, { plain: '敏', said: [['min']] }, { plain: '涛', said: [['tao']] }, { plain: '静', said: [['jing']] }, { plain: '磊', said: [['lei']] }, { plain: '雪', said: [['xue']] }, { plain: '婷', said: [['ting']] }, { plain: '浩', said: [['hao']] },
]

interface Case { readonly id: string; readonly organization: string; readonly unit: string; readonly plain: string; readonly sounds: readonly string[]; readonly phone: string; readonly number: string }

const aName = (d: Dice): Name => {
  const parts = [d.pick(SURNAMES), d.pick(GIVEN), ...(d.below(2) ? [d.pick(GIVEN)] : [])]
  return { plain: parts.map((p) => p.plain).join(''), said: parts.flatMap((p) => p.said) }
}

/** Every string a name can be typed by, from each of its characters on. */
const soundsOf = ({ said }: Name): string[] => {
  const all = (parts: readonly (readonly string[])[]): string[] => parts.reduce<string[]>((before, part) => before.flatMap((text) => part.map((one) => text + one)), [''])
  const short = (parts: readonly (readonly string[])[]) => parts.map((part) => part.map((one) => one.slice(0, 1)))
  return said.flatMap((_, at) => {
    const parts = said.slice(at)
    return [...all(parts), ...all(short(parts)), ...all([...parts.slice(0, 1), ...short(parts.slice(1))])]
  })
}

const wide = (character: string) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)

const inTraditional = (d: Dice, character: string, inEight: number) => (d.below(8) < inEight ? TRADITIONAL.get(character) ?? character : character)
const inOtherWidth = (d: Dice, character: string) => (/[a-z0-9]/.test(character) ? (d.below(2) ? wide(character) : character.toUpperCase()) : character)

/** The plain text as somebody else would write it: Traditional in most characters or some, numbers and letters wide or large. */
const rewritten = (d: Dice, plain: string): string => {
  const [script, width] = [d.pick([0, 0, 7, 4]), d.below(2) === 0]
  return [...plain].map((character) => {
    const written = inTraditional(d, character, script)
    return width ? inOtherWidth(d, written) : written
  }).join('')
}

const BRANDS = ['iphone15', 'gia-2231', 'sf1024', 'a7k', 'x', 'usb', 'pt950', '18k']

const makeCase = (d: Dice, n: number, organization: string, unit: string): Case & { readonly written: { readonly names: readonly string[]; readonly texts: readonly string[] } } => {
  const name = aName(d)
  const story = tell(d)
  const phone = `1${3 + d.below(7)}${String(d.below(1_000_000_000)).padStart(9, '0')}`
  const number = `s0${1 + d.below(9)}-2026${String(1 + d.below(12)).padStart(2, '0')}${String(1 + d.below(28)).padStart(2, '0')}-${String(n % 10_000).padStart(4, '0')}`
  const words = `${story.text}${d.pick(BRANDS)}${story.wants}`
  const fields = [name.plain, number, phone, words, `jd${d.below(1_000_000_000)}`]
  return { id: newId(), organization, unit, plain: fields.join('\n'), sounds: soundsOf(name), phone, number, written: { names: [rewritten(d, name.plain)], texts: [rewritten(d, number), phone, rewritten(d, words), rewritten(d, fields[4] ?? '')] } }
}

const AT_ONCE = 1_000
const SLICES = 5

export interface Told { readonly cases: number; readonly questions: number; readonly expected: number; readonly faults: readonly string[] }

const ORGANIZATIONS = [newId(), newId()]
const UNITS = [newId(), newId(), newId()]

const fill = async (client: pg.Client, d: Dice, count: number): Promise<Case[]> => {
  const slices: Slice[] = [{ no: 0, since: '00000000-0000-0000-0000-000000000000', key: 'a0' }]
  const cases: Case[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const made = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => makeCase(d, from + i, ORGANIZATIONS[d.below(10) ? 0 : 1] ?? '', d.pick(UNITS)))
    const begins = Math.floor((from / count) * SLICES)
    if (begins > slices.length - 1 && made[0]) slices.unshift({ no: begins, since: made[0].id, key: `a${begins}` })
    const rows = made.map(({ id, organization, unit, written }) => ({ organization_id: organization, complaint_id: id, unit_id: unit, ...searchColumns(written, keyAt(slices, id)) }))
    await client.query('insert into complaint.search (organization_id, complaint_id, unit_id, body, grams) select organization_id, complaint_id, unit_id, body, grams::tsvector from json_to_recordset($1::json) as r (organization_id uuid, complaint_id uuid, unit_id uuid, body text, grams text)', [JSON.stringify(rows)])
    cases.push(...made.map(({ written: _, ...kept }) => kept))
  }
  for (const organization of ORGANIZATIONS) for (const { no, since, key } of slices) await client.query('insert into kernel.slice (organization_id, no, since, key) values ($1, $2, $3, $4)', [organization, no, since, key])
  await client.query('analyze complaint.search')
  return cases
}

/** A piece cut anywhere out of a plain text, through words, numbers and stops. */
const cut = (d: Dice, text: string, length: number): string => {
  const characters = [...text]
  const from = d.below(Math.max(1, characters.length - length))
  return characters.slice(from, from + length).join('').trim().split(/\s/)[0] ?? ''
}

const aQuestion = (d: Dice, cases: readonly Case[]): string => {
  const [one, other] = [d.pick(cases), d.pick(cases)]
  const sound = () => { const all = d.pick(one.sounds); return all.slice(0, 2 + d.below(all.length)) }
  const ways = [
    () => cut(d, one.plain, 1 + d.below(4)), () => cut(d, one.plain, 2), () => cut(d, one.plain, 3 + d.below(10)), () => `${cut(d, one.plain, 2)} ${cut(d, one.plain, 2 + d.below(3))}`, () => `${cut(d, one.plain, 2)} ${cut(d, other.plain, 2)}`,
    () => cut(d, one.phone, 3 + d.below(6)), () => cut(d, one.number, 4 + d.below(5)), sound, () => `${sound()} ${cut(d, one.plain, 2)}`, () => cut(d, one.plain, 1),
  ]
  return d.pick(ways)()
}

/** Whether a plain text holds every word of a plain question. */
const holds = (it: Case, words: readonly string[]): boolean => words.every((word) => {
  if (it.plain.includes(word)) return true
  if (/^[a-z]{2,}$/.test(word)) return it.sounds.some((sound) => sound.startsWith(word))
  const digits = word.replace(/\D/g, '')
  return /^[\d+(][\d().\-+]*$/.test(word) && digits !== word && digits.length >= 3 && it.plain.includes(digits)
})

interface Scope { readonly organization: string; readonly units: readonly string[] | 'all' }

const ask = async (client: pg.Client, scope: Scope, typed: string, before: string | null, most: number): Promise<string[]> => {
  const question = questionOf(typed)
  if (!question) return []
  const { query, plain, either, orElse } = lookupOf(question)
  await client.query('begin; set local role wenguo_app')
  await client.query(`select set_config('app.organization', $1, true), set_config('app.units', $2, true)`, [scope.organization, scope.units === 'all' ? '*' : scope.units.join(',')])
  const { rows } = await client.query<{ id: string }>('select complaint.find_ids($1, $2, $3, $4, $5, $6) as id', [query, plain, either, orElse, before, most])
  await client.query('rollback')
  return rows.map((r) => r.id)
}

/** As the list asks: page after page. */
const pages = async (client: pg.Client, scope: Scope, typed: string, size: number, most: number): Promise<string[]> => {
  const ids: string[] = []
  while (ids.length < most) {
    const page = await ask(client, scope, typed, ids.at(-1) ?? null, size)
    ids.push(...page)
    if (page.length < size) break
  }
  return ids
}

const PAGE = 37
const MOST_PAGED = 1_500

const SCOPES: readonly Scope[] = [{ organization: ORGANIZATIONS[0] ?? '', units: 'all' }, { organization: ORGANIZATIONS[0] ?? '', units: UNITS.slice(0, 1) }, { organization: ORGANIZATIONS[1] ?? '', units: 'all' }, { organization: ORGANIZATIONS[1] ?? '', units: UNITS.slice(1) }]

const inSight = ({ organization, units }: Scope, it: Case) => it.organization === organization && (units === 'all' || units.includes(it.unit))

/** Asks one question whole and page by page. */
const compare = async (client: pg.Client, scope: Scope, typed: string, right: readonly string[]): Promise<string[]> => {
  const found = await ask(client, scope, typed, null, right.length + MOST_PAGED)
  const paged = await pages(client, scope, typed, PAGE, MOST_PAGED)
  const pagedRight = paged.join() === right.slice(0, paged.length).join() && (paged.length === right.length || paged.length >= MOST_PAGED)
  return [...(found.join() === right.join() ? [] : [`${typed}: ${found.length} found, ${right.length} right`]), ...(pagedRight ? [] : [`${typed}: page by page otherwise`])]
}

/** Fills a database with so many cases and asks so many questions, in every scope. */
export const consult = async (client: pg.Client, count: number, questions: number, seed: number): Promise<Told> => {
  const d = dice(seed)
  const cases = await fill(client, d, count)
  const faults: string[] = []
  let expected = 0
  for (let n = 0; n < questions; n++) {
    const plain = aQuestion(d, cases)
    const words = plain.split(/\s+/).filter((word) => word !== '')
    const scope = SCOPES[n % SCOPES.length]
    if (!words.length || !scope) continue
    const right = cases.filter((it) => inSight(scope, it) && holds(it, words)).map((it) => it.id).sort().reverse()
    expected += right.length
    faults.push(...await compare(client, scope, rewritten(d, plain), right))
  }
  return { cases: count, questions, expected, faults }
}
