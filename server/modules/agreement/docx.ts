import type { AgreementText } from '#contract/agreement.ts'
import { type Line, document } from '#kernel/word-document.ts'

/** The text as a firm's own lawyers read and mend it: what was drawn and sealed is in the PDF alone. */
export const agreementDocument = (text: AgreementText): Buffer => {
  const { words: w } = text
  const say = (key: string) => w[key] ?? ''
  const colon = text.locale === 'en' ? ': ' : '：'
  const pair = (label: string, value: string): Line[] => (value ? [{ text: `${label}${colon}${value}` }] : [])
  const party = (label: string, one: AgreementText['firm']): Line[] => [...pair(label, one.name), ...pair(say('phone'), one.phone), ...pair(say('address'), one.address)]
  return document(text.locale, [
    { text: text.organization, style: 'centre' }, { text: say('title'), style: 'title' }, { text: `${say('numberLabel')} ${text.number}-${text.no}`, style: 'centre' },
    ...party(say('partyA'), text.firm), ...pair(say('unit'), text.unit), ...party(say('partyB'), text.customer), ...(text.representative ? pair(say('representative'), `${text.representative.name}（${text.representative.relation}）`) : []),
    { text: say('preamble') }, { text: say('facts'), style: 'heading' }, ...pair(say('matter'), text.matter), ...text.points.flatMap((p) => [...pair(`${p.no}. ${say('said')}`, p.said), ...pair(say('found'), p.found)]),
    { text: say('items'), style: 'heading' },
    { rows: [[say('item'), say('forPoint'), say('note'), say('amount')], ...text.items.map((item) => [item.label, say('pointNo').replace('{no}', String(item.pointNo)), item.note, item.amount])] },
    ...pair(say('inFigures'), text.figures), ...pair(say('inWords'), text.inWords),
    { text: say('execution'), style: 'heading' }, { rows: [[say('item'), say('how'), say('until')], ...text.items.map((item) => [item.label, item.how, item.untilWords])] },
    { text: say('clauses'), style: 'heading' }, ...text.clauses.map((one, i) => ({ text: `${i + 1}. ${one.text}` })), ...pair(say('place'), text.place), ...pair(say('day'), text.dayWords),
    { text: '' }, { rows: [[say('sideA'), say('sideB')], [`${text.firm.name}\n\n\n`, `${text.customer.name}\n\n\n`]] },
  ])
}
