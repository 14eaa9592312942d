/** Characters that bind words but carry no matter of their own: a pair that holds one says nothing about the subject. */
const BINDING = new Set('的了是我你您他她它们在和就都也不没吗呢吧啊这那有要会能把被给跟对从到上下个很还又再说看想让去来做什么怎样吧嘛着过得地与及或但而以为于之其此该等可应們沒嗎這會個還從對來說讓應與過後裏麼給為於該')
const HAN = /[\u3400-\u9fff]+/g
const WORD = /[A-Za-z]{4,}|\d{3,}/g
const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

const pairs = (run: string) => Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)).filter((pair) => ![...pair].some((letter) => BINDING.has(letter)))

/** What a text is about: its telling pairs of characters and its longer words. */
const matters = (text: string): Set<string> =>
  new Set([...[...text.matchAll(HAN)].flatMap(([run]) => pairs(run)), ...[...text.matchAll(WORD)].map(([word]) => word.toLowerCase())])

const named = (no: number, draft: string) =>
  new RegExp(`(第\\s*(${no}|${NUMERALS[no] || no})\\s*[点點条條个個项項件])|(要[点點]\\s*${no})|(^|\\n)\\s*[(（]?${no}[.、)）]|point ${no}\\b`, 'i').test(draft)

export interface Point { readonly no: number; readonly text: string; readonly wants?: string | null | undefined; readonly reading?: string | null | undefined }

/**
 * Whether a draft speaks to a point: it names the point's number, or shares at least two telling words with it
 * (one, when the point has no more). A hint for the writer, not a judgement: it never stops a reply.
 */
export const speaksTo = (point: Point, draft: string): boolean => {
  if (draft.trim() === '') return false
  if (named(point.no, draft)) return true
  const about = matters([point.text, point.wants, point.reading].filter(Boolean).join('\n'))
  const said = matters(draft)
  const shared = [...about].filter((matter) => said.has(matter)).length
  return shared >= Math.min(2, Math.max(1, about.size))
}
