import { formatInstant } from '#kernel/format-time.ts'
import type { AgreementPaper } from '#modules/agreement/port.ts'
import { type Block, type Pair, form, heading, prose, table } from '../blocks.ts'
import { fill, paperWords } from '../words.ts'
import { type Frame, short } from './frame.ts'

interface Side { readonly id: string; readonly title: string; readonly name: string; readonly by: string; readonly at: string; readonly sealed: boolean }
interface SignedAgreement extends Frame { readonly blocks: readonly Block[]; readonly clausesTitle: string; readonly clauses: readonly string[]; readonly status: string; readonly sides: readonly Side[]; readonly proof: readonly Block[] }

const MOST_LETTERS = 40

type Originals = ReturnType<typeof paperWords>
/** Words as they stood when the text was frozen: what is printed later says the same. */
type Said = Originals['agreement'] & Originals['signing']

const parties = ({ text }: AgreementPaper, s: Said): Block => {
  const more = (label: string, value: string): Pair[] => (value ? [[label, value, 'wide']] : [])
  return form([
    [s.partyA, text.firm.name, 'wide'], [s.unit, text.unit], [s.phone, text.firm.phone], ...more(s.address, text.firm.address),
    [s.partyB, text.customer.name], [s.phone, text.customer.phone], ...more(s.address, text.customer.address), ...(text.representative ? more(s.representative, `${text.representative.name}　${text.representative.relation}`) : []),
  ])
}

const facts = ({ text }: AgreementPaper, s: Said): Block[] => [
  heading(s.facts), prose(s.matter, text.matter), ...text.points.flatMap((point) => [...(point.said ? [prose(`${point.no}. ${s.said}`, point.said)] : []), ...(point.found ? [prose(s.found, point.found)] : [])]),
]

const items = ({ text }: AgreementPaper, s: Said): Block[] => [heading(s.items), table(
  [{ head: s.item, share: 3 }, { head: s.forPoint, mm: 24 }, { head: s.note, share: 4 }, { head: s.amount, mm: 32, right: true }],
  text.items.map((item) => [item.label, fill(s.pointNo, { no: item.pointNo }), item.note, item.amount]), [[s.inFigures, text.figures], [s.inWords, text.inWords]],
)]

const performance = ({ text }: AgreementPaper, s: Said): Block[] => [heading(s.execution), table([{ head: s.item, share: 2 }, { head: s.how, share: 4 }, { head: s.until, mm: 44 }], text.items.map((item) => [item.label, item.how, item.untilWords]))]

const statusOf = ({ state, text }: AgreementPaper, s: Said): string => {
  if (state === 'signed') return fill(s.inForce, { place: text.place, day: text.dayWords })
  return state === 'draft' ? s.isDraft : state === 'open' ? s.unsigned : s.isVoid
}

/** Who signed how and when, and the numbers by which anybody can see that nothing was changed since. */
const proof = (paper: AgreementPaper, s: Said, at: (moment: string) => string): Block[] => {
  const { signatures, fileHashes, sha256 } = paper
  if (sha256 === null || signatures.length === 0) return []
  return [
    heading(s.record), prose('', s.recordLead),
    ...signatures.map((one) => form([
      [s.signer, one.name], [s.party, one.side === 'firm' ? s.sideA : s.sideB], [s.capacity, one.capacity ?? s.inPerson], [s.signedAt, at(one.at)], [s.way, { screen: s.wayScreen, link: s.wayLink, paper: s.wayPaper }[one.way]], [s.contact, one.contact ?? s.none],
      [one.way === 'paper' ? s.scanHash : s.drawingHash, fileHashes[one.id] ?? '', 'wide'], [s.seal, one.seal, 'wide'],
    ])),
    form([[s.textHash, sha256, 'wide']]), prose('', s.checkHow),
  ]
}

/** The agreement with its signatures, and a page of what proves it. */
export const signed = (root: string, paper: AgreementPaper): SignedAgreement => {
  const { text, locale, timeZone, signatures } = paper
  const w = paperWords(root, locale)
  const s: Said = { ...w.agreement, ...w.signing, ...text.words }
  const at = (moment: string) => formatInstant(moment, locale, timeZone)
  const place = (side: 'firm' | 'customer', title: string, name: string): Side => {
    const one = signatures.find((each) => each.side === side)
    return { id: one?.id ?? '', title, name, by: one ? [one.name, one.capacity].filter(Boolean).join('　') : '', at: one ? at(one.at) : '', sealed: side === 'firm' }
  }
  return {
    locale, title: s.title, organization: short(text.organization, MOST_LETTERS), number: `${text.number}-${text.no}`, numberLabel: s.numberLabel, printed: paper.state === 'signed' ? fill(s.keptSince, { at: at(paper.printedAt) }) : fill(w.common.printed, { at: at(paper.printedAt), by: short(paper.printedBy, MOST_LETTERS) }),
    zone: fill(w.common.zone, { zone: timeZone }), page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank,
    blocks: [parties(paper, s), prose('', s.preamble), ...facts(paper, s), ...items(paper, s), ...performance(paper, s)], clausesTitle: s.clauses, clauses: text.clauses.map((one) => one.text), status: statusOf(paper, s),
    sides: [place('firm', s.sideA, text.firm.name), place('customer', s.sideB, text.customer.name)], proof: proof(paper, s, at),
  }
}
