/** Characters of two bytes that an encoding holds in these rows and columns: `decoder` knows them, so that no list travels. */
const charactersOf = (encoding: string, rows: readonly (readonly [number, number])[], columns: readonly (readonly [number, number])[]): ReadonlySet<string> => {
  const bytes: number[] = []
  for (const [first, last] of rows) for (let row = first; row <= last; row++) for (const [from, to] of columns) for (let column = from; column <= to; column++) bytes.push(row, column)
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)).match(/\p{Script=Han}/gu))
}

interface Scripts { readonly simplified: ReadonlySet<string>; readonly traditional: ReadonlySet<string> }
let read: Scripts | undefined

/** GB 2312, that part of GBK, is what simplified texts are written with; Big5 what traditional ones are, and Hong Kong's 着. */
const scripts = (): Scripts => read ??= {
  simplified: charactersOf('gbk', [[0xb0, 0xf7]], [[0xa1, 0xfe]]),
  traditional: new Set([...charactersOf('big5', [[0xa4, 0xc6], [0xc9, 0xf9]], [[0x40, 0x7e], [0xa1, 0xfe]]), '着']),
}

/** Big5 has them too, as rare characters or as other words. */
const RARE = new Set('么与厂党复赶构怀机极价惊据怜宁凄气确扰胜圣适体涂网痒踊优种庄洁触柜茧蜡腊洒虫听灯礼药证筑达丑标')

const han = (text: string): readonly string[] => text.match(/\p{Script=Han}/gu) ?? []

/** Characters of a text that only simplified Chinese is written with. */
export const onlySimplified = (text: string): readonly string[] => han(text).filter((sign) => RARE.has(sign) || (scripts().simplified.has(sign) && !scripts().traditional.has(sign)))

/** Characters of a text that simplified Chinese is not written with. */
export const notSimplified = (text: string): readonly string[] => han(text).filter((sign) => !scripts().simplified.has(sign))
