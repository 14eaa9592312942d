import type { LiaisonForm, Stop } from '#contract/liaison.ts'
import type { LiaisonField, LiaisonPart } from '#contract/liaison-pack.ts'
import { inTermsOf } from '#contract/terms.ts'
import { formatDay, formatInstant } from '#kernel/format-time.ts'
import type { LiaisonPaper } from '#modules/liaison/port.ts'
import { type Block, type Pair, form, heading, table } from '../blocks.ts'
import { fill, paperWords } from '../words.ts'
import { type Frame, short } from './frame.ts'

type Words = ReturnType<typeof paperWords>
/** A box of the paper form: what one stop wrote, and its place to sign. */
interface Box { readonly title: string; readonly blocks: readonly Block[]; readonly id: string; readonly by: string; readonly name: string; readonly at: string; readonly seal: string }
interface LiaisonView extends Frame { readonly head: readonly Block[]; readonly boxes: readonly Box[]; readonly closing: readonly string[] }

const MOST_NAME = 40

/** The word of a coded value; one that has none is said as it is. */
const coded = ({ terms }: LiaisonPaper, group: string, code: string): string => terms[group]?.[code] ?? code

const shown = (paper: LiaisonPaper, field: LiaisonField, value: string | number | undefined): string => {
  if (value === undefined || value === '') return ''
  const { locale } = paper
  if (field.type === 'cause') return paper.causes[String(value)] ?? String(value)
  if (field.type === 'liability') return coded(paper, 'liability', String(value))
  if (field.type === 'choice') return field.choices?.find((c) => c.code === value)?.label[locale] ?? String(value)
  return field.type === 'day' ? formatDay(String(value), locale) : `${value}${field.unit?.[locale] ?? ''}`
}

/** Every box of a part, also those left empty: the paper form has them all; of an outsider's part those they were asked. */
const pairs = (paper: LiaisonPaper, part: LiaisonPart, values: LiaisonForm['fields'], only?: readonly string[]): Pair[] => paper.form.template.filter((field) => field.part === part && (only?.includes(field.code) ?? true))
  .map((field): Pair => { const [label, value] = [field.label[paper.locale], shown(paper, field, values[field.code])]; return field.type === 'long' ? [label, value, 'wide'] : [label, value] })

const head = (paper: LiaisonPaper, w: Words): Block[] => {
  const { form: it, locale } = paper
  const l = w.liaison
  const none = w.common.absent
  return [form([
    [l.customer, it.customerName ?? l.kept], [l.unit, it.unit.name], [l.product, it.product ?? none], [l.order, it.order ?? none], [l.lot, it.lot ?? none], [l.replyBy, it.replyDueAt ? formatInstant(it.replyDueAt, locale, it.timeZone) : none],
    ...pairs(paper, 'issue', it.fields), [l.complaint, it.text, 'wide'], [l.demand, it.demand || none, 'wide'],
    [l.route, it.route.otherwise ?? it.route.why[locale], 'wide'], [l.units, [it.route.quality?.name, it.route.units.map((u) => u.name).join('、')].filter(Boolean).join(' → '), 'wide'],
  ])]
}

const measures = (paper: LiaisonPaper, w: Words, stop: Stop): Block[] => (stop.measures.length === 0 ? [] : [table(
  [{ head: w.liaison.measure, share: 1 }, { head: w.liaison.kind, mm: 24 }, { head: w.liaison.responsible, mm: 28 }, { head: w.liaison.due, mm: 30 }],
  stop.measures.map((m) => [m.text, coded(paper, 'liaisonMeasure', m.kind), m.responsible, m.dueOn ? formatDay(m.dueOn, paper.locale) : '']),
)])

/** What the stop itself says: its part of the form, or its words. */
const own = (paper: LiaisonPaper, w: Words, stop: Stop): Pair[] => {
  if (stop.party) return pairs(paper, 'answer', stop.answer?.fields ?? {}, stop.party.asks)
  if (stop.kind === 'quality' || stop.kind === 'unit') return pairs(paper, stop.kind === 'quality' ? 'inspection' : 'answer', stop.answer?.fields ?? {})
  if (!stop.answer) return []
  const outcome = stop.answer.outcome ? `${coded(paper, 'liaisonOutcome', stop.answer.outcome)}\n` : ''
  return [[stop.kind === 'office' ? w.liaison.decision : w.liaison.reply, `${outcome}${stop.answer.text}`, 'wide']]
}

const wide = (label: string, value: string | null | undefined): Pair[] => (value ? [[label, value, 'wide']] : [])

/** Who is asked outside, what they were told, and what they wanted to know. */
const outsider = ({ terms }: LiaisonPaper, l: Words['liaison'], { party }: Stop): Pair[] => (party ? [
  [l.party, [terms['partyKind']?.[party.kind] ?? party.kind, party.name, party.contact].filter(Boolean).join('　'), 'wide'], [l.matter, party.matter, 'wide'], ...wide(l.questions, party.questions.map((q) => [q.text, q.reply].filter(Boolean).join('\n→ ')).join('\n')),
] : [])

const written = (paper: LiaisonPaper, w: Words, stop: Stop): Block[] => {
  const l = w.liaison
  const all = [...outsider(paper, l, stop), ...wide(l.asked, stop.message), ...own(paper, w, stop), ...wide(l.files, stop.files.map((f) => f.name).join('、')), ...wide(coded(paper, 'liaisonStopState', stop.state), stop.ended?.reason)]
  return [...(all.length ? [form(all)] : []), ...measures(paper, w, stop)]
}

const LEFT_UNSAID: readonly Stop['state'][] = ['signed', 'open']

const titleOf = (paper: LiaisonPaper, { liaison: l }: Words, stop: Stop): string =>
  [`${stop.no}. ${coded(paper, 'liaisonStop', stop.kind)}`, stop.party?.name ?? stop.unit.name, stop.round > 1 ? fill(l.round, { no: stop.round }) : '', LEFT_UNSAID.includes(stop.state) ? '' : coded(paper, 'liaisonStopState', stop.state)].filter(Boolean).join('　')

const box = (paper: LiaisonPaper, w: Words) => (stop: Stop): Box => {
  const { signed } = stop
  const place = signed ? { name: short(signed.name, MOST_NAME), at: formatInstant(signed.at, paper.locale, stop.timeZone), seal: fill(signed.intact ? w.liaison.seal : w.liaison.broken, { seal: signed.seal.slice(0, 16) }) } : { name: '', at: '', seal: '' }
  return { id: stop.id, title: titleOf(paper, w, stop), blocks: written(paper, w, stop), by: w.liaison.signed, ...place }
}

/** The liaison form as it lies on the desk: head, one box for each stop in its order, places to sign and to seal. */
export const liaison = (root: string, paper: LiaisonPaper): LiaisonView => {
  const { form: it, locale } = paper
  const w = inTermsOf(paper.industry, locale, paperWords(root, locale))
  return {
    locale, title: w.liaison.title, organization: short(paper.organization, MOST_NAME), number: it.number, numberLabel: w.liaison.number, printed: fill(w.common.printed, { at: formatInstant(paper.printedAt, locale, it.timeZone), by: short(paper.printedBy, MOST_NAME) }), zone: fill(w.common.zone, { zone: it.timeZone }),
    page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank,
    head: [heading(fill(w.liaison.state, { state: coded(paper, 'liaisonState', it.state) })), ...head(paper, w)], boxes: it.stops.filter((stop) => stop.state !== 'voided').map(box(paper, w)), closing: [w.liaison.manager, w.liaison.approver],
  }
}
