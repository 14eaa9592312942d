import type { AgreementText } from '#contract/agreement.ts'
import './agreement.css'

/** The agreement as both read it, in its own words. */
export const PaperText = ({ text }: { readonly text: AgreementText }) => {
  const { words: w } = text
  return (
    <div className='agr-t' lang={text.locale}>
      <p>{w['partyA']}　<b>{text.firm.name}</b></p>
      <p>{w['partyB']}　<b>{text.customer.name}</b>　{text.customer.phone}{text.representative && `　${w['representative'] ?? ''} ${text.representative.name}`}</p>
      <h4>{w['facts']}</h4>
      <p>{text.matter}</p>
      {text.points.map((point) => <p key={point.no}>{point.no}. {point.said}{point.found && `\n${w['found'] ?? ''}　${point.found}`}</p>)}
      <h4>{w['items']}</h4>
      <div>{text.items.map((item) => <div key={item.id} className='agr-i'><span>{[item.label, item.note].filter(Boolean).join(' · ')}</span><b className='num'>{item.amountFen > 0 ? item.amount : '—'}</b></div>)}</div>
      <p><b className='num'>{text.figures}</b>　{text.inWords}</p>
      <h4>{w['execution']}</h4>
      {text.items.map((item) => <p key={item.id}>{item.label}　{[item.how, item.untilWords].filter(Boolean).join('　')}</p>)}
      <h4>{w['clauses']}</h4>
      <ol>{text.clauses.map((clause) => <li key={clause.code}>{clause.text}</li>)}</ol>
      <p className='muted'>{w['place']}　{text.place}　{w['day']}　{text.dayWords}</p>
    </div>
  )
}
