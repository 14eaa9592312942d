import { formatInstant } from '#kernel/format-time.ts'
import type { AgreementPaper } from '#modules/agreement/port.ts'
import { type Block, type Pair, form, heading, prose, table } from '../blocks.ts'
import { fill, paperWords } from '../words.ts'
import { type Frame, short } from './frame.ts'

interface Side { readonly id: string; readonly title: string; readonly name: string; readonly by: string; readonly at: string; readonly sealed: boolean }
interface SignedAgreement extends Frame { readonly blocks: readonly Block[]; readonly clausesTitle: string; readonly clauses: readonly string[]; readonly status: string; readonly sides: readonly Side[]; readonly proof: readonly Block[] }

const MOST_LETTERS = 40

/** Words as they stood when the text was frozen: what is printed later says the same. */
type Say = (key: string) => string

const parties = ({ text }: AgreementPaper, say: Say): Block => {
  const more = (label: string, value: string): Pair[] => (value ? [[label, value, 'wide']] : [])
  return form([
    [say('partyA'), text.firm.name, 'wide'], [say('unit'), text.unit], [say('phone'), text.firm.phone], ...more(say('address'), text.firm.address),
    [say('partyB'), text.customer.name], [say('phone'), text.customer.phone], ...more(say('address'), text.customer.address), ...(text.representative ? more(say('representative'), `${text.representative.name}　${text.representative.relation}`) : []),
  ])
}

const facts = ({ text }: AgreementPaper, say: Say): Block[] => [
  heading(say('facts')), prose(say('matter'), text.matter), ...text.points.flatMap((point) => [...(point.said ? [prose(`${point.no}. ${say('said')}`, point.said)] : []), ...(point.found ? [prose(say('found'), point.found)] : [])]),
]

const items = ({ text }: AgreementPaper, say: Say): Block[] => [heading(say('items')), table(
  [{ head: say('item'), share: 3 }, { head: say('forPoint'), mm: 20 }, { head: say('how'), share: 4 }, { head: say('until'), mm: 33 }, { head: say('amount'), mm: 28, right: true }],
  text.items.map((item) => [[item.label, item.note], fill(say('pointNo'), { no: item.pointNo }), item.how, item.untilWords, item.amount]), [[say('inFigures'), text.figures], [say('inWords'), text.inWords]],
)]

const statusOf = ({ state, text }: AgreementPaper, say: Say): string => {
  if (state === 'signed') return fill(say('inForce'), { place: text.place, day: text.dayWords })
  return say(state === 'draft' ? 'isDraft' : state === 'open' ? 'unsigned' : 'isVoid')
}

/** Who signed how and when, and the numbers by which anybody can see that nothing was changed since. */
const proof = (paper: AgreementPaper, say: Say, at: (moment: string) => string): Block[] => {
  const { signatures, fileHashes, sha256 } = paper
  if (sha256 === null || signatures.length === 0) return []
  return [
    heading(say('record')), prose('', say('recordLead')),
    ...signatures.map((one) => form([
      [say('signer'), one.name], [say('party'), say(one.side === 'firm' ? 'sideA' : 'sideB')], [say('capacity'), one.capacity ?? say('inPerson')], [say('signedAt'), at(one.at)], [say('way'), say(`way-${one.way}`)], [say('contact'), one.contact ?? say('none')],
      [say(one.way === 'paper' ? 'scanHash' : 'drawingHash'), fileHashes[one.id] ?? '', 'wide'], [say('seal'), one.seal, 'wide'],
    ])),
    form([[say('textHash'), sha256, 'wide']]), prose('', say('checkHow')),
  ]
}

/** The agreement with its signatures, and a page of what proves it. */
export const signed = (root: string, paper: AgreementPaper): SignedAgreement => {
  const { text, locale, timeZone, signatures } = paper
  const w = paperWords(root, locale)
  const say: Say = (key) => text.words[key] ?? ''
  const at = (moment: string) => formatInstant(moment, locale, timeZone)
  const place = (side: 'firm' | 'customer', title: string, name: string): Side => {
    const one = signatures.find((each) => each.side === side)
    return { id: one?.id ?? '', title, name, by: one ? [one.name, one.capacity].filter(Boolean).join('　') : '', at: one ? at(one.at) : '', sealed: side === 'firm' }
  }
  return {
    locale, title: say('title'), organization: short(text.organization, MOST_LETTERS), number: `${text.number}-${text.no}`, numberLabel: say('numberLabel'), printed: paper.state === 'signed' ? fill(say('keptSince'), { at: at(paper.printedAt) }) : fill(w.common.printed, { at: at(paper.printedAt), by: short(paper.printedBy, MOST_LETTERS) }),
    zone: fill(w.common.zone, { zone: timeZone }), page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank,
    blocks: [parties(paper, say), prose('', say('preamble')), ...facts(paper, say), ...items(paper, say)], clausesTitle: say('clauses'), clauses: text.clauses.map((one) => one.text), status: statusOf(paper, say),
    sides: [place('firm', say('sideA'), text.firm.name), place('customer', say('sideB'), text.customer.name)], proof: proof(paper, say, at),
  }
}
