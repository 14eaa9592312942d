/** How a page says things: words of the page, terms, and names behind ids; null where there is no name. */
export interface Speech {
  t(key: string, params?: Record<string, string>): string
  has(key: string): boolean
  term(kind: string, value: string): string
  nameOf(id: string): string | null
}

/** Names by which lists are asked: `?state=open&q=戒指`. */
const PAIR = /[?&]([A-Za-z]\w*)=/

const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
const DAY = /^\d{4}-\d\d-\d\d/

/** Under which terms the values of a filter stand, where they are not those of its name. Of a state each list has its own. */
const TERMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  state: { 'complaint.read': 'state', 'custody.read': 'goodsState', 'inquiry.read': 'inquiryState', 'settlement.read': 'taskState', 'follow-up.read': 'followUpState' },
  kind: { 'feedback.read': 'feedbackKind', 'inquiry.read': 'inquiryKind', 'evidence.read': 'evidenceKind' },
  at: { 'liaison.read': 'liaisonState' },
}

/** What was typed is searched for as it stands: only a name that is known parts it. */
const pairsIn = (asked: string, { has }: Speech): readonly (readonly [string, string])[] => {
  const found: [string, string][] = []
  let rest = asked
  for (let match = PAIR.exec(rest); match; match = PAIR.exec(rest)) {
    const [, name = ''] = match
    const before = rest.slice(0, match.index)
    const last = found.at(-1)
    if (last) last[1] += before
    if (last && !(has(`filter.${name}`) || has(`only.${name}`))) last[1] += match[0]
    else found.push([name, ''])
    rest = rest.slice(match.index + match[0].length)
  }
  const last = found.at(-1)
  if (last) last[1] += rest
  return found
}

const valueWords = (list: string, name: string, value: string, { t, has, term, nameOf }: Speech): string | null => {
  if (isId(value)) return nameOf(value)
  const own = `value.${list.replaceAll('.', '-')}.${value}`
  if (has(own)) return t(own)
  const kind = TERMS[name]?.[list] ?? name
  const said = term(kind, value)
  if (said !== value) return said
  if (has(`value.any.${value}`)) return t(`value.any.${value}`)
  return DAY.test(value) ? value.slice(0, 10) : value
}

/** What was asked of a list, in words: 「状态：处理中，搜索：戒指」. A filter that nobody has words for is told as it stands. */
export const askedWords = (list: string, asked: string, speech: Speech): string => {
  const { t, has } = speech
  const parts = pairsIn(asked, speech).map(([name, value]) => {
    if (has(`only.${name}`) && (value === '1' || value === 'true')) return t(`only.${name}`)
    if (!has(`filter.${name}`)) return `${name}=${value}`
    const said = valueWords(list, name, value, speech)
    return said === null ? t('one', { what: t(`filter.${name}`) }) : t('pair', { what: t(`filter.${name}`), value: said })
  })
  return parts.join(t('between'))
}
