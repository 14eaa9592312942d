import hkVariants from 'opencc-js/dict/HKVariants'
import hongKongRev from 'opencc-js/dict/HKVariantsRev'
import simplified from 'opencc-js/dict/TSCharacters'
import twVariants from 'opencc-js/dict/TWVariants'
import taiwanRev from 'opencc-js/dict/TWVariantsRev'
import { pinyin, polyphonic } from 'pinyin-pro'

/** Ways of writing one word that no table of scripts has. */
const OURS = '妳 你|牠 它|祂 他'

/** Every character a line of a table makes equal: `著 著 着`. */
const linesOf = (table: string): string[][] => table.split('|').map((line) => [...new Set(line.split(' ').filter((part) => [...part].length === 1))])

/** Characters that stand for each other in some script, together. */
const groupsOf = (lines: readonly string[][]): Set<string>[] => {
  const groups = new Map<string, Set<string>>()
  for (const line of lines) {
    const whole = new Set(line.flatMap((character) => [...groups.get(character) ?? [character]]))
    for (const character of whole) groups.set(character, whole)
  }
  return [...new Set(groups.values())].filter((group) => group.size > 1)
}

/** One line for each group, that which stands for all of them first: what most others are simplified to. */
const simplifiedText = (groups: readonly Set<string>[], lines: readonly string[][]): string => {
  const votes = new Map<string, number>()
  for (const [, to = ''] of lines) votes.set(to, (votes.get(to) ?? 0) + 1)
  const weight = (character: string) => (votes.get(character) ?? 0)
  return groups.map((group) => [...group].toSorted((x, y) => weight(y) - weight(x) || (x < y ? -1 : 1)).join('')).toSorted().join(' ')
}

const FIRST = 0x3400
const LAST = 0x9fff

const SYLLABLE = /^[a-z]{1,6}$/
const plain = (syllable: string) => syllable.replaceAll('ü', 'v')

/** Every reading of a character, the commonest first, that as a surname too. */
const readingsOf = (character: string): string[] => {
  const asSurname = pinyin(character, { toneType: 'none', type: 'array', surname: 'all' })
  const all = polyphonic(character, { toneType: 'none', type: 'array' }).flat()
  return [...new Set([...asSurname, ...all].flatMap((said) => said.split(' ')).map(plain))].filter((said) => SYLLABLE.test(said))
}

/** Surnames of two characters are read otherwise than their characters: 尉迟 is yuchi. */
const COMPOUND = ['万俟', '尉迟', '单于', '澹台', '长孙', '令狐', '鲜于', '闾丘', '宰父', '呼延', '皇甫', '夏侯', '诸葛', '欧阳', '司马', '上官', '慕容', '公冶', '濮阳', '淳于', '申屠', '太叔', '轩辕', '钟离', '宇文', '东方', '赫连', '仲孙', '公孙', '亓官']
const compoundReadings = (): [string, string][] => COMPOUND.flatMap((surname) => {
  const said = pinyin(surname, { toneType: 'none', type: 'array', surname: 'all' })
  return [...surname].map((character, at): [string, string] => [character, plain(said[at] ?? '')])
})

/** Folded character → its readings: first of the one that stands for its group, then of the others. */
const collected = (groups: readonly Set<string>[], kept: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> => {
  const said = new Map<string, Set<string>>()
  const add = (character: string, readings: readonly string[]) => {
    const to = kept.get(character) ?? character
    said.set(to, new Set([...said.get(to) ?? [], ...readings]))
  }
  const common = Array.from({ length: LAST - FIRST + 1 }, (_, i) => String.fromCodePoint(FIRST + i))
  for (const character of [...new Set(kept.values()), ...common, ...groups.flatMap((group) => [...group])]) add(character, readingsOf(character))
  for (const [character, reading] of compoundReadings()) add(character, [reading])
  return new Map([...said].map(([character, readings]) => [character, [...readings]]))
}

const ranked = (said: ReadonlyMap<string, readonly string[]>, rank: number): string[] => {
  const bySyllable = new Map<string, string[]>()
  for (const [character, readings] of said) {
    const syllable = readings[rank]
    if (syllable) bySyllable.set(syllable, [...bySyllable.get(syllable) ?? [], character])
  }
  return [...bySyllable].toSorted(([x], [y]) => (x < y ? -1 : 1)).map(([syllable, characters]) => `${syllable}:${characters.toSorted().join('')}`)
}

/** Rank by rank, so that of several readings the commonest comes first for each character. */
const readingsText = (groups: readonly Set<string>[], kept: ReadonlyMap<string, string>): string => {
  const said = collected(groups, kept)
  const most = Math.max(...[...said.values()].map((readings) => readings.length))
  return Array.from({ length: most }, (_, rank) => ranked(said, rank)).flat().join(' ')
}

/** The tables the search folds and reads characters by: from OpenCC (Apache-2.0) through opencc-js, and from pinyin-pro (MIT). */
export const charactersText = (): string => {
  const lines = linesOf([simplified, hkVariants, hongKongRev, twVariants, taiwanRev, OURS].join('|'))
  const groups = groupsOf(lines)
  const text = simplifiedText(groups, [...linesOf(simplified), ...linesOf(OURS)])
  const kept = new Map(text.split(' ').flatMap((group) => { const [to = '', ...others] = group; return others.map((other): [string, string] => [other, to]) }))
  return [
    '// Generated by `npm run generate` from opencc-js (character tables of OpenCC, Apache-2.0) and pinyin-pro (MIT). Not edited by hand.',
    '', '/** Characters that stand for each other in some script, one group after the other; the first stands for all of its group. */',
    `export const SIMPLIFIED = '${text}'`, '', '/** Reading without tone and the folded characters read so; a character\'s commonest reading comes first. */',
    `export const READINGS = '${readingsText(groups, kept)}'`, '',
  ].join('\n')
}
